package trysail.feed;

import trysail.model.BookDelta;
import trysail.model.Instrument;

/** Where the whole of a book comes from. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * The book as the venue holds it now. Ends within a bound of its own and at once when interrupted; may throw any
     * {@link trysail.exchange.ExchangeException}.
     */
    BookDelta fetch(Instrument instrument) throws InterruptedException;
}
