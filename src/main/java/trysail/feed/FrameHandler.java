package trysail.feed;

import java.util.Optional;
import trysail.model.MarketEvent;
import trysail.venue.binance.BinanceFrames;

/** What {@link BinanceFrames} found in a frame. Called on the reader's thread, one call a frame at most. */
public interface FrameHandler {
    /** A quote, a trade or a bar of an instrument of ours. */
    void event(MarketEvent event) throws InterruptedException;

    void diff(Diff diff) throws InterruptedException;

    /** The venue's answer to a request of ours; {@code refusal} says why it said no. */
    void answer(long id, Optional<String> refusal);
}
