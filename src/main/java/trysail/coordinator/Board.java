package trysail.coordinator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.ClientOrderId;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.risk.RiskState;
import trysail.scope.SessionClock;
import trysail.strategy.MarketState;
import trysail.strategy.OwnOrder;
import trysail.strategy.OwnOrder.Stage;

/** The coordinator's own state: market, positions, open orders. One writer; strategy and risk look at it. */
final class Board implements MarketState, RiskState {
    private final Map<Instrument, Slot> slots = new HashMap<>();
    private final Map<String, Slot> bySymbol = new HashMap<>();
    private final Map<ClientOrderId, Slot> byOrder = new HashMap<>();
    private final List<Instrument> instruments;
    private final BigDecimal capital;
    private final SessionClock clock;
    private final VenueTime time;
    private volatile long heardNanos;
    private volatile boolean heard;
    private long nanos;
    private volatile BigDecimal earned = BigDecimal.ZERO; // funding and the like
    private volatile boolean ready;
    private volatile boolean live;

    Board(List<Instrument> instruments, BigDecimal capital, SessionClock clock, VenueTime time) {
        this.time = time;
        this.instruments = List.copyOf(instruments);
        this.capital = capital;
        this.clock = clock;
        for (var instrument : instruments) {
            var slot = new Slot(instrument);
            slots.put(instrument, slot);
            bySymbol.put(instrument.symbol(), slot);
        }
        nanos = clock.nanos();
    }

    /** A batch has arrived: what is in it is as old as this moment. */
    void arrived() {
        nanos = clock.nanos();
        time.wall(clock.now());
    }

    boolean ready() {
        return ready;
    }

    /** Any thread. */
    boolean live() {
        return live;
    }

    /** The event as it is to be applied: a time stamp that cannot be is another then. */
    MarketEvent sound(MarketEvent event) {
        return time.sound(event);
    }

    /** Applies market news; what is of an instrument we do not trade is passed over. */
    void apply(MarketEvent event) {
        switch (event) {
            case Quote q -> {
                var slot = slots.get(q.instrument());
                if (slot != null) {
                    slot.quoted(q);
                    slot.quoteNanos = nanos;
                    seen();
                }
            }
            case BookDelta d -> {
                var slot = slots.get(d.instrument());
                if (slot != null) {
                    slot.book.apply(d);
                    slot.updateId = d.updateId();
                    seen();
                }
            }
            case Trade t -> seen();
            case Bar b -> {}
            case FeedNotice n -> apply(n);
        }
    }

    private void apply(FeedNotice notice) {
        switch (notice.kind()) {
            case LIVE -> live = true;
            case LOST -> {
                live = false;
                forgetBooks(notice);
            }
            case GAP, CROSSED -> forgetBooks(notice);
        }
    }

    private void forgetBooks(FeedNotice notice) {
        var about = notice.instrument();
        for (var slot : slots.values()) {
            if (about.isEmpty() || about.get().equals(slot.instrument)) {
                slot.book.clear();
                slot.updateId = 0;
            }
        }
    }

    private void seen() {
        heardNanos = nanos;
        heard = true;
    }

    /** Applies news of our orders; false when it changes nothing, because it was heard before. */
    boolean apply(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Ready r -> {
                adopt(r.positions());
                ready = true;
                yield true;
            }
            case OrderEvent.Accepted a -> accepted(a.order());
            case OrderEvent.Rejected r -> remove(r.order().id());
            case OrderEvent.NotSent n -> remove(n.order().id());
            case OrderEvent.Unresolved u -> stage(u.order().id(), Stage.UNRESOLVED);
            case OrderEvent.Filled f -> filled(f);
            case OrderEvent.Ended e -> remove(e.id());
            case OrderEvent.Foreign f -> foreign(f);
        };
    }

    private void adopt(List<Position> venue) {
        for (var slot : slots.values()) {
            slot.adopt(venue.stream()
                    .filter(p -> p.symbol().equals(slot.instrument.symbol()))
                    .findFirst()
                    .orElseGet(() -> Position.flat(slot.instrument.symbol())));
        }
    }

    /** Known orders begin to work; unknown ones are recovery's until it is done, and after that ended before. */
    private boolean accepted(Order order) {
        if (!byOrder.containsKey(order.id()) && !ready) {
            sent(order);
        }
        return stage(order.id(), Stage.WORKING);
    }

    private boolean filled(OrderEvent.Filled event) {
        var fill = event.fill();
        var slot = bySymbol.get(fill.symbol());
        if (slot == null || !slot.apply(fill)) {
            return false;
        }
        var at = slot.find(event.id());
        if (at >= 0) {
            var order = slot.working.get(at).plus(fill.size());
            slot.working.set(at, order);
            if (order.rest().signum() <= 0) {
                remove(event.id());
            }
        }
        return true;
    }

    private boolean foreign(OrderEvent.Foreign event) {
        return switch (event) {
            case OrderEvent.ForeignFill f -> {
                var slot = bySymbol.get(f.fill().symbol());
                yield slot != null && slot.apply(f.fill());
            }
            case OrderEvent.PositionAdopted p -> {
                var slot = bySymbol.get(p.position().symbol());
                if (slot != null) {
                    slot.set(p.position());
                }
                yield slot != null;
            }
            case OrderEvent.Paid p -> {
                if (p.earned() && instruments.stream().anyMatch(i -> i.quote().equals(p.asset()))) {
                    earned = earned.add(p.amount());
                }
                yield true;
            }
        };
    }

    /** An order is on its way: from now on it counts. */
    void sent(Order order) {
        var slot = slots.get(order.instrument());
        if (slot != null) {
            slot.add(new OwnOrder(order, Stage.SENT, BigDecimal.ZERO));
            byOrder.put(order.id(), slot);
        }
    }

    /** A cancel is to be sent; false when the order has ended, or is being cancelled already. */
    boolean cancelling(ClientOrderId id) {
        var slot = byOrder.get(id);
        return slot != null
                && slot.working.get(slot.find(id)).stage() != Stage.CANCELLING
                && stage(id, Stage.CANCELLING);
    }

    private boolean stage(ClientOrderId id, Stage next) {
        var slot = byOrder.get(id);
        if (slot == null) {
            return false;
        }
        var at = slot.find(id);
        var order = slot.working.get(at);
        // An acceptance that comes after our cancel was asked for does not undo the asking.
        if (order.stage() != Stage.CANCELLING || next != Stage.WORKING) {
            slot.working.set(at, order.at(next));
        }
        return true;
    }

    private boolean remove(ClientOrderId id) {
        var slot = byOrder.remove(id);
        if (slot == null) {
            return false;
        }
        slot.remove(id);
        return true;
    }

    List<Position> positions() {
        return instruments.stream().map(i -> slotOf(i).position).toList();
    }

    @Override
    public Optional<Instant> time() {
        return heard ? time.latest() : Optional.empty();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public Optional<Quote> quote(Instrument instrument) {
        var slot = slots.get(instrument);
        return slot == null ? Optional.empty() : slot.quote;
    }

    @Override
    public Position position(Instrument instrument) {
        var slot = slots.get(instrument);
        return slot == null ? Position.flat(instrument.symbol()) : slot.position;
    }

    @Override
    public List<OwnOrder> working(Instrument instrument) {
        var slot = slots.get(instrument);
        return slot == null ? List.of() : slot.shown;
    }

    @Override
    public BigDecimal pending(Instrument instrument, Side side) {
        var slot = slots.get(instrument);
        return slot == null ? BigDecimal.ZERO : slot.pending(side);
    }

    @Override
    public int openOrders() {
        return byOrder.size();
    }

    @Override
    public Duration quoteAge(Instrument instrument) {
        var slot = slots.get(instrument);
        return slot == null ? Duration.ofDays(1) : Duration.ofNanos(clock.nanos() - slot.quoteNanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public BigDecimal equity() {
        return capital.add(profit());
    }

    /** A copy of a book. The loop's own thread, or anybody's once the loop has ended. */
    BookView show(Instrument instrument, int depth) {
        var slot = slotOf(instrument);
        var book = slot.book;
        return new BookView(
                instrument,
                book.known(),
                book.updateId(),
                time(),
                book.known() ? levels(slot, book.topBids(depth), Side.BUY) : List.of(),
                book.known() ? levels(slot, book.topAsks(depth), Side.SELL) : List.of(),
                book.bids(),
                book.asks(),
                slot.shown);
    }

    private static List<BookView.Level> levels(Slot slot, Levels side, Side which) {
        var levels = new ArrayList<BookView.Level>(side.count());
        for (var i = 0; i < side.count(); i++) {
            var price = side.price(i, slot.instrument);
            levels.add(new BookView.Level(price, side.size(i, slot.instrument), slot.ours(which, price)));
        }
        return levels;
    }

    /** Any thread. */
    BigDecimal profit() {
        var sum = earned;
        for (var instrument : instruments) {
            sum = sum.add(slotOf(instrument).profit());
        }
        return sum;
    }

    /** How long ago the last market event was taken; any thread. */
    Optional<Duration> dataAge() {
        return !heard ? Optional.empty() : Optional.of(Duration.ofNanos(clock.nanos() - heardNanos));
    }

    /** Any thread. */
    List<CoordinatorView.Line> lines() {
        var lines = new ArrayList<CoordinatorView.Line>(instruments.size());
        for (var instrument : instruments) {
            var slot = slotOf(instrument);
            lines.add(new CoordinatorView.Line(
                    instrument, slot.quote, slot.position, slot.open, slot.adoptedAt(), slot.updateId));
        }
        return lines;
    }

    private Slot slotOf(Instrument instrument) {
        return Objects.requireNonNull(slots.get(instrument));
    }
}
