package trysail.order;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Purpose;
import trysail.model.Rejection;
import trysail.model.VenueOrder;
import trysail.risk.Approved;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Channel;
import trysail.stream.Sink;

/**
 * The owner of orders and of requests in flight: recovers what dead sessions left, then does what risk approved, and says
 * what became of it.
 *
 * <p>An order is in the journal before it is on the wire and is sent at most once; when its fate is not known it is asked
 * after by client order id until it is.
 */
public final class OrderLoop {
    private final SessionClock clock;
    private final Gate gate;
    private final ExchangeClient client;
    private final WorkingOrders orders;
    private final Recovery recovery;
    private final Channel<Inbound> inbox;
    private final Sink<? super OrderEvent> out;
    private final Patience patience;
    private final OrderTracker watch;
    private final ArrayDeque<Inbound> taken = new ArrayDeque<>();
    private Optional<Deadline> deaf = Optional.empty();

    /**
     * @param client for this loop alone; the caller closes it
     * @param instruments those the session trades
     * @param inbox approvals and reports, in one line
     * @param out where what became of orders goes
     */
    public OrderLoop(
            SessionContext context,
            Gate gate,
            ExchangeClient client,
            WorkingOrders orders,
            Recovery recovery,
            List<Instrument> instruments,
            Channel<Inbound> inbox,
            Sink<? super OrderEvent> out,
            Patience patience) {
        this.clock = context.clock();
        this.gate = gate;
        this.client = client;
        this.orders = orders;
        this.recovery = recovery;
        this.inbox = inbox;
        this.out = out;
        this.patience = patience;
        watch = new OrderTracker(clock, client, orders, instruments, out, patience);
    }

    /**
     * Recovers, says {@link OrderEvent.Ready}, and works until interrupted or until the inbox has ended.
     *
     * @throws RecoveryFailed when what dead sessions left could not be dealt with: nothing has been traded then
     * @throws ExchangeException.Unauthenticated when the venue does not take our keys or our clock
     */
    public void run() throws InterruptedException {
        try {
            var recovered = recovery.run();
            for (var dead : recovered.sessions()) {
                orders.record(new Entry.Recovered(dead.session(), dead.orders().size(), dead.fills()));
            }
            orders.record(new Entry.Ready(recovered.positions()));
            out.put(new OrderEvent.Ready(recovered.positions()));
            deaf = Optional.of(clock.deadline(patience.deafness()));
            while (inbox.take(taken, 64, clock, watch.nextDue()).isEmpty()) {
                while (!taken.isEmpty()) {
                    handle(taken.removeFirst());
                    watch.step();
                }
                watch.step();
            }
        } finally {
            dropTheRest();
        }
    }

    private void handle(Inbound inbound) throws InterruptedException {
        switch (inbound) {
            case Inbound.Act act -> act(act.approved());
            case Inbound.Heard heard -> heard(heard.report());
            case Inbound.Found found -> {
                if (orders.standsOn(found.basis())) {
                    for (var event : found.events()) {
                        foreign(event);
                    }
                }
            }
        }
    }

    private void foreign(OrderEvent.Foreign event) throws InterruptedException {
        if (orders.record(new Entry.Foreign(event))) {
            out.put(event);
        }
    }

    private void act(Approved approved) throws InterruptedException {
        switch (approved.action()) {
            case Approved.Action.Place place -> place(place.order(), place.purpose(), approved.why());
            case Approved.Action.Cancel cancel -> watch.cancel(cancel.id(), approved.why());
        }
    }

    private void heard(AccountReport report) throws InterruptedException {
        switch (report) {
            case AccountReport.Connected up -> {
                deaf = Optional.empty();
                watch.connected();
            }
            case AccountReport.Lost down -> {
                deaf = Optional.of(clock.deadline(patience.deafness()));
                watch.lost();
            }
            case AccountReport.OrderChanged changed -> watch.heard(changed);
            case AccountReport.Moved moved -> {} // who compares has heard it
        }
    }

    /** What came of a call: the event for the ring, and the order as the venue answered. */
    private record Outcome(OrderEvent event, Optional<VenueOrder> answer) {
        private Outcome(OrderEvent event) {
            this(event, Optional.empty());
        }
    }

    private void place(Order order, Purpose purpose, String why) throws InterruptedException {
        if (gate.isShut()) {
            drop(order);
            return;
        }
        var refusal = refusal(order);
        if (refusal.isPresent()) {
            out.put(notSent(order, refusal.get()).event());
            return;
        }
        orders.intend(order, purpose, why);
        if (!gate.tryEnter(order.reduceOnly())) {
            refused(order);
            return;
        }
        Outcome outcome;
        try {
            outcome = send(order);
        } finally {
            gate.leave();
        }
        out.put(outcome.event());
        if (outcome.answer().isPresent()) {
            watch.answered(order.id(), outcome.answer().get());
        }
    }

    /** In the journal already, and the gate lets it through no more. */
    private void refused(Order order) throws InterruptedException {
        if (gate.isShut()) {
            orders.recordNow(new Entry.NotSent(order.id(), "the gate is shut"));
            return;
        }
        var reason = held(order).orElse("the gate was held for a moment");
        out.put(notSent(order, reason).event());
    }

    private Optional<String> held(Order order) {
        return gate.heldFor(order.reduceOnly()).map(latch -> "the session is " + latch.label());
    }

    private Optional<String> refusal(Order order) {
        var held = held(order);
        if (held.isPresent()) {
            return held;
        }
        if (deaf.filter(Deadline::expired).isPresent()) {
            return Optional.of("the private stream is down: fills would go unheard");
        }
        return watch.rest().expired() ? Optional.empty() : Optional.of("the venue asked us to wait, " + watch.rest());
    }

    private Outcome send(Order order) throws InterruptedException {
        try {
            return answered(order, client.place(order, clock.deadline(patience.call())));
        } catch (ExchangeException.Refused e) {
            return rejected(order, new Rejection.ByVenue(e.code()), Inquiry.words(e));
        } catch (ExchangeException.RateLimited e) {
            watch.restFor(e.after());
            return notSent(order, Inquiry.words(e));
        } catch (ExchangeException.Unreachable e) {
            return notSent(order, Inquiry.words(e));
        } catch (ExchangeException.OutcomeUnknown e) {
            orders.record(new Entry.Unresolved(order.id(), Inquiry.words(e)));
            watch.doubt(order.id());
            return new Outcome(new OrderEvent.Unresolved(order, Inquiry.words(e), clock.now()));
        } catch (ExchangeException.Unauthenticated e) {
            orders.recordNow(new Entry.Rejected(order.id(), new Rejection.Unauthenticated(), Inquiry.words(e)));
            throw e;
        } catch (InterruptedException | RuntimeException | Error cut) {
            // it may be at the venue: the stop asks
            orders.recordNow(new Entry.Unresolved(order.id(), "the call was cut"));
            throw cut;
        }
    }

    private Outcome answered(Order order, VenueOrder told) throws InterruptedException {
        if (told.state() == OrderState.REJECTED) {
            return rejected(order, new Rejection.ByVenue(told.state().name()), "rejected by the venue");
        }
        orders.record(new Entry.Accepted(order.id(), told.venueId(), told.time()));
        return new Outcome(new OrderEvent.Accepted(order, told.venueId(), clock.now()), Optional.of(told));
    }

    private Outcome rejected(Order order, Rejection why, String text) throws InterruptedException {
        orders.record(new Entry.Rejected(order.id(), why, text));
        return new Outcome(new OrderEvent.Rejected(order, why, text, clock.now()));
    }

    private Outcome notSent(Order order, String reason) throws InterruptedException {
        orders.record(new Entry.NotSent(order.id(), reason));
        return new Outcome(new OrderEvent.NotSent(order, reason, clock.now()));
    }

    private void drop(Order order) {
        orders.recordNow(new Entry.Dropped(order.id(), order.words()));
    }

    /** What was approved and is still in line will not be sent: it is listed. */
    private void dropTheRest() {
        var unused = inbox.tryTake(taken, Integer.MAX_VALUE);
        for (var inbound : taken) {
            if (inbound instanceof Inbound.Act act && act.approved().action() instanceof Approved.Action.Place place) {
                drop(place.order());
            }
        }
        taken.clear();
    }
}
