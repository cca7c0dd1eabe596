package trysail.exchange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.model.Balance;
import trysail.model.Bar;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;

/**
 * Orders and account of one venue, over one authenticated connection.
 *
 * <p>Calls block the calling virtual thread, end within the deadline they are given, and end at once when interrupted
 * (with {@link InterruptedException}). Each may throw any {@link ExchangeException}. Prices are in quote currency, sizes
 * in base currency. Not thread-safe: one owner at a time (the stop has clients of its own).
 *
 * <p>The client of a venue that takes no orders is its {@link #listing}, and {@link #bars} where it has history. Whoever
 * takes orders answers everything.
 */
@FunctionalInterface
public interface ExchangeClient extends AutoCloseable {
    /** Everything the venue lists; an entry that cannot be used is among the others, and keeps none from being read. */
    Listed listing(Deadline deadline) throws InterruptedException;

    /** Everything that can be traded of what the venue lists. */
    default List<Instrument> instruments(Deadline deadline) throws InterruptedException {
        return listing(deadline).instruments();
    }

    /** How far the venue's clock is ahead of ours; half the round trip is taken off. */
    default Duration clockOffset(Deadline deadline) throws InterruptedException {
        return Duration.ZERO;
    }

    /** Sends an order once. Never repeats it: on {@link ExchangeException.OutcomeUnknown} ask {@link #find}. */
    default VenueOrder place(Order order, Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("placing orders");
    }

    /** Ends an order. Empty when the venue does not know it or it had ended before: ask {@link #find} how. */
    default Optional<VenueOrder> cancel(Instrument instrument, ClientOrderId id, Deadline deadline)
            throws InterruptedException {
        throw ExchangeException.notOffered("cancelling orders");
    }

    /** How many orders one call of {@link #cancelSeveral} ends: one where the venue has no such call. */
    default int mostCancelled() {
        return 1;
    }

    /**
     * Ends orders of one instrument by their client order ids, those alone, at most {@link #mostCancelled}. The answer has
     * those that the venue says it ended by this; of any other nothing is known: ask {@link #cancel}, which says why not.
     */
    default Map<ClientOrderId, VenueOrder> cancelSeveral(
            Instrument instrument, List<ClientOrderId> ids, Deadline deadline) throws InterruptedException {
        var ended = new LinkedHashMap<ClientOrderId, VenueOrder>();
        for (var id : ids) {
            cancel(instrument, id, deadline).ifPresent(order -> ended.put(id, order));
        }
        return ended;
    }

    /**
     * Tells of an order that another client of this account sent, perhaps long ago: so that it is asked for, and ended, where
     * the venue keeps orders of its kind. What was placed here is known.
     */
    default void remember(Order order) {}

    /** The order of this client order id as the venue holds it, working or ended; empty when it never arrived. */
    default Optional<VenueOrder> find(Instrument instrument, ClientOrderId id, Deadline deadline)
            throws InterruptedException {
        throw ExchangeException.notOffered("finding orders");
    }

    /** Every working order of the account, ours or not. */
    default List<VenueOrder> workingOrders(Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("listing orders");
    }

    /** The same of one instrument, which is cheaper to ask for where the venue tells the two apart. */
    default List<VenueOrder> workingOrders(Instrument instrument, Deadline deadline) throws InterruptedException {
        return workingOrders(deadline).stream()
                .filter(order -> order.symbol().equals(instrument.symbol()))
                .toList();
    }

    /** Our trades at or after {@code since}, oldest first. */
    default List<Fill> fills(Instrument instrument, Instant since, Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("listing fills");
    }

    /** The order of this number at the venue, whoever sent it; empty when the venue does not know it, or tells nobody. */
    default Optional<VenueOrder> byVenueId(Instrument instrument, String venueId, Deadline deadline)
            throws InterruptedException {
        return Optional.empty();
    }

    /** Whose an order is that is not ours, as far as the venue lets it be seen. */
    default OrderEvent.ForeignFill.Source source(VenueOrder order) {
        return OrderEvent.ForeignFill.Source.OTHER_ORDER;
    }

    /**
     * What came to the account or went from it without a trade, at or after {@code since}, oldest first. None, where the
     * venue tells of no such thing.
     */
    default List<OrderEvent.Paid> payments(Instant since, Deadline deadline) throws InterruptedException {
        return List.of();
    }

    /** Positions that are not flat. */
    default List<Position> positions(Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("listing positions");
    }

    /** What the account holds of {@code asset}. */
    default Balance balance(String asset, Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("the balance");
    }

    /** What the account's key may do, its mode, what it holds of {@code quoteAsset}, its positions and working orders. */
    default AccountStanding standing(String quoteAsset, Deadline deadline) throws InterruptedException {
        return new AccountStanding(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                balance(quoteAsset, deadline),
                positions(deadline),
                workingOrders(deadline));
    }

    /**
     * Has the venue end every order of this instrument, ours or not, once {@code time} has passed without another such
     * call: a dead man's switch. Zero takes the switch off.
     *
     * @return what the venue says it has set; zero: the switch is off
     */
    default Duration countdown(Instrument instrument, Duration time, Deadline deadline) throws InterruptedException {
        throw ExchangeException.notOffered("a dead man's switch");
    }

    /** What one of {@code base} was last traded at, in {@code quote}; empty when the venue lists no such pair. */
    default Optional<BigDecimal> price(String base, String quote, Deadline deadline) throws InterruptedException {
        return Optional.empty();
    }

    /** The last {@code count} bars, oldest first; the last one may still be running. None, where there is no history. */
    default List<Bar> bars(Instrument instrument, Duration frame, int count, Deadline deadline)
            throws InterruptedException {
        return List.of();
    }

    /** Cuts a call that is still running. Idempotent, any thread, never blocks. */
    @Override
    default void close() {}
}
