package trysail.coordinator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import trysail.model.Instrument;
import trysail.strategy.OwnOrder;

/**
 * A copy of one instrument's book, with our own orders in it.
 *
 * @param known whether the venue has sent a whole book and none of its changes was missed since; else there are no
 *     levels, until the next whole book
 * @param updateId of the last change in it; 0 while it is not known
 * @param time the latest time any market event carried, by the venue's clock
 * @param bids best first
 * @param asks best first
 * @param bidLevels how many there are in all
 * @param askLevels how many there are in all
 * @param own our orders on this instrument, those on their way included
 */
public record BookView(
        Instrument instrument,
        boolean known,
        long updateId,
        Optional<Instant> time,
        List<Level> bids,
        List<Level> asks,
        int bidLevels,
        int askLevels,
        List<OwnOrder> own) {
    public BookView {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
        own = List.copyOf(own);
    }

    /** The same with only those of our orders that {@code which} lets pass; levels are marked as before. */
    public BookView owning(Predicate<OwnOrder> which) {
        var some = own.stream().filter(which).toList();
        return new BookView(instrument, known, updateId, time, bids, asks, bidLevels, askLevels, some);
    }

    /**
     * One price.
     *
     * @param price in quote currency
     * @param size all that rests there, in base currency
     * @param ours what of it is the rest of our orders, in base currency; zero where we have none
     */
    public record Level(BigDecimal price, BigDecimal size, BigDecimal ours) {}
}
