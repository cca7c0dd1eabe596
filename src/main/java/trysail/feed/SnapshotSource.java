package trysail.feed;

import java.util.OptionalLong;
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

    /** The same, of which the best prices and the number are enough: what tells a quiet instrument from a dead stream. */
    default BookDelta glance(Instrument instrument) throws InterruptedException {
        return fetch(instrument);
    }

    /** The number of the instrument's last trade, where the venue tells it. Throws as {@link #fetch} does. */
    default OptionalLong lastTrade(Instrument instrument) throws InterruptedException {
        return OptionalLong.empty();
    }
}
