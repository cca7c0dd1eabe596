package trysail.wire.ws;

import java.time.Duration;
import java.util.Optional;
import trysail.json.MalformedFrame;

/**
 * Whose the messages of a {@link WsConnection} are. Called on the reader's thread, but for
 * {@link #heartbeat} and {@link #complaint}.
 */
public interface WsListener {
    /** The upgrade is made. */
    void opened(WsConnection connection) throws InterruptedException;

    /**
     * A message's payload, valid during the call only; true when it counts as data.
     *
     * <p>What it throws ends the connection: {@link MalformedFrame} as a fault of the peer, anything else as ours.
     */
    boolean message(WsConnection connection, byte[] buffer, int from, int to)
            throws MalformedFrame, InterruptedException;

    /** Data has been read: called once for all messages that came together. */
    default void dataRead() {}

    /**
     * What is sent to see whether the peer lives; asked once, on another thread.
     *
     * @param idle how long the connection may be silent before it is cut
     */
    default Heartbeat heartbeat(Duration idle) {
        return Heartbeat.ping(idle.dividedBy(2));
    }

    /** How often, at least, it wants to be asked for a {@link #complaint}. */
    default Duration look() {
        return Duration.ofSeconds(1);
    }

    /** Asked now and then on another thread while open: a reason to cut the connection, if there is one. */
    default Optional<String> complaint() {
        return Optional.empty();
    }
}
