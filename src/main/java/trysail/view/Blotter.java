package trysail.view;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import trysail.journal.Entry;
import trysail.journal.JournalState;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.scope.SharedLock;
import trysail.view.ProfitPart.What;

/**
 * One session's orders, fills, positions and profit so far: a fold of its journal, with the last marks. Thread-safe; a
 * {@link #snapshot} is consistent in itself.
 */
public final class Blotter {
    private static final int FILLS_KEPT = 4_096;

    private final SharedLock lock = new SharedLock();
    private final JournalState state = new JournalState();
    private final Map<String, BigDecimal> marks = new ConcurrentHashMap<>();
    private final Map<String, BigDecimal> carriedProfit = new HashMap<>();
    private final Map<String, Position> carried = new HashMap<>();
    private final ArrayDeque<OwnFill> fills = new ArrayDeque<>();
    private final ArrayDeque<OrderEvent.Foreign> foreign = new ArrayDeque<>();
    private volatile boolean ready;
    private long sent;
    private long denied;
    private Rejections rejections = new Rejections(0, "");

    /**
     * What there is to see.
     *
     * @param working orders whose fate is open
     * @param sent orders that went to the venue or were about to
     * @param denied intents that risk refused
     * @param positions by symbol, flat ones that once were not among them
     * @param realised profit of what was closed, fees not counted, in quote currency
     * @param fees paid, in quote currency
     * @param feesNotValued by asset: fees whose worth is not known; in neither {@code fees} nor {@code pnl}
     * @param earned what came or went without a trade, such as funding, in quote currency; transfers apart
     * @param foreign how often the account changed by what was no order of this session
     * @param pnl realised and unrealised at the last marks, and {@code earned}, net of fees, counted from the session's
     *     start
     */
    public record Snapshot(
            int working,
            long sent,
            long denied,
            long fills,
            Map<String, Position> positions,
            BigDecimal realised,
            BigDecimal fees,
            Map<String, BigDecimal> feesNotValued,
            BigDecimal earned,
            long foreign,
            BigDecimal pnl) {}

    /** Takes a journal's entry in: to be hung on {@link trysail.journal.Journal#tap}. */
    public void apply(Entry.Stamped line) {
        lock.lock();
        try {
            var news = state.apply(line);
            switch (line.entry()) {
                case Entry.Intended e -> sent++;
                case Entry.Denied e -> denied++;
                case Entry.Rejected e ->
                    rejections = new Rejections(rejections.count() + 1, e.why().word() + " " + e.text());
                case Entry.Ready e -> {
                    carriedProfit.clear();
                    carried.clear();
                    e.positions().forEach(p -> carried.put(p.symbol(), p));
                    ready = true;
                }
                case Entry.Filled e when news -> keep(fills, new OwnFill(e.id(), e.fill()));
                case Entry.Foreign e when news -> keep(foreign, e.what());
                case Entry.OfOrder e -> {} // the state has it
                case Entry.OfSession e -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    private static <T> void keep(ArrayDeque<T> all, T one) {
        all.addLast(one);
        if (all.size() > FILLS_KEPT) {
            all.removeFirst();
        }
    }

    private static <T> List<T> last(ArrayDeque<T> all, int most) {
        return all.stream().skip(Math.max(0, all.size() - most)).toList();
    }

    /** The last {@code most} changes of the account that no order of this session made, as {@link #fills} tells ours. */
    public List<OrderEvent.Foreign> foreign(int most) {
        lock.lock();
        try {
            return last(foreign, most);
        } finally {
            lock.unlock();
        }
    }

    /** The last {@code most} fills or as many as there were, newest last; not more than the newest 4,096. */
    public List<OwnFill> fills(int most) {
        lock.lock();
        try {
            return last(fills, most);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the venue refused.
     *
     * @param count orders since the start
     * @param last the latest one's code and words; empty when there was none
     */
    public record Rejections(long count, String last) {}

    /** What the venue refused so far. */
    public Rejections rejections() {
        lock.lock();
        try {
            return rejections;
        } finally {
            lock.unlock();
        }
    }

    /** The price at which what is open is valued from now on, in quote currency. */
    public void mark(String symbol, BigDecimal price) {
        mark(symbol, price, Optional.empty());
    }

    /**
     * The price at which what is open is valued from now on, in quote currency.
     *
     * @param adoptedAt the price at which a position that the session took over counts as taken over; empty: this one
     */
    public void mark(String symbol, BigDecimal price, Optional<BigDecimal> adoptedAt) {
        marks.put(symbol, price);
        lock.lock();
        try {
            var position = carried.remove(symbol);
            if (position != null) {
                carriedProfit.put(symbol, position.unrealised(adoptedAt.orElse(price)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What a position had gained before the session took it over: not known before the first mark since, and left out. */
    private BigDecimal gainedBefore(Position held, BigDecimal mark) {
        var waits = carried.get(held.symbol());
        return waits == null ? carriedProfit.getOrDefault(held.symbol(), BigDecimal.ZERO) : waits.unrealised(mark);
    }

    /** How many changes of the account there were that no order of this session made. */
    public long foreignEver() {
        lock.lock();
        try {
            return state.foreign();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has heard what the account held at the start. */
    public boolean ready() {
        return ready;
    }

    /** The amounts that the profit of {@link #snapshot} is the sum of, to the last digit; those that are nothing apart. */
    public List<ProfitPart> explained() {
        lock.lock();
        try {
            var realised = BigDecimal.ZERO;
            var unrealised = BigDecimal.ZERO;
            var before = BigDecimal.ZERO;
            for (var p : state.positions().values()) {
                var mark = marks.get(p.symbol());
                realised = realised.add(p.realised());
                unrealised = unrealised.add(mark == null ? BigDecimal.ZERO : p.unrealised(mark));
                before = before.add(mark == null ? BigDecimal.ZERO : gainedBefore(p, mark));
            }
            var parts = new ArrayList<ProfitPart>();
            add(parts, What.REALISED, realised, Optional.empty());
            add(parts, What.UNREALISED, unrealised, Optional.empty());
            add(parts, What.GAINED_BEFORE, before.negate(), Optional.empty());
            var paid = state.feesPaid();
            state.feesWorth()
                    .forEach((asset, worth) -> add(
                            parts,
                            What.FEES,
                            worth.negate(),
                            Optional.of(paid.getOrDefault(asset, BigDecimal.ZERO)
                                            .stripTrailingZeros()
                                            .toPlainString() + " " + asset)));
            for (var kind : OrderEvent.Paid.Kind.values()) {
                for (var asset : state.quotes()) {
                    what(kind).ifPresent(w -> add(parts, w, state.paid(kind, asset), Optional.empty()));
                }
            }
            return List.copyOf(parts);
        } finally {
            lock.unlock();
        }
    }

    private static void add(List<ProfitPart> parts, What what, BigDecimal amount, Optional<String> paid) {
        if (amount.signum() != 0) {
            parts.add(new ProfitPart(what, amount, paid));
        }
    }

    private static Optional<What> what(OrderEvent.Paid.Kind kind) {
        return switch (kind) {
            case FUNDING -> Optional.of(What.FUNDING);
            case LIQUIDATION_FEE -> Optional.of(What.LIQUIDATION_FEES);
            case OTHER -> Optional.of(What.OTHER);
            case TRANSFER -> Optional.empty();
        };
    }

    public Snapshot snapshot() {
        lock.lock();
        try {
            var positions = new TreeMap<>(state.positions());
            var realised = BigDecimal.ZERO;
            var fees = BigDecimal.ZERO;
            var earned = state.earned();
            var pnl = earned;
            for (var p : positions.values()) {
                realised = realised.add(p.realised());
                fees = fees.add(p.fees());
                var mark = marks.get(p.symbol());
                pnl = pnl.add(p.profit(mark == null ? p.entryPrice() : mark))
                        .subtract(mark == null ? BigDecimal.ZERO : gainedBefore(p, mark));
            }
            return new Snapshot(
                    state.open().size(),
                    sent,
                    denied,
                    state.fills(),
                    positions,
                    realised,
                    fees,
                    state.feesNotValued(),
                    earned,
                    state.foreign(),
                    pnl);
        } finally {
            lock.unlock();
        }
    }
}
