package trysail.simulator.play;

/** Who gets a stream's frames. */
public interface Subscriber {
    /**
     * Takes the data object in {@code text[dataFrom, dataTo)} of the stream whose combined form begins with
     * {@code head}; copies what it needs. Never blocks.
     */
    void take(byte[] head, byte[] text, int dataFrom, int dataTo);
}
