package trysail.wire.ws;

/** The other end of one connection, for those who speak with it. Thread-safe; nothing here blocks. */
public interface Peer {
    /** Queues a text message; false when it cannot be sent. A queue that is full means that the peer does not read. */
    boolean send(String text);

    /** Queues a ping of the protocol's own. */
    void ping();

    /** Ends the connection at once; the first reason stands. */
    void cut(String reason);
}
