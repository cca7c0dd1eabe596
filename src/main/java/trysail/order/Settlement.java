package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.JournalException;
import trysail.journal.OrderFate;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Position;
import trysail.risk.Approved;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** One run of the stop's order rung: every fate, then late fills, then, if asked for, flat positions. */
final class Settlement {
    private final SessionContext context;
    private final WorkingOrders orders;
    private final StopCrew crew;
    private final Function<Position, Optional<Approved>> flatten;
    private final Patience patience;
    private final Map<ClientOrderId, OrderFate> fates = new ConcurrentHashMap<>();
    private final Map<ClientOrderId, BigDecimal> filled = new ConcurrentHashMap<>();
    private final Set<ClientOrderId> begun = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lateFills = new AtomicInteger();

    Settlement(
            SessionContext context,
            WorkingOrders orders,
            List<ExchangeClient> clients,
            Function<Position, Optional<Approved>> flatten,
            Patience patience) {
        this.context = context;
        this.orders = orders;
        this.crew = new StopCrew(context, clients);
        this.flatten = flatten;
        this.patience = patience;
    }

    Settled run(OnStop policy, Deadline deadline) {
        var asked = new ArrayList<>(orders.open());
        try {
            var flattening = policy == OnStop.FLATTEN;
            crew.run("cancel", asked.stream().map(o -> end(o, policy)).toList(), share(deadline, flattening ? 50 : 75));
            fetchFills(asked, share(deadline, flattening ? 30 : 80));
            if (flattening) {
                flattenAll(asked, deadline);
            }
        } catch (InterruptedException nextRung) {
            Thread.currentThread().interrupt();
        }
        return verdict(asked);
    }

    /** Orders asked after and not yet answered for. */
    boolean isSettled(ClientOrderId id) {
        return fates.containsKey(id);
    }

    private static Deadline share(Deadline deadline, int percent) {
        return deadline.within(Duration.ofNanos(deadline.remaining().toNanos() / 100 * percent));
    }

    /** An order whose cancel may still reach the venue cannot be kept: it is cancelled for good. */
    private StopCrew.Job end(TrackedOrder tracked, OnStop policy) {
        var keep =
                policy == OnStop.KEEP && !orders.isCancelAsked(tracked.order().id());
        return (client, deadline) -> {
            var inquiry = new Inquiry(client, context.clock(), patience);
            var subject = Inquiry.Subject.of(tracked);
            var answer = keep ? inquiry.look(subject, deadline) : inquiry.cancel(subject, deadline);
            take(answer);
        };
    }

    /** Learning the venue's number first: late fills are known by it. */
    private void take(Inquiry.Answer answer) {
        answer.order().ifPresent(told -> {
            var id = answer.fate().id();
            filled.put(id, told.filled());
            orders.recordNow(new Entry.Accepted(id, told.venueId(), told.time()));
        });
        fates.put(answer.fate().id(), answer.fate());
    }

    /** From when on fills are asked for: earlier than usual where the venue has seen more of an order's than we. */
    private Instant since(Instrument instrument, List<TrackedOrder> asked) {
        var since = orders.fillsKnownUntil(instrument.symbol());
        for (var order : asked) {
            var id = order.order().id();
            var told = filled.getOrDefault(id, BigDecimal.ZERO);
            var first = WorkingOrders.fillsOf(order);
            if (order.order().instrument().equals(instrument)
                    && told.compareTo(orders.filled(id)) > 0
                    && first.isBefore(since)) {
                since = first;
            }
        }
        return since;
    }

    /** What cannot be learned in time is a trouble: without it the positions are not known. */
    private void fetchFills(List<TrackedOrder> asked, Deadline deadline) throws InterruptedException {
        var lacking = new ConcurrentHashMap<Instrument, String>();
        asked.forEach(o -> lacking.put(o.order().instrument(), "no answer in time"));
        try {
            crew.run(
                    "fills",
                    lacking.keySet().stream()
                            .sorted(Comparator.comparing(Instrument::symbol))
                            .map(i -> fillsOf(i, asked, lacking))
                            .toList(),
                    deadline);
        } finally {
            lacking.forEach((i, why) -> crew.trouble("fills of " + i + " since " + since(i, asked) + ": " + why));
        }
    }

    private StopCrew.Job fillsOf(Instrument instrument, List<TrackedOrder> asked, Map<Instrument, String> lacking) {
        return (client, deadline) -> {
            for (var attempt = 0; ; attempt++) {
                try {
                    for (var fill : client.fills(instrument, since(instrument, asked), deadline)) {
                        var owner = orders.owner(fill);
                        if (owner.isPresent()
                                && orders.recordNow(
                                        new Entry.Filled(owner.get(), orders.valued(fill, client, share(deadline, 25))))
                                && !begun.contains(owner.get())) {
                            lateFills.incrementAndGet();
                        }
                    }
                    var late = lacks(instrument, asked);
                    if (late.isEmpty()) {
                        orders.fillsAreComplete(instrument.symbol());
                        lacking.remove(instrument);
                        return;
                    }
                    lacking.put(instrument, "the venue lists fewer than it says " + late.get() + " has");
                } catch (ExchangeException e) {
                    lacking.put(instrument, Inquiry.words(e));
                }
                if (deadline.within(Patience.pause(attempt)) == deadline) {
                    return;
                }
                context.clock().sleep(Patience.pause(attempt));
            }
        };
    }

    /** An order of which the venue said that more is filled than the fills we know come to. */
    private Optional<ClientOrderId> lacks(Instrument instrument, List<TrackedOrder> asked) {
        return asked.stream()
                .filter(o -> o.order().instrument().equals(instrument))
                .map(o -> o.order().id())
                .filter(id -> orders.open(id).isPresent())
                .filter(id -> filled.getOrDefault(id, BigDecimal.ZERO).compareTo(orders.filled(id)) > 0)
                .findFirst();
    }

    private void flattenAll(List<TrackedOrder> asked, Deadline deadline) throws InterruptedException {
        var closing = new ArrayList<Order>();
        var jobs = new ArrayList<StopCrew.Job>();
        for (var position : orders.positions().values()) {
            var approved = position.isFlat() ? Optional.<Approved>empty() : flatten.apply(position);
            if (approved.isPresent() && approved.get().action() instanceof Approved.Action.Place place) {
                closing.add(place.order());
                jobs.add((client, until) -> send(place, approved.get().why(), client, until));
            }
        }
        try {
            crew.run("flatten", jobs, share(deadline, 70));
        } finally { // cut or not, what is on its way has a fate, if an unknown one
            closing.stream()
                    .filter(o -> !begun.contains(o.id()))
                    .forEach(o -> crew.trouble("flatten " + o.instrument() + ": no time was left"));
            asked.addAll(sent(closing));
        }
        fetchFills(sent(closing), share(deadline, 90));
    }

    private List<TrackedOrder> sent(List<Order> closing) {
        return closing.stream()
                .map(o -> orders.open(o.id()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The stop's own order: past the gate, but like any other in the journal first, sent once, and asked after. */
    private void send(Approved.Action.Place place, String why, ExchangeClient client, Deadline deadline)
            throws InterruptedException {
        var order = place.order();
        begun.add(order.id());
        try {
            orders.intend(order, place.purpose(), why);
        } catch (JournalException e) {
            crew.trouble("flatten " + order.instrument() + ": not sent, " + e.getMessage());
            return;
        }
        try {
            var told = client.place(order, share(deadline, 50));
            take(new Inquiry.Answer(Fates.of(order.id(), told), Optional.of(told)));
            if (!told.state().working()) {
                return;
            }
        } catch (ExchangeException.Unreachable | ExchangeException.RateLimited e) {
            orders.recordNow(new Entry.NotSent(order.id(), Inquiry.words(e)));
            crew.trouble("flatten " + order.instrument() + ": not sent, " + Inquiry.words(e));
            return;
        } catch (ExchangeException.Refused | ExchangeException.Unauthenticated e) {
            fates.put(
                    order.id(), new OrderFate(order.id(), Optional.empty(), OrderFate.Fate.REJECTED, Inquiry.words(e)));
            crew.trouble("flatten " + order.instrument() + ": refused, " + Inquiry.words(e));
            return;
        } catch (ExchangeException.OutcomeUnknown e) {
            orders.recordNow(new Entry.Unresolved(order.id(), Inquiry.words(e)));
        }
        // a market order that rests is no way to be flat: what has not traded by now is cancelled
        var tracked = orders.open(order.id());
        if (tracked.isPresent()) {
            take(new Inquiry(client, context.clock(), patience).cancel(Inquiry.Subject.of(tracked.get()), deadline));
        }
    }

    private Settled verdict(List<TrackedOrder> asked) {
        var last = asked.stream()
                .map(o -> fates.getOrDefault(
                        o.order().id(), OrderFate.unknown(o.order().id(), o.venueId(), "no answer in time")))
                .toList();
        last.forEach(fate -> orders.recordNow(new Entry.FateKnown(fate)));
        return new Settled(
                Stream.concat(orders.endedSinceShut().stream(), last.stream()).toList(),
                begun,
                lateFills.get(),
                crew.troubles());
    }
}
