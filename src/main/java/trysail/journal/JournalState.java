package trysail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Position;

/**
 * What the entries of one journal amount to: open orders, positions, fills seen. The same fold runs while the session
 * lives and when a later one reads its journal. Memory is bounded by open orders and recent fills. Not thread-safe.
 */
public final class JournalState {
    /** How many trade ids and venue ids are remembered: far more than a venue ever reports late. */
    private static final int REMEMBERED = 65_536;

    private Optional<Header> header = Optional.empty();
    private Optional<String> closed = Optional.empty();
    private Optional<Instant> opened = Optional.empty();
    private int epoch;
    private long fills;
    private final Map<ClientOrderId, TrackedOrder> open = new LinkedHashMap<>();
    /** Given up without the venue having had them: what it tells of one later makes it open again. */
    private final Map<ClientOrderId, TrackedOrder> givenUp = new Newest<>();

    private final Map<String, ClientOrderId> venueIds = new Newest<>();
    private final Map<String, Boolean> trades = new Newest<>();
    private final Map<String, Position> positions = new TreeMap<>();
    private final Map<String, BigDecimal> carried = new HashMap<>();
    private final Map<String, Instant> newestFill = new HashMap<>();
    private final Map<String, BigDecimal> feesNotValued = new TreeMap<>();

    private static final class Newest<K, V> extends LinkedHashMap<K, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** All of it, as it is now: not a copy. */
    record Parts(
            Optional<Header> header,
            Optional<Instant> opened,
            Optional<String> closed,
            int epoch,
            long fills,
            Map<ClientOrderId, TrackedOrder> open,
            Map<String, ClientOrderId> venueIds,
            Map<String, Boolean> trades,
            Map<String, Position> positions,
            Map<String, BigDecimal> carried,
            Map<String, Instant> newestFill,
            Map<String, BigDecimal> feesNotValued) {}

    Parts parts() {
        return new Parts(
                header,
                opened,
                closed,
                epoch,
                fills,
                open,
                venueIds,
                trades,
                positions,
                carried,
                newestFill,
                feesNotValued);
    }

    /** Makes an empty one what another was. */
    void restore(Parts parts) {
        header = parts.header;
        opened = parts.opened;
        closed = parts.closed;
        epoch = parts.epoch;
        fills = parts.fills;
        open.putAll(parts.open);
        venueIds.putAll(parts.venueIds);
        trades.putAll(parts.trades);
        positions.putAll(parts.positions);
        carried.putAll(parts.carried);
        newestFill.putAll(parts.newestFill);
        feesNotValued.putAll(parts.feesNotValued);
    }

    /** Takes one more entry in. False when it says nothing new: a fill that was seen before. */
    public boolean apply(Entry.Stamped line) {
        switch (line.entry()) {
            case Entry.Opened e -> {
                header = Optional.of(e.header());
                opened = Optional.of(line.at());
                epoch = 1;
            }
            case Entry.Listed e -> header = header.map(h -> h.trading(e.instruments()));
            case Entry.Claimed e -> {
                epoch = e.epoch();
                closed = Optional.empty();
            }
            case Entry.Ready e -> {
                positions.clear();
                carried.clear();
                feesNotValued.clear();
                e.positions().forEach(p -> {
                    positions.put(p.symbol(), p);
                    carried.put(p.symbol(), p.size());
                });
            }
            case Entry.Intended e -> open.put(e.order().id(), TrackedOrder.intended(e.order(), line.at()));
            case Entry.Accepted e -> accepted(e.id(), e.venueId());
            case Entry.Unresolved e -> change(e.id(), TrackedOrder::unresolved);
            case Entry.Filled e -> {
                return filled(e.id(), e.fill());
            }
            case Entry.Rejected e -> giveUp(e.id());
            case Entry.NotSent e -> giveUp(e.id());
            case Entry.Ended e -> open.remove(e.id());
            case Entry.FateKnown e -> fate(e.fate());
            case Entry.Closed e -> closed = Optional.of(e.reason());
            case Entry.CancelAsked e -> {}
            case Entry.Denied e -> {}
            case Entry.Dropped e -> {}
            case Entry.Recovered e -> {}
            case Entry.Asked e -> {}
        }
        return true;
    }

    private void giveUp(ClientOrderId id) {
        var order = open.remove(id);
        if (order != null) {
            givenUp.put(id, order);
        }
    }

    private void accepted(ClientOrderId id, String venueId) {
        var back = givenUp.remove(id);
        if (back != null) {
            open.put(id, back);
        }
        change(id, order -> {
            venueIds.put(key(order.order().instrument().symbol(), venueId), id);
            return order.working(venueId);
        });
    }

    private void change(ClientOrderId id, UnaryOperator<TrackedOrder> how) {
        open.computeIfPresent(id, (key, order) -> how.apply(order));
    }

    private boolean filled(ClientOrderId id, Fill fill) {
        if (trades.putIfAbsent(key(fill), true) != null) {
            return false;
        }
        fills++;
        venueIds.putIfAbsent(key(fill.symbol(), fill.venueId()), id);
        change(id, order -> order.after(fill));
        positions.compute(fill.symbol(), (symbol, p) -> (p == null ? Position.flat(symbol) : p).after(fill));
        if (fill.fee().inQuote().isEmpty()) {
            feesNotValued.merge(fill.fee().asset(), fill.fee().amount(), BigDecimal::add);
        }
        newestFill.merge(fill.symbol(), fill.time(), (a, b) -> a.isAfter(b) ? a : b);
        return true;
    }

    private void fate(OrderFate fate) {
        if (fate.fate() == OrderFate.Fate.UNKNOWN) {
            change(fate.id(), TrackedOrder::unresolved);
        } else {
            open.remove(fate.id());
        }
    }

    private static String key(String symbol, String id) {
        return symbol + '/' + id;
    }

    /** Where an account trades with itself, two orders have one trade. */
    private static String key(Fill fill) {
        return key(fill.symbol(), fill.venueId() + '/' + fill.tradeId());
    }

    /** Whether nothing of this journal is left to do: it was closed and no order's fate is open. */
    public boolean settled() {
        return closed.isPresent() && open.isEmpty();
    }

    /** Empty only when the journal's first entry never reached the disk. */
    public Optional<Header> header() {
        return header;
    }

    /** How many times the journal was opened. */
    public int epoch() {
        return epoch;
    }

    /** When the session began, by our clock. */
    public Optional<Instant> opened() {
        return opened;
    }

    /** Why the session ended, if it ended in order. */
    public Optional<String> closed() {
        return closed;
    }

    /** The order, if it has not ended. */
    public Optional<TrackedOrder> open(ClientOrderId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** The order, if it was given up because the venue never had it; one of the last 65,536. */
    public Optional<TrackedOrder> givenUp(ClientOrderId id) {
        return Optional.ofNullable(givenUp.get(id));
    }

    /** Every order that has not ended, oldest first. */
    public List<TrackedOrder> open() {
        return new ArrayList<>(open.values());
    }

    /** Whose order the venue's number means; empty when it is not one of ours, or long over. */
    public Optional<ClientOrderId> byVenueId(String symbol, String venueId) {
        return Optional.ofNullable(venueIds.get(key(symbol, venueId)));
    }

    /** Tells the venue's number of an order that is no longer open, or was never in this journal. */
    public void learn(String symbol, String venueId, ClientOrderId id) {
        venueIds.put(key(symbol, venueId), id);
    }

    /** Whether this trade has been counted. */
    public boolean knows(Fill fill) {
        return trades.containsKey(key(fill));
    }

    /** When the newest fill seen happened, by the venue's clock. */
    public Optional<Instant> newestFill(String symbol) {
        return Optional.ofNullable(newestFill.get(symbol));
    }

    /** Fills counted. */
    public long fills() {
        return fills;
    }

    /** By symbol; flat ones that once were not are among them. */
    public Map<String, Position> positions() {
        return new TreeMap<>(positions);
    }

    /** By asset: fees whose worth in quote currency nobody knew. They are in no position's fees. */
    public Map<String, BigDecimal> feesNotValued() {
        return new TreeMap<>(feesNotValued);
    }

    /** The part of a position that was there before the session traded, in base currency. */
    public BigDecimal carried(String symbol) {
        return carried.getOrDefault(symbol, BigDecimal.ZERO);
    }
}
