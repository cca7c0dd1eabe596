package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.JournalException;
import trysail.exchange.ExchangeClient;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalState;
import trysail.journal.OrderFate;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Rejection;
import trysail.model.VenueOrder;
import trysail.risk.Approved;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * Every order of this session whose fate is open. The order loop keeps it while the session lives; at the stop
 * {@link #settle} finds each one's fate. What enters here enters the journal too. Thread-safe.
 */
public final class WorkingOrders {
    private static final Logger LOG = Logger.getLogger(WorkingOrders.class.getName());
    /** The venue's clock may be behind ours by less than this when fills are first asked for. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);
    /** How long after an order was given up a stop that cannot list the venue's orders has not done its work. */
    private static final Duration DOUBT = Duration.ofMinutes(10);
    /** How many ends are remembered: more than orders may be open at once. */
    private static final int LATELY = 1_024;

    private final SharedLock lock = new SharedLock();
    private final Condition lastEnded = lock.newCondition();
    private final JournalState state = new JournalState();
    private final Map<ClientOrderId, Ledger.Entry> entries = new HashMap<>();
    private final Map<ClientOrderId, OrderFate> endedSinceShut = new LinkedHashMap<>();
    private final Map<ClientOrderId, OrderFate> endedLately = new Lately();
    /** Orders whose cancel may be on its way: what the venue says of them now may not last. */
    private final Set<ClientOrderId> cancelsAsked = new HashSet<>();

    /** Until when an order that the venue does not know may still appear there, by the monotonic clock alone. */
    private final Map<ClientOrderId, Deadline> arrivals = new HashMap<>();

    private final Map<String, Instrument> instruments = new HashMap<>();
    private final Map<String, Instant> fillsKnownUntil = new HashMap<>();
    private final SessionContext context;
    private final Journal journal;
    private final Gate gate;
    private final Header header;
    private final List<ExchangeClient> reserved;
    private final Function<Position, Optional<Approved>> flatten;
    private final Patience patience;
    private final Instant started;
    private final FeeRates feeRates;
    private Optional<Deadline> lastGivenUp = Optional.empty();
    private volatile Consumer<String> listener = words -> LOG.log(Level.WARNING, "{0}", words);
    private volatile Optional<Settlement> settlement = Optional.empty();

    /**
     * @param reserved clients for the stop alone, one for each of its workers; the caller closes them
     * @param flatten makes the one reduce-only order that closes a position; empty when it cannot be closed
     */
    public WorkingOrders(
            SessionContext context,
            Journal journal,
            Gate gate,
            Header header,
            List<ExchangeClient> reserved,
            Function<Position, Optional<Approved>> flatten,
            Patience patience) {
        this.context = context;
        this.journal = journal;
        this.gate = gate;
        this.header = header;
        this.reserved = List.copyOf(reserved);
        this.flatten = flatten;
        this.patience = patience;
        started = context.clock().now();
        feeRates = new FeeRates(context.clock());
    }

    /**
     * Rung 3 of the stop: finds the fate of every open order of this session, as {@code policy} says, and the fills not
     * yet heard of. Ends by the deadline whatever the venue does; what is not known then is unknown. An interrupt ends it
     * at once, with the same result, and stays set.
     */
    public Settled settle(OnStop policy, Deadline deadline) {
        var run = new Settlement(context, this, reserved, flatten, deadline);
        settlement = Optional.of(run);
        return run.run(policy);
    }

    /** Open orders of which the stop, if one runs, knows no fate yet; oldest first. */
    public List<TrackedOrder> unsettled() {
        var run = settlement;
        return open().stream()
                .filter(o -> run.filter(s -> s.isSettled(o.order().id())).isEmpty())
                .toList();
    }

    /** Waits until no order is open; true when none is, false when the deadline came first. */
    public boolean awaitNone(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!entries.isEmpty() && !deadline.expired()) {
                context.clock().await(lastEnded, deadline);
            }
            return entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many orders are open. */
    public int working() {
        return locked(() -> state.open().size());
    }

    /** Every open order, oldest first. */
    public List<TrackedOrder> open() {
        return locked(state::open);
    }

    /** The position of each symbol traded, by the fills seen. */
    public Map<String, Position> positions() {
        return locked(state::positions);
    }

    /**
     * What of each position this session may close: the part it has traded itself. What was there before is somebody
     * else's, also where this session has made it smaller.
     */
    public Map<String, Position> ownPositions() {
        return locked(() -> {
            var own = new TreeMap<String, Position>();
            state.positions().forEach((symbol, held) -> {
                var traded = held.size().subtract(state.carried(symbol));
                if (traded.signum() != 0 && traded.signum() == held.size().signum()) {
                    own.put(symbol, held.of(traded.abs().min(held.size().abs())));
                }
            });
            return own;
        });
    }

    Optional<TrackedOrder> open(ClientOrderId id) {
        return locked(() -> state.open(id));
    }

    /** What the journal amounts to, for a question: it must neither keep nor change it, and be short. */
    public <T> T look(Function<JournalState, T> question) {
        return locked(() -> question.apply(state));
    }

    /** Whether a position is still what somebody took it for; one that nobody asked about is. */
    boolean standsOn(Optional<Position> basis) {
        return basis.isEmpty()
                || basis.equals(Optional.of(look(s -> s.position(basis.get().symbol()))));
    }

    /** Takes in what was found after the last order was settled; false when it was known. */
    public boolean found(OrderEvent.Foreign event) {
        return recordNow(new Entry.Foreign(event));
    }

    /** The same of a fill of our own that nobody had told. */
    public void foundOwn(VenueOrder order, Fill fill) {
        ours(order).ifPresent(id -> recordNow(new Entry.Filled(id, valuedAsKnown(fill))));
    }

    /** Our id of an order the venue tells of; empty when the order is anybody else's. */
    public Optional<ClientOrderId> ours(VenueOrder order) {
        return ours(order, header);
    }

    static Optional<ClientOrderId> ours(VenueOrder order, Header header) {
        return ClientOrderId.parse(order.clientId())
                .filter(id -> id.tag().equals(header.tag()) && id.session() == header.number());
    }

    /** Who is told, in words, of orders that were given up and are at the venue all the same; must not wait. */
    public void onTakenBack(Consumer<String> told) {
        listener = told;
    }

    /** Whether the order was given up, as one that the venue never had. */
    boolean isGivenUp(ClientOrderId id) {
        return locked(() -> state.givenUp(id).isPresent());
    }

    /** Says that an order that was given up is at the venue, and ours again. */
    void tellTakenBack(ClientOrderId id, VenueOrder told) {
        listener.accept("order %s had been given up as never arrived, and is at the venue (%s): taken back"
                .formatted(id, told.state().name().toLowerCase(Locale.ROOT)));
    }

    /** Whether an order was given up lately on no more than that the venue did not know it: it may come yet. */
    boolean isInDoubt() {
        return locked(() -> lastGivenUp.filter(d -> !d.expired()).isPresent());
    }

    /** Whether any order was ever to be sent. */
    boolean hasTraded() {
        return locked(() -> !instruments.isEmpty());
    }

    /** What an order of this session was ever of, by its symbol. */
    Optional<Instrument> traded(String symbol) {
        return locked(() -> Optional.ofNullable(instruments.get(symbol)));
    }

    /** An open order that the venue does not know by then will not appear there any more, as far as venues promise. */
    Deadline arrival(ClientOrderId id) {
        return locked(() -> arrivals.getOrDefault(id, context.clock().deadline(Duration.ZERO)));
    }

    /** The trade with its fee in another asset valued, asking the venue if need be; as it is when it is no news. */
    public Fill valued(Fill fill, ExchangeClient client, Deadline deadline) {
        return isSettled(fill) ? fill : feeRates.valued(fill, client, deadline);
    }

    /** The same, without asking. */
    Fill valuedAsKnown(Fill fill) {
        return isSettled(fill) ? fill : feeRates.asKnown(fill);
    }

    /** Whether there is nothing to value: its fee has a value, or the trade was counted before. */
    private boolean isSettled(Fill fill) {
        return fill.fee().inQuote().isPresent() || locked(() -> state.knows(fill));
    }

    Optional<ClientOrderId> owner(Fill fill) {
        return locked(() -> state.byVenueId(fill.symbol(), fill.venueId()));
    }

    /** How an order ended, if that was lately. */
    Optional<OrderFate> endedLately(ClientOrderId id) {
        return locked(() -> Optional.ofNullable(endedLately.get(id)));
    }

    List<OrderFate> endedSinceShut() {
        return locked(() -> List.copyOf(endedSinceShut.values()));
    }

    /** Fills at or after this may not have been heard of. */
    Instant fillsKnownUntil(String symbol) {
        return locked(() -> fillsKnownUntil.getOrDefault(symbol, started.minus(CLOCK_MARGIN)));
    }

    /** No fill of this order is older, by the venue's clock. */
    static Instant fillsOf(TrackedOrder order) {
        return order.since().minus(CLOCK_MARGIN);
    }

    /** Every fill up to the newest one seen has been heard of. */
    void fillsAreComplete(String symbol) {
        lock.lock();
        try {
            state.newestFill(symbol).ifPresent(newest -> fillsKnownUntil.put(symbol, newest));
        } finally {
            lock.unlock();
        }
    }

    /** The order is in the journal, on the disk, when this returns; only then may it go to the venue. */
    void intend(Order order, Purpose purpose, String why) throws InterruptedException {
        var entry = new Entry.Intended(order, purpose, why);
        apply(entry);
        try {
            journal.appendDurably(entry);
        } catch (InterruptedException | JournalException e) {
            recordNow(new Entry.NotSent(order.id(), "not journaled"));
            throw e;
        }
    }

    /** Takes news in. False when it is no news: a fill that was counted before. */
    boolean record(Entry entry) throws InterruptedException {
        if (!apply(entry)) {
            return false;
        }
        try {
            journal.append(entry);
        } catch (InterruptedException stop) {
            var unused = journal.tryAppend(entry); // memory has it, so must the journal
            throw stop;
        }
        return true;
    }

    /** As {@link #record}, for the stop: never waits, and goes on when the journal is full or broken. */
    boolean recordNow(Entry entry) {
        if (!apply(entry)) {
            return false;
        }
        var unused = journal.tryAppend(entry);
        return true;
    }

    private boolean apply(Entry entry) {
        lock.lock();
        try {
            var before = entry.about().flatMap(state::open);
            var news = state.apply(new Entry.Stamped(context.clock().now(), entry));
            if (entry instanceof Entry.Intended e) {
                var order = e.order();
                instruments.put(order.instrument().symbol(), order.instrument());
                arrivals.put(order.id(), context.clock().deadline(patience.arrival()));
                begun(order.id());
            } else if (entry instanceof Entry.CancelAsked e) {
                cancelsAsked.add(e.id());
            } else if (entry instanceof Entry.Accepted e
                    && before.isEmpty()
                    && state.open(e.id()).isPresent()) {
                endedLately.remove(e.id()); // taken back
                endedSinceShut.remove(e.id());
                begun(e.id());
            }
            before.filter(order -> state.open(order.order().id()).isEmpty()).ifPresent(order -> ended(order, entry));
            return news;
        } finally {
            lock.unlock();
        }
    }

    private void begun(ClientOrderId id) {
        entries.put(id, context.ledger().open(Ledger.Kind.ORDER, id.toString()));
    }

    private void ended(TrackedOrder order, Entry how) {
        var id = order.order().id();
        var entry = entries.remove(id);
        cancelsAsked.remove(id);
        arrivals.remove(id);
        if (entry != null) {
            entry.close();
        }
        if (entries.isEmpty()) {
            lastEnded.signalAll();
        }
        if (how instanceof Entry.Rejected r && r.why() instanceof Rejection.NeverArrived) {
            lastGivenUp = Optional.of(context.clock().deadline(DOUBT));
        }
        var fate = fate(order, how);
        fate.ifPresent(f -> endedLately.put(f.id(), f));
        if (gate.isShut()) {
            fate.ifPresent(f -> endedSinceShut.put(f.id(), f));
        }
    }

    private static final class Lately extends LinkedHashMap<ClientOrderId, OrderFate> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientOrderId, OrderFate> eldest) {
            return size() > LATELY;
        }
    }

    private static Optional<OrderFate> fate(TrackedOrder order, Entry how) {
        return switch (how) {
            case Entry.Ended e ->
                Optional.of(new OrderFate(e.id(), order.venueId(), Fates.of(e.state(), e.filled()), ""));
            case Entry.Rejected e ->
                Optional.of(new OrderFate(e.id(), order.venueId(), OrderFate.Fate.REJECTED, e.text()));
            case Entry.OfOrder e -> Optional.empty(); // never sent, or its fate is in the stop's own list
            case Entry.OfSession e -> Optional.empty(); // ends no order
        };
    }

    /** Whether the venue was asked to cancel the order, and has not said yet that it ended. */
    boolean isCancelAsked(ClientOrderId id) {
        return locked(() -> cancelsAsked.contains(id));
    }

    /** What of the order is filled, by the fills seen; nothing when it has ended. */
    BigDecimal filled(ClientOrderId id) {
        return open(id).map(TrackedOrder::filled).orElse(BigDecimal.ZERO);
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
