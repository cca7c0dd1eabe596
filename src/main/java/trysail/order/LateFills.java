package trysail.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * The fills that a stop fetches, an instrument at a time, and which are still missing. Those of an instrument are all known
 * once the venue has listed them, or once it has said of each of its orders how much of it is filled and we know as much.
 * Thread-safe.
 */
final class LateFills {
    private final WorkingOrders orders;
    private final SessionClock clock;
    private final Inquiry.Turns turns;
    private final List<TrackedOrder> watched = new CopyOnWriteArrayList<>();
    private final Map<ClientOrderId, BigDecimal> told = new ConcurrentHashMap<>();
    private final Map<Instrument, String> missing = new ConcurrentHashMap<>();
    private final Set<ClientOrderId> ownWork = ConcurrentHashMap.newKeySet();
    private final AtomicInteger late = new AtomicInteger();

    LateFills(WorkingOrders orders, SessionClock clock, Inquiry.Turns turns) {
        this.orders = orders;
        this.clock = clock;
        this.turns = turns;
    }

    /** Its instrument's fills are to be fetched, once more if they were. */
    void watch(TrackedOrder order) {
        watched.add(order);
        missing.put(order.order().instrument(), "no answer in time");
    }

    /** The stop's own order: its fills are not late. */
    void isOwnWork(ClientOrderId id) {
        ownWork.add(id);
    }

    /** So much of the order is filled, the venue says, and no more will be. */
    void told(ClientOrderId id, BigDecimal filled) {
        told.put(id, filled);
    }

    /** So many were heard of only now. */
    int count() {
        return late.get();
    }

    /** Fetches each instrument's fills, beside the questions of which they are the answer: one that fails is repeated. */
    List<StopCrew.Job> beside() {
        return jobs(missing.keySet().stream(), false);
    }

    /** Fetches, until they are known, what is neither fetched nor otherwise known to be complete. */
    List<StopCrew.Job> rest() {
        return jobs(instruments().filter(i -> !isKnown(i)), true);
    }

    /** What is not known, one line an instrument. */
    List<String> troubles() {
        return instruments()
                .filter(i -> !isKnown(i))
                .sorted(Comparator.comparing(Instrument::symbol))
                .map(i -> "fills of " + i + " since " + since(i) + ": " + missing.getOrDefault(i, "no answer in time"))
                .toList();
    }

    private Stream<Instrument> instruments() {
        return watched.stream().map(o -> o.order().instrument()).distinct();
    }

    private Stream<ClientOrderId> of(Instrument instrument) {
        return watched.stream().map(TrackedOrder::order).filter(o -> o.instrument().equals(instrument)).map(o -> o.id());
    }

    private boolean isKnown(Instrument instrument) {
        return lack(instrument).isEmpty()
                && (!missing.containsKey(instrument) || of(instrument).allMatch(told::containsKey));
    }

    /** An order of which the venue said that more is filled than the fills we know come to. */
    private Optional<ClientOrderId> lack(Instrument instrument) {
        return of(instrument)
                .filter(id -> orders.open(id).isPresent())
                .filter(id -> told.getOrDefault(id, BigDecimal.ZERO).compareTo(orders.filled(id)) > 0)
                .findFirst();
    }

    private List<StopCrew.Job> jobs(Stream<Instrument> some, boolean whole) {
        return some.sorted(Comparator.comparing(Instrument::symbol))
                .map(i -> (StopCrew.Job) (client, deadline) -> fetch(i, whole, client, deadline))
                .toList();
    }

    private void fetch(Instrument instrument, boolean whole, ExchangeClient client, Deadline deadline)
            throws InterruptedException {
        for (var attempt = 0; ; attempt++) {
            try {
                take(instrument, client, deadline);
                var fewer = lack(instrument);
                fewer.ifPresent(
                        id -> missing.put(instrument, "the venue lists fewer than it says " + id + " has"));
                if (!whole || fewer.isEmpty()) {
                    return;
                }
            } catch (ExchangeException e) {
                missing.put(instrument, Inquiry.words(e));
            }
            if (deadline.within(Patience.pause(attempt)) == deadline) {
                return;
            }
            clock.sleep(Patience.pause(attempt));
        }
    }

    private void take(Instrument instrument, ExchangeClient client, Deadline deadline) throws InterruptedException {
        for (var fill : client.fills(instrument, since(instrument), turns.of(deadline))) {
            var owner = orders.owner(fill);
            if (owner.isPresent()
                    && orders.recordNow(new Entry.Filled(
                            owner.get(), orders.valued(fill, client, deadline.within(deadline.remaining().dividedBy(4)))))
                    && !ownWork.contains(owner.get())) {
                late.incrementAndGet();
            }
        }
        if (lack(instrument).isEmpty()) {
            orders.fillsAreComplete(instrument.symbol());
            missing.remove(instrument);
        }
    }

    /** From when on fills are asked for: earlier than usual where the venue has seen more of an order's than we. */
    private Instant since(Instrument instrument) {
        var since = orders.fillsKnownUntil(instrument.symbol());
        for (var order : watched) {
            var id = order.order().id();
            var first = WorkingOrders.fillsOf(order);
            if (order.order().instrument().equals(instrument)
                    && told.getOrDefault(id, BigDecimal.ZERO).compareTo(orders.filled(id)) > 0
                    && first.isBefore(since)) {
                since = first;
            }
        }
        return since;
    }
}
