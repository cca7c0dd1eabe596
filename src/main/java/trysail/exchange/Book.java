package trysail.exchange;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.model.BookDelta;
import trysail.model.BookSide;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Side;

/**
 * One instrument's order book, kept by applying {@link BookDelta}s. Not thread-safe: one owner.
 */
public final class Book {
    private final Instrument instrument;
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private boolean known;
    private long updateId;

    public Book(Instrument instrument) {
        this.instrument = instrument;
    }

    public Instrument instrument() {
        return instrument;
    }

    /** Replaces or amends the book. What amends a book that is not known is kept, but the book stays unknown. */
    public void apply(BookDelta delta) {
        if (delta.snapshot()) {
            bids.clear();
            asks.clear();
            known = true;
        }
        bids.apply(delta.bids());
        asks.apply(delta.asks());
        updateId = delta.updateId();
    }

    /** Forgets everything: the book is unknown until its next snapshot. */
    public void clear() {
        bids.clear();
        asks.clear();
        known = false;
        updateId = 0;
    }

    /** Whether a snapshot has been applied since the start or the last {@link #clear}. */
    public boolean known() {
        return known;
    }

    /** The venue's number of the last change applied. */
    public long updateId() {
        return updateId;
    }

    /** How many bid levels there are. */
    public int bids() {
        return bids.count();
    }

    /** How many ask levels there are. */
    public int asks() {
        return asks.count();
    }

    /** Best bid in quote currency; empty when nobody bids. */
    public Optional<BigDecimal> bestBid() {
        return best(bids);
    }

    /** Best ask in quote currency; empty when nobody asks. */
    public Optional<BigDecimal> bestAsk() {
        return best(asks);
    }

    private Optional<BigDecimal> best(BookSide side) {
        return side.isEmpty()
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(side.best(), instrument.priceScale()));
    }

    /** The best {@code most} bid levels, best first. */
    public Levels topBids(int most) {
        return bids.top(most);
    }

    /** The best {@code most} ask levels, best first. */
    public Levels topAsks(int most) {
        return asks.top(most);
    }

    /** Whether the best bid reaches the best ask: no venue means that. */
    public boolean crossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.best() >= asks.best();
    }

    @Override
    public String toString() {
        return instrument + " " + bestBid().map(BigDecimal::toPlainString).orElse("-") + "/"
                + bestAsk().map(BigDecimal::toPlainString).orElse("-") + " " + bids() + "+" + asks() + " levels";
    }
}
