package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.disk.JournalException;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.OrderFate;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.risk.Approved;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * One run of the stop's order rung: every fate, the venue's list of what works under our name, and late fills beside each
 * other; then, if asked for, flat positions.
 */
final class Settlement {
    private static final Duration LAST_WORDS = Duration.ofMillis(50);

    private final SessionContext context;
    private final WorkingOrders orders;
    private final StopCrew crew;
    private final int mostCancelled;
    private final Function<Position, Optional<Approved>> flatten;
    private final Map<ClientOrderId, OrderFate> fates = new ConcurrentHashMap<>();
    private final Set<ClientOrderId> begun = ConcurrentHashMap.newKeySet();
    private final List<TrackedOrder> asked = new CopyOnWriteArrayList<>();
    private final Deadline deadline;
    private final Inquiry.Turns turns;
    private final LateFills fills;
    private volatile Optional<String> notListed = Optional.of("no answer in time");

    /** @param rung when the rung is cut: the verdict comes a little before */
    Settlement(
            SessionContext context,
            WorkingOrders orders,
            List<ExchangeClient> clients,
            Function<Position, Optional<Approved>> flatten,
            Deadline rung) {
        this.context = context;
        this.orders = orders;
        this.crew = new StopCrew(context, clients);
        this.flatten = flatten;
        mostCancelled = clients.isEmpty() ? 1 : clients.getFirst().mostCancelled();
        var left = rung.remaining();
        var margin = left.dividedBy(20);
        deadline = rung.within(left.minus(margin.compareTo(LAST_WORDS) < 0 ? margin : LAST_WORDS));
        turns = Inquiry.Turns.of(deadline.remaining());
        fills = new LateFills(orders, context.clock(), turns);
    }

    Settled run(OnStop policy) {
        asked.addAll(orders.open());
        asked.forEach(fills::watch);
        try {
            var flattening = policy == OnStop.FLATTEN;
            settleAll(policy, flattening ? share(60) : deadline);
            if (flattening) {
                flattenAll();
            }
        } catch (InterruptedException nextRung) {
            Thread.currentThread().interrupt();
        }
        return verdict();
    }

    /** Orders asked after and not yet answered for. */
    boolean isSettled(ClientOrderId id) {
        return fates.containsKey(id);
    }

    private Deadline share(int percent) {
        return deadline.within(deadline.remaining().dividedBy(100).multipliedBy(percent));
    }

    /** With positions to close there is no time for fills that are not known to be missing: those come last. */
    private void settleAll(OnStop policy, Deadline until) throws InterruptedException {
        var jobs = new ArrayList<>(ends(policy));
        if (orders.hasTraded()) {
            jobs.add(this::list);
        }
        if (policy != OnStop.FLATTEN) {
            jobs.addAll(fills.beside());
        }
        crew.run("cancel", jobs, until);
        if (!until.expired()) {
            crew.run("fills", fills.rest(), until);
        }
    }

    /** An order whose cancel may still reach the venue cannot be kept: it is cancelled for good. */
    private List<StopCrew.Job> ends(OnStop policy) {
        var jobs = new ArrayList<StopCrew.Job>();
        var cancels = new LinkedHashMap<Instrument, List<TrackedOrder>>();
        for (var tracked : asked) {
            var order = tracked.order();
            if (policy == OnStop.KEEP && !orders.isCancelAsked(order.id())) {
                jobs.add((client, until) -> take(inquiry(client).look(subject(tracked), until)));
            } else {
                cancels.computeIfAbsent(order.instrument(), i -> new ArrayList<>())
                        .add(tracked);
            }
        }
        cancels.forEach((instrument, some) -> {
            for (var from = 0; from < some.size(); from += mostCancelled) {
                var few = some.subList(from, Math.min(some.size(), from + mostCancelled));
                jobs.add(few.size() == 1 ? end(few.getFirst()) : endTogether(instrument, List.copyOf(few)));
            }
        });
        return jobs;
    }

    private StopCrew.Job end(TrackedOrder tracked) {
        return (client, until) -> take(inquiry(client).cancel(subject(tracked), until));
    }

    /** In one call; whatever that does not end is ended alone, and so are all when the call fails. */
    private StopCrew.Job endTogether(Instrument instrument, List<TrackedOrder> some) {
        return (client, until) -> {
            Map<ClientOrderId, VenueOrder> ended = Map.of();
            try {
                ended = client.cancelSeveral(
                        instrument, some.stream().map(o -> o.order().id()).toList(), turns.of(until));
            } catch (ExchangeException.RateLimited e) {
                context.clock().sleep(until.within(e.after()).remaining());
                crew.add(endTogether(instrument, some));
                return;
            } catch (ExchangeException e) {
                // each is asked after by itself, and says why
            }
            for (var tracked : some) {
                var told = Optional.ofNullable(ended.get(tracked.order().id()))
                        .filter(o -> !o.state().working());
                told.ifPresentOrElse(
                        o -> take(new Inquiry.Answer(Fates.of(tracked.order().id(), o), told)),
                        () -> crew.add(end(tracked)));
            }
        };
    }

    private Inquiry inquiry(ExchangeClient client) {
        return new Inquiry(client, context.clock(), turns);
    }

    private Inquiry.Subject subject(TrackedOrder tracked) {
        return Inquiry.Subject.of(tracked, orders.arrival(tracked.order().id()));
    }

    /** What works at the venue under our name and is in no list of ours was given up, and came all the same. */
    private void list(ExchangeClient client, Deadline until) throws InterruptedException {
        for (var attempt = 0; ; attempt++) {
            var pause = Patience.pause(attempt);
            try {
                client.workingOrders(turns.of(until))
                        .forEach(told -> orders.ours(told)
                                .filter(id -> asked.stream()
                                        .noneMatch(o -> o.order().id().equals(id)))
                                .ifPresent(id -> takeBack(id, told)));
                notListed = Optional.empty();
                return;
            } catch (ExchangeException.Unauthenticated e) {
                notListed = Optional.of(Inquiry.words(e));
                return;
            } catch (ExchangeException e) {
                notListed = Optional.of(Inquiry.words(e));
                pause = e instanceof ExchangeException.RateLimited limited ? limited.after() : pause;
            }
            if (!orders.isInDoubt() || until.within(pause) == until) {
                return;
            }
            context.clock().sleep(pause);
        }
    }

    private void takeBack(ClientOrderId id, VenueOrder told) {
        if (orders.isGivenUp(id)) {
            orders.recordNow(new Entry.Accepted(id, told.venueId(), told.time()));
            orders.tellTakenBack(id, told);
        }
        var tracked = orders.open(id);
        var instrument = orders.traded(told.symbol());
        if (tracked.isPresent()) {
            asked.add(tracked.get());
            fills.watch(tracked.get());
            crew.add(end(tracked.get()));
        } else if (instrument.isPresent()) {
            var subject = new Inquiry.Subject(
                    instrument.get(),
                    id,
                    true,
                    Optional.of(told.venueId()),
                    context.clock().deadline(Duration.ZERO));
            fates.put(id, OrderFate.unknown(id, subject.venueId(), "no answer in time"));
            crew.add((client, until) -> take(inquiry(client).cancel(subject, until)));
        } else {
            fates.put(id, OrderFate.unknown(id, Optional.of(told.venueId()), "not of an instrument we trade"));
        }
    }

    /** Learning the venue's number first: late fills are known by it. */
    private void take(Inquiry.Answer answer) {
        var fate = answer.fate();
        answer.order().ifPresent(told -> {
            fills.told(fate.id(), told.filled());
            orders.recordNow(new Entry.Accepted(fate.id(), told.venueId(), told.time()));
        });
        if (fate.fate() == OrderFate.Fate.REJECTED) {
            fills.told(fate.id(), answer.order().map(VenueOrder::filled).orElse(BigDecimal.ZERO));
        }
        fates.put(fate.id(), fate);
    }

    private void flattenAll() throws InterruptedException {
        var closing = new ArrayList<Order>();
        var jobs = new ArrayList<StopCrew.Job>();
        for (var position : orders.ownPositions().values()) {
            var approved = position.isFlat() ? Optional.<Approved>empty() : flatten.apply(position);
            if (approved.isPresent() && approved.get().action() instanceof Approved.Action.Place place) {
                closing.add(place.order());
                jobs.add((client, until) -> send(place, approved.get().why(), client, until));
            }
        }
        try {
            crew.run("flatten", jobs, deadline);
        } finally { // cut or not, what is on its way has a fate, if an unknown one
            closing.stream()
                    .filter(o -> !begun.contains(o.id()))
                    .forEach(o -> crew.trouble("flatten " + o.instrument() + ": no time was left"));
            var sent = sent(closing);
            asked.addAll(sent);
            sent.forEach(fills::watch);
        }
        if (!deadline.expired()) {
            crew.run("fills", fills.rest(), deadline);
        }
    }

    private List<TrackedOrder> sent(List<Order> closing) {
        return closing.stream()
                .map(o -> orders.open(o.id()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The stop's own order: past the gate, but like any other in the journal first, sent once, and asked after. */
    private void send(Approved.Action.Place place, String why, ExchangeClient client, Deadline until)
            throws InterruptedException {
        var order = place.order();
        begun.add(order.id());
        fills.isOwnWork(order.id());
        try {
            orders.intend(order, place.purpose(), why);
        } catch (JournalException e) {
            crew.trouble("flatten " + order.instrument() + ": not sent, " + e.getMessage());
            return;
        }
        try {
            var told = client.place(order, turns.of(until));
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
            take(inquiry(client).cancel(subject(tracked.get()), until));
        }
    }

    /** The session's orders that were open, and whatever else of ours the venue showed. */
    private Settled verdict() {
        fills.troubles().forEach(crew::trouble); // with the fates told the orders are closed
        var last = new LinkedHashMap<ClientOrderId, OrderFate>();
        asked.forEach(
                o -> last.put(o.order().id(), OrderFate.unknown(o.order().id(), o.venueId(), "no answer in time")));
        last.putAll(fates);
        last.values().forEach(fate -> orders.recordNow(new Entry.FateKnown(fate)));
        var before = orders.endedSinceShut().stream().filter(f -> !last.containsKey(f.id()));
        notListed
                .filter(why -> orders.isInDoubt())
                .ifPresent(why -> crew.trouble("whether an order that was given up has come is not known: " + why));
        return new Settled(
                Stream.concat(before, last.values().stream()).toList(),
                begun,
                unprotected(last),
                fills.count(),
                crew.troubles());
    }

    /** Where an order that waited for its trigger has ended without one. */
    private Set<String> unprotected(Map<ClientOrderId, OrderFate> ends) {
        return asked.stream()
                .map(TrackedOrder::order)
                .filter(o -> o.terms().conditional())
                .filter(o -> Optional.ofNullable(ends.get(o.id()))
                        .filter(f -> f.fate() == OrderFate.Fate.CANCELLED)
                        .isPresent())
                .map(o -> o.instrument().symbol())
                .collect(Collectors.toUnmodifiableSet());
    }
}
