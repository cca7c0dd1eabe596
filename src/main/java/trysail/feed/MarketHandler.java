package trysail.feed;

import trysail.model.MarketEvent;

/** Takes what a {@link Conversation} about a market has heard. Called on the reader's thread. */
public interface MarketHandler {
    /** A quote, a trade or a bar of an instrument of ours. */
    void event(MarketEvent event) throws InterruptedException;

    /** A change of a book. */
    void diff(Diff diff) throws InterruptedException;

    /** The message that was just read was market data: its text, for those who count and record. */
    void data(byte[] text, int from, int to) throws InterruptedException;
}
