package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Rejection;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.stream.Sink;

/**
 * What became of the orders that were sent: hears the private stream, asks by REST where it is silent, cancels. The two
 * tell the same story; whichever tells it first counts, and an order ends once all its fills have been heard of. Sends no
 * order. Part of the order loop: one thread.
 */
final class OrderTracker {
    private static final Logger LOG = Logger.getLogger(OrderTracker.class.getName());
    /** How long the private stream may take to tell the fills of an order that REST says has ended. */
    private static final Duration STREAM_LAG = Duration.ofMillis(500);

    private final SessionClock clock;
    private final ExchangeClient client;
    private final WorkingOrders orders;
    private final List<Instrument> instruments;
    private final Sink<? super OrderEvent> out;
    private final Patience patience;
    private final Questions doubts;
    private Optional<Deadline> reconciliation = Optional.empty();
    private int reconciliations;
    private boolean connected;
    private Deadline rest;

    OrderTracker(
            SessionClock clock,
            ExchangeClient client,
            WorkingOrders orders,
            List<Instrument> instruments,
            Sink<? super OrderEvent> out,
            Patience patience) {
        this.clock = clock;
        this.client = client;
        this.orders = orders;
        this.instruments = List.copyOf(instruments);
        this.out = out;
        this.patience = patience;
        doubts = new Questions(clock);
        rest = clock.deadline(Duration.ZERO);
    }

    /** Until when the venue wants no calls of us. */
    Deadline rest() {
        return rest;
    }

    void restFor(Duration duration) {
        rest = clock.deadline(duration);
    }

    /** When there is something to ask. */
    Deadline nextDue() {
        if (!rest.expired()) {
            return rest;
        }
        var due = doubts.nextDue();
        return reconciliation.map(r -> due.within(r.remaining())).orElse(due);
    }

    // ── what the stream says ──

    void connected() {
        connected = true;
        reconciliation = Optional.of(clock.deadline(Duration.ZERO));
        reconciliations = 0;
    }

    void lost() {
        connected = false;
    }

    void heard(AccountReport.OrderChanged changed) throws InterruptedException {
        var id = orders.ours(changed.order());
        if (id.isEmpty()) {
            return;
        }
        known(id.get(), changed.order());
        if (changed.fill().isPresent()) {
            filled(id.get(), changed.fill().get());
            if (connected && reconciliation.isEmpty()) {
                orders.fillsAreComplete(changed.order().symbol());
            }
        }
        if (!changed.order().state().working()) {
            over(id.get(), changed.order(), Duration.ZERO);
        }
    }

    // ── what REST says ──

    /** The answer to a placed or cancelled order may say that it has ended: its fills come by the stream, in a moment. */
    void answered(ClientOrderId id, VenueOrder told) throws InterruptedException {
        if (!told.state().working()) {
            over(id, told, STREAM_LAG);
        }
    }

    /** It may have reached the venue, it may not. */
    void doubt(ClientOrderId id) {
        doubts.add(id, false, Patience.pause(0));
    }

    /** Ends a working order. Asked twice it asks once; an order that has ended needs none. */
    void cancel(ClientOrderId id, String why) throws InterruptedException {
        if (orders.open(id).isPresent() && !doubts.cancels(id)) {
            orders.record(new Entry.CancelAsked(id, why));
            var doubt = doubts.add(id, true, rest.remaining());
            if (rest.expired()) {
                ask(doubt);
            }
        }
    }

    /** Asks after one order that is due, or reconciles; so that new approvals never wait long. */
    void step() throws InterruptedException {
        if (!rest.expired()) {
            return;
        }
        if (reconciliation.filter(Deadline::expired).isPresent()) {
            reconcile();
            return;
        }
        var due = doubts.firstDue();
        if (due.isPresent()) {
            ask(due.get());
        }
    }

    private void ask(Questions.Doubt doubt) throws InterruptedException {
        var order = orders.open(doubt.id());
        if (order.isEmpty()) {
            doubts.strike(doubt.id());
            return;
        }
        try {
            if (resolved(order.get(), doubt)) {
                doubts.strike(doubt.id());
                return;
            }
            doubts.again(doubt, Duration.ZERO);
        } catch (ExchangeException.RateLimited e) {
            restFor(e.after());
            doubts.again(doubt, e.after());
        } catch (ExchangeException.Unauthenticated e) {
            throw e;
        } catch (ExchangeException e) {
            LOG.log(Level.FINE, "asking after {0}: {1}", new Object[] {doubt.id(), e.getMessage()});
            doubts.again(doubt, Duration.ZERO);
        }
    }

    /** Whether there is nothing more to ask about it. */
    private boolean resolved(TrackedOrder order, Questions.Doubt doubt) throws InterruptedException {
        var id = doubt.id();
        var instrument = order.order().instrument();
        var told = Optional.<VenueOrder>empty();
        if (doubt.cancel()) {
            told = client.cancel(instrument, id, call());
        }
        if (told.isEmpty()) {
            told = client.find(instrument, id, call());
        }
        if (told.isPresent()) {
            known(id, told.get());
            if (told.get().state().working()) {
                return !doubt.cancel();
            }
            over(id, told.get(), Duration.ZERO);
            return orders.open(id).isEmpty();
        }
        if (!orders.arrival(id).expired()) {
            return false; // it may still be on its way, or not yet to be seen
        }
        if (order.wasAccepted()) {
            // the venue had it and does not know it any more: it cannot trade
            catchUp(instrument, WorkingOrders.fillsOf(order));
            end(id, OrderState.CANCELLED, orders.filled(id));
            return true;
        }
        rejected(order.order(), new Rejection.NeverArrived(), "the venue never had it");
        return true;
    }

    /** After each connection of the stream: what changed unheard is fetched. */
    private void reconcile() throws InterruptedException {
        try {
            var working = new HashSet<ClientOrderId>();
            for (var told : client.workingOrders(call())) {
                var id = orders.ours(told);
                if (id.isPresent()) {
                    working.add(id.get());
                    known(id.get(), told);
                }
            }
            for (var instrument : instruments) {
                catchUp(instrument, orders.fillsKnownUntil(instrument.symbol()));
            }
            for (var order : orders.open()) {
                if (!working.contains(order.order().id())) {
                    doubts.add(order.order().id(), false, Duration.ZERO);
                }
            }
            reconciliation = Optional.empty();
        } catch (ExchangeException.Unauthenticated e) {
            throw e;
        } catch (ExchangeException e) {
            var pause = e instanceof ExchangeException.RateLimited limited
                    ? limited.after()
                    : Patience.pause(reconciliations++);
            if (e instanceof ExchangeException.RateLimited) {
                restFor(pause); // who wants no questions wants no orders
            }
            LOG.log(Level.FINE, "reconciling: {0}", e.getMessage());
            reconciliation = Optional.of(clock.deadline(pause));
        }
    }

    // ── what follows ──

    /** The venue has it: news, if we were in doubt; or if it was given up: then nobody waits for it, and it is ended. */
    private void known(ClientOrderId id, VenueOrder told) throws InterruptedException {
        if (orders.isGivenUp(id) && told.state() != OrderState.REJECTED) {
            orders.record(new Entry.Accepted(id, told.venueId(), told.time()));
            orders.tellTakenBack(id, told);
            if (told.state().working()) {
                cancel(id, "it came after it had been given up");
            }
            return;
        }
        var order = orders.open(id).filter(o -> o.standing() != TrackedOrder.Standing.WORKING);
        if (order.isPresent() && told.state() != OrderState.REJECTED) {
            orders.record(new Entry.Accepted(id, told.venueId(), told.time()));
            out.put(new OrderEvent.Accepted(order.get().order(), told.venueId(), clock.now()));
        }
    }

    private void filled(ClientOrderId id, Fill told) throws InterruptedException {
        var fill = rest.expired() ? orders.valued(told, client, call()) : orders.valuedAsKnown(told);
        if (orders.record(new Entry.Filled(id, fill))) {
            out.put(new OrderEvent.Filled(id, fill));
        }
    }

    private void rejected(Order order, Rejection why, String text) throws InterruptedException {
        orders.record(new Entry.Rejected(order.id(), why, text));
        out.put(new OrderEvent.Rejected(order, why, text, clock.now()));
    }

    private void over(ClientOrderId id, VenueOrder told, Duration patienceForFills) throws InterruptedException {
        var order = orders.open(id);
        if (order.isEmpty()) {
            return; // older news than ours
        }
        if (told.state() == OrderState.REJECTED) {
            rejected(order.get().order(), new Rejection.ByVenue(told.state().name()), "rejected by the venue");
            return;
        }
        if (told.filled().compareTo(orders.filled(id)) > 0 && patienceForFills.isZero()) {
            tryCatchUp(order.get());
        }
        if (told.filled().compareTo(orders.filled(id)) > 0) {
            doubts.add(id, false, patienceForFills.isZero() ? Patience.pause(3) : patienceForFills);
            return;
        }
        end(id, told.state(), told.filled());
    }

    private void end(ClientOrderId id, OrderState state, BigDecimal filled) throws InterruptedException {
        orders.record(new Entry.Ended(id, state, filled));
        doubts.strike(id);
        out.put(new OrderEvent.Ended(id, state, clock.now()));
    }

    /** The venue has seen more fills of this order than we: whatever the stream said since, some were never told. */
    private void tryCatchUp(TrackedOrder order) throws InterruptedException {
        var instrument = order.order().instrument();
        if (!rest.expired()) {
            return; // it is in doubt until then
        }
        try {
            catchUp(instrument, WorkingOrders.fillsOf(order));
        } catch (ExchangeException.RateLimited e) {
            restFor(e.after());
        } catch (ExchangeException.Unauthenticated e) {
            throw e;
        } catch (ExchangeException e) {
            LOG.log(Level.FINE, "fetching fills of {0}: {1}", new Object[] {instrument, e.getMessage()});
        }
    }

    /** What was missed before {@code since} is still missed: nothing is said of it. */
    private void catchUp(Instrument instrument, Instant since) throws InterruptedException {
        var whole = !since.isAfter(orders.fillsKnownUntil(instrument.symbol()));
        for (var fill : client.fills(instrument, since, call())) {
            var owner = orders.owner(fill);
            if (owner.isPresent()) {
                filled(owner.get(), fill);
            }
        }
        if (whole) {
            orders.fillsAreComplete(instrument.symbol());
        }
    }

    private Deadline call() {
        return clock.deadline(patience.call());
    }
}
