package trysail.feed;

import trysail.model.MarketEvent;

/** Takes what a {@link Conversation} about a market has heard. Called on the reader's thread. */
public interface MarketHandler {
    /**
     * A frame of this stream has come; called before what it says, and also where that is nothing to us.
     *
     * @param instrument its place among the feed's instruments
     */
    default void heard(StreamPlan.Kind kind, int instrument) {}

    /** A quote, a trade or a bar of an instrument of ours. */
    void event(MarketEvent event) throws InterruptedException;

    /** A change of a book. */
    void diff(Diff diff) throws InterruptedException;

    /** The message that was just read was market data: its text, for those who count and record. */
    void data(byte[] text, int from, int to) throws InterruptedException;
}
