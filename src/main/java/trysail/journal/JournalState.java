package trysail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
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
    private final Map<String, BigDecimal> feesPaid = new TreeMap<>();
    private final Map<String, BigDecimal> feesWorth = new TreeMap<>();
    private final Map<String, BigDecimal> payments = new TreeMap<>();
    private long foreign;
    private boolean ready;
    private Set<String> quotes = Set.of();

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
            Map<ClientOrderId, TrackedOrder> givenUp,
            Map<String, ClientOrderId> venueIds,
            Map<String, Boolean> trades,
            Map<String, Position> positions,
            Map<String, BigDecimal> carried,
            Map<String, Instant> newestFill,
            Map<String, BigDecimal> feesNotValued,
            Map<String, BigDecimal> feesPaid,
            Map<String, BigDecimal> feesWorth,
            Map<String, BigDecimal> payments,
            long foreign) {}

    Parts parts() {
        return new Parts(
                header,
                opened,
                closed,
                epoch,
                fills,
                open,
                givenUp,
                venueIds,
                trades,
                positions,
                carried,
                newestFill,
                feesNotValued,
                feesPaid,
                feesWorth,
                payments,
                foreign);
    }

    /** Makes an empty one what another was. */
    void restore(Parts parts) {
        header = parts.header;
        quotes = header.map(h -> quotes(h.instruments())).orElse(Set.of());
        opened = parts.opened;
        closed = parts.closed;
        epoch = parts.epoch;
        fills = parts.fills;
        open.putAll(parts.open);
        givenUp.putAll(parts.givenUp);
        venueIds.putAll(parts.venueIds);
        trades.putAll(parts.trades);
        positions.putAll(parts.positions);
        carried.putAll(parts.carried);
        newestFill.putAll(parts.newestFill);
        feesNotValued.putAll(parts.feesNotValued);
        feesPaid.putAll(parts.feesPaid);
        feesWorth.putAll(parts.feesWorth);
        payments.putAll(parts.payments);
        foreign = parts.foreign;
    }

    /** Takes one more entry in. False when it says nothing new: a fill that was seen before. */
    public boolean apply(Entry.Stamped line) {
        switch (line.entry()) {
            case Entry.Opened e -> {
                header = Optional.of(e.header());
                quotes = quotes(e.header().instruments());
                opened = Optional.of(line.at());
                epoch = 1;
            }
            case Entry.Listed e -> {
                header = header.map(h -> h.trading(e.instruments()));
                quotes = quotes(e.instruments());
            }
            case Entry.Claimed e -> {
                epoch = e.epoch();
                closed = Optional.empty();
            }
            case Entry.Ready e -> {
                ready = true;
                positions.clear();
                carried.clear();
                feesNotValued.clear();
                feesPaid.clear();
                feesWorth.clear();
                payments.clear();
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
            case Entry.Foreign e -> {
                return changed(e.what());
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
        traded(fill);
        newestFill.merge(fill.symbol(), fill.time(), (a, b) -> a.isAfter(b) ? a : b);
        return true;
    }

    private void traded(Fill fill) {
        positions.compute(fill.symbol(), (symbol, p) -> (p == null ? Position.flat(symbol) : p).after(fill));
        if (fill.fee().inQuote().isEmpty()) {
            feesNotValued.merge(fill.fee().asset(), fill.fee().amount(), BigDecimal::add);
        }
        feesPaid.merge(fill.fee().asset(), fill.fee().amount(), BigDecimal::add);
        fill.fee().inQuote().ifPresent(worth -> feesWorth.merge(fill.fee().asset(), worth, BigDecimal::add));
    }

    /** What others traded counts as carried: it is in the position, and this session does not close it. */
    private boolean changed(OrderEvent.Foreign what) {
        var news = switch (what) {
            case OrderEvent.ForeignFill f -> trades.putIfAbsent(key(f.fill()), true) == null;
            case OrderEvent.Paid p -> trades.putIfAbsent(key(p), true) == null;
            case OrderEvent.PositionAdopted p -> true;
        };
        if (!news) {
            return false;
        }
        foreign++;
        switch (what) {
            case OrderEvent.ForeignFill f -> {
                var fill = f.fill();
                traded(fill);
                carried.merge(fill.symbol(), fill.side().signed(fill.size()), BigDecimal::add);
            }
            case OrderEvent.Paid p -> payments.merge(p.kind() + "/" + p.asset(), p.amount(), BigDecimal::add);
            case OrderEvent.PositionAdopted p -> adopt(p.position());
        }
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

    private void adopt(Position venue) {
        var ours = position(venue.symbol());
        carried.merge(venue.symbol(), venue.size().subtract(ours.size()), BigDecimal::add);
        positions.put(
                venue.symbol(),
                new Position(venue.symbol(), venue.size(), venue.entryPrice(), ours.realised(), ours.fees()));
    }

    private static Set<String> quotes(List<Instrument> instruments) {
        return instruments.stream().map(Instrument::quote).collect(Collectors.toSet());
    }

    private static String key(OrderEvent.Paid paid) {
        return "paid/" + paid.kind() + '/' + paid.symbol().orElse("") + '/' + paid.id();
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

    /** Whether this payment has been counted. */
    public boolean knows(OrderEvent.Paid paid) {
        return trades.containsKey(key(paid));
    }

    /** Whether it was told, of the entries taken in here, what the account held at the start. */
    public boolean ready() {
        return ready;
    }

    /** How often the account changed by what was no order of ours. */
    public long foreign() {
        return foreign;
    }

    /** What was paid in fees, by asset. */
    public Map<String, BigDecimal> feesPaid() {
        return new TreeMap<>(feesPaid);
    }

    /** What those fees were worth in quote currency when they were paid, as far as that is known, by asset. */
    public Map<String, BigDecimal> feesWorth() {
        return new TreeMap<>(feesWorth);
    }

    /** The quote currencies of what is traded. */
    public Set<String> quotes() {
        return quotes;
    }

    /** What came to the account without a trade, as this kind of payment and in this asset; negative when it went. */
    public BigDecimal paid(OrderEvent.Paid.Kind kind, String asset) {
        return payments.getOrDefault(kind + "/" + asset, BigDecimal.ZERO);
    }

    /** The sum of all kinds of payments in an asset. */
    public BigDecimal paid(String asset) {
        return Stream.of(OrderEvent.Paid.Kind.values())
                .map(kind -> paid(kind, asset))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What payments have earned or cost, transfers apart, in the quote currencies of the instruments traded. */
    public BigDecimal earned() {
        return quotes.stream()
                .map(quote -> paid(quote).subtract(paid(OrderEvent.Paid.Kind.TRANSFER, quote)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
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

    /** What is held of one instrument; flat when it never was traded. */
    public Position position(String symbol) {
        return positions.getOrDefault(symbol, Position.flat(symbol));
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
