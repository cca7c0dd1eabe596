package trysail.simulator.play;

/** Who gets a stream's messages. */
public interface Subscriber {
    /** Takes the message in {@code text[0, length)}, which came on this stream; copies what it needs. Never blocks. */
    void take(MarketStream stream, byte[] text, int length);
}
