package trysail.order;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.journal.OrderFate;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.risk.Risk;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionContext;

/**
 * Cancels a session's own orders while the session lives on: side by side, over clients of its own, so that neither a
 * stuck order loop nor one stuck call holds it. What it learns it hands to the order loop, which stays the one writer; an
 * order whose fate it could not learn in time the order loop goes on asking after. One use, by one thread.
 */
public final class KillSwitch {
    private static final Duration GLANCE = Duration.ofMillis(20);
    /** Calls inside the gate may bring their answers first: an order that the venue does not know yet is hard to end. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private final SessionContext context;
    private final Gate gate;
    private final WorkingOrders orders;
    private final Predicate<Inbound> orderLoop;
    private final StopCrew crew;
    private final Map<ClientOrderId, OrderFate> fates = new ConcurrentHashMap<>();
    private final Set<ClientOrderId> told = ConcurrentHashMap.newKeySet();

    /**
     * @param gate held or shut already
     * @param clients for this use alone, one for each worker; the caller closes them
     * @param orderLoop takes what was learned; false when it has no room
     */
    public KillSwitch(
            SessionContext context,
            Gate gate,
            WorkingOrders orders,
            List<ExchangeClient> clients,
            Predicate<Inbound> orderLoop) {
        this.context = context;
        this.gate = gate;
        this.orders = orders;
        this.orderLoop = orderLoop;
        crew = new StopCrew(context, List.copyOf(clients));
    }

    /**
     * Fires. Ends by the deadline whatever the venue does; no failed cancel keeps another from being sent. An interrupt
     * ends it at once.
     */
    public Settled fire(Deadline deadline) throws InterruptedException {
        awaitQuiet(deadline.within(QUIET));
        var asked = orders.open();
        try {
            var turns = Inquiry.Turns.of(deadline.remaining());
            crew.run("kill", asked.stream().map(o -> end(o, turns)).toList(), deadline);
        } finally {
            asked.stream().filter(o -> !told.contains(o.order().id())).forEach(this::handOver);
        }
        return new Settled(asked.stream().map(this::fate).toList(), 0, crew.troubles());
    }

    /** Until no call is inside, nor an order between the journal and the gate. */
    private void awaitQuiet(Deadline deadline) throws InterruptedException {
        while (!deadline.expired() && (gate.inside() > 0 || isIntended())) {
            context.clock().sleep(GLANCE);
        }
    }

    private boolean isIntended() {
        return orders.open().stream().anyMatch(o -> o.standing() == TrackedOrder.Standing.INTENDED);
    }

    private StopCrew.Job end(TrackedOrder tracked, Inquiry.Turns turns) {
        return (client, deadline) -> {
            var id = tracked.order().id();
            var subject = Inquiry.Subject.of(tracked, orders.arrival(id));
            var answer = new Inquiry(client, context.clock(), turns).cancel(subject, deadline);
            fates.put(id, answer.fate());
            var news = answer.order().map(o -> new Inbound.Heard(new AccountReport.OrderChanged(o, Optional.empty())));
            if (news.filter(orderLoop).isPresent()) {
                told.add(id);
            }
        };
    }

    /** The order loop asks after it until its fate is known. */
    private void handOver(TrackedOrder tracked) {
        var unused = orderLoop.test(new Inbound.Act(Risk.cancel(tracked.order().id(), "kill")));
    }

    /** As the venue answered, or as the private stream told the order loop meanwhile. */
    private OrderFate fate(TrackedOrder tracked) {
        var id = tracked.order().id();
        var answered = fates.getOrDefault(id, OrderFate.unknown(id, tracked.venueId(), "no answer in time"));
        return answered.fate() == OrderFate.Fate.UNKNOWN
                ? orders.endedLately(id).orElse(answered)
                : answered;
    }
}
