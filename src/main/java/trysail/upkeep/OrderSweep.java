package trysail.upkeep;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.OrderState;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Asks the venue, again and again, how the orders stand that we take for working, so that what the private stream did not
 * tell is known within seconds: a fill, a cancel, an expiry. What it finds goes the way of the stream's own news, which is
 * told once whoever tells it. The cheap question comes first: which orders of an instrument work, and how much of each is
 * filled. Only where that differs from what we know, for two looks in a row so that the stream has its turn, are the
 * order and its fills asked for.
 *
 * <p>A question that fails says nothing. One task of the session.
 */
public final class OrderSweep {
    private static final Logger LOG = Logger.getLogger(OrderSweep.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);
    /** The venue's clock may be behind ours by less than this. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

    private final SessionClock clock;
    private final ExchangeClient client;
    private final Supplier<List<TrackedOrder>> open;
    private final Predicate<AccountReport> orderLoop;
    private final Consumer<String> found;
    private Set<ClientOrderId> suspects = new HashSet<>();

    /**
     * @param client for this use alone; the caller closes it
     * @param open the orders whose fate is open, as far as we know
     * @param orderLoop takes what was found; false when it has no room: it is found again
     * @param found is told what the stream had not told, in words; must not wait
     */
    public OrderSweep(
            SessionClock clock,
            ExchangeClient client,
            Supplier<List<TrackedOrder>> open,
            Predicate<AccountReport> orderLoop,
            Consumer<String> found) {
        this.clock = clock;
        this.client = client;
        this.open = open;
        this.orderLoop = orderLoop;
        this.found = found;
    }

    /** Until it is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            clock.sleep(EVERY);
            try {
                look();
            } catch (ExchangeException.RateLimited later) {
                clock.sleep(later.after());
            } catch (ExchangeException e) {
                LOG.log(Level.FINE, "sweeping: {0}", e.getMessage());
            }
        }
    }

    private void look() throws InterruptedException {
        var before =
                new HashMap<Instrument, Map<ClientOrderId, TrackedOrder>>(); // what comes meanwhile is not asked after
        for (var tracked : open.get()) {
            if (tracked.standing() == TrackedOrder.Standing.WORKING) { // of others the order loop is in doubt itself
                before.computeIfAbsent(tracked.order().instrument(), i -> new HashMap<>())
                        .put(tracked.order().id(), tracked);
            }
        }
        var differ = new HashSet<ClientOrderId>();
        for (var instrument : before.keySet().stream()
                .sorted((a, b) -> a.symbol().compareTo(b.symbol()))
                .toList()) {
            look(instrument, before.getOrDefault(instrument, Map.of()), differ);
        }
        suspects = differ;
    }

    private void look(Instrument instrument, Map<ClientOrderId, TrackedOrder> ours, Set<ClientOrderId> differ)
            throws InterruptedException {
        var told = new HashMap<ClientOrderId, BigDecimal>();
        for (var order : client.workingOrders(instrument, call())) {
            ClientOrderId.parse(order.clientId()).ifPresent(id -> told.put(id, order.filled()));
        }
        for (var tracked : ours.values()) {
            var id = tracked.order().id();
            var filled = Optional.ofNullable(told.get(id));
            if (filled.isPresent() && filled.get().compareTo(tracked.filled()) <= 0) {
                continue; // it works, and we know as much
            }
            if (!suspects.contains(id)) {
                differ.add(id);
            } else if (isStillOpen(tracked)) {
                tell(tracked);
            }
        }
    }

    /** News of it may have come since. */
    private boolean isStillOpen(TrackedOrder before) {
        return open.get().stream()
                .filter(now -> now.order().id().equals(before.order().id()))
                .anyMatch(now -> now.filled().compareTo(before.filled()) == 0);
    }

    private void tell(TrackedOrder tracked) throws InterruptedException {
        var order = tracked.order();
        var instrument = order.instrument();
        var answer = client.find(instrument, order.id(), call());
        if (answer.isEmpty()) {
            return; // the order loop asks after what the venue does not know
        }
        var now = answer.get();
        if (now.state().working() && now.filled().compareTo(tracked.filled()) <= 0) {
            return;
        }
        var since = earlier(tracked.since(), now.time()).minus(CLOCK_MARGIN);
        for (var fill : client.fills(instrument, since, call())) {
            if (fill.venueId().equals(now.venueId())
                    && !orderLoop.test(new AccountReport.OrderChanged(working(now), Optional.of(fill)))) {
                return;
            }
        }
        if (now.state().working() || orderLoop.test(new AccountReport.OrderChanged(now, Optional.empty()))) {
            found.accept("lost on the account stream, found by asking: order " + order.id() + " is "
                    + now.state().words() + ", " + now.filled().toPlainString() + " of "
                    + order.size().toPlainString()
                    + " filled");
        }
    }

    /** While its fills are told one by one it is not over. */
    private static VenueOrder working(VenueOrder now) {
        return now.at(now.state().working() ? now.state() : OrderState.PARTIALLY_FILLED);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Deadline call() {
        return clock.deadline(CALL);
    }
}
