package trysail.strategy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;

/**
 * Rests one bid and one ask of the venue's minimum size round the mid of each instrument, and follows the mid. A side is
 * quoted again only when the venue has confirmed the end of its former order; a side that would carry the inventory
 * past its bound stays empty. Many orders, so that stopping is never trivial.
 *
 * <p>A demonstration: it knows nothing of where prices go, so those who do take its orders, and it pays for that.
 */
public final class Quoter implements Strategy {
    /** A side that was denied or rejected is not asked for again at once. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

    private final BigDecimal half;
    private final BigDecimal drift;
    private final Duration age;
    private final BigDecimal inventory;
    private final Map<Instrument, Desk> desks = new HashMap<>();

    /** Where the mid was, and when, as one side was last asked for. */
    private record Placed(BigDecimal mid, Instant time) {}

    /** What it remembers of one instrument. */
    private static final class Desk {
        private static final Duration UNDER_WAY = Duration.ofMillis(100);
        private static final int MOST = 64;
        private static final BigDecimal FADING = new BigDecimal("0.998");
        private static final BigDecimal CARE = new BigDecimal("1.25");

        private final Map<Side, Placed> placed = new EnumMap<>(Side.class);
        private final ArrayDeque<Placed> mids = new ArrayDeque<>();
        private BigDecimal mid = BigDecimal.ZERO;
        /** How far the mid goes while an order is under way, at the worst of late. */
        private BigDecimal swing = BigDecimal.ZERO;

        private void sees(BigDecimal next, Instant at) {
            mid = next;
            mids.addLast(new Placed(next, at));
            while (mids.size() > MOST || late(at, mids.getFirst(), UNDER_WAY)) {
                mids.removeFirst();
            }
            swing = swing.multiply(FADING, MathContext.DECIMAL32);
            for (var before : mids) {
                swing = swing.max(next.subtract(before.mid).abs());
            }
        }

        /** How far from the other side's best an order has to be, not to be refused for taking when it arrives. */
        private BigDecimal clear(BigDecimal tick) {
            return swing.multiply(CARE).max(tick);
        }
    }

    /** Bid and ask 2 basis points apart, following a mid that moves by half a basis point. */
    public Quoter() {
        this(BigDecimal.valueOf(2), new BigDecimal("0.5"), Duration.ofSeconds(5), 5);
    }

    /**
     * @param spread between bid and ask, in basis points of the mid
     * @param requote how far the mid may move before an order follows it, in basis points
     * @param age when an order is renewed though the mid stood still
     * @param inventory bound of the position, as a multiple of the smallest order
     */
    public Quoter(BigDecimal spread, BigDecimal requote, Duration age, int inventory) {
        half = spread.divide(BASIS_POINTS.multiply(BigDecimal.TWO), MathContext.DECIMAL64);
        drift = requote.divide(BASIS_POINTS, MathContext.DECIMAL64);
        this.age = age;
        this.inventory = BigDecimal.valueOf(inventory);
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        if (!(event instanceof Quote quote) || quote.crossed() || quote.bid().signum() <= 0) {
            return List.of();
        }
        var mid = quote.mid();
        var desk = desks.computeIfAbsent(quote.instrument(), i -> new Desk());
        desk.sees(mid, quote.time());
        List<Intent> wants = List.of();
        for (var side : Side.values()) {
            wants = follow(quote, mid, side, desk, state, wants);
        }
        return wants;
    }

    private List<Intent> follow(
            Quote quote, BigDecimal mid, Side side, Desk desk, MarketState state, List<Intent> wants) {
        var placed = desk.placed.get(side);
        OwnOrder ours = null;
        for (var order : state.working(quote.instrument())) {
            ours = order.side() == side ? order : ours;
        }
        if (ours != null) {
            var stale = placed == null || moved(mid, placed) || late(quote.time(), placed, age);
            return stale && ours.stage() == OwnOrder.Stage.WORKING
                    ? with(wants, new Intent.Cancel(ours.id(), "requote"))
                    : wants;
        }
        if (placed != null && !late(quote.time(), placed, PAUSE)) {
            return wants;
        }
        var size = quote.instrument().smallestSize(quote.bid().min(price(quote, desk, Side.BUY)));
        if (full(side, size, state.position(quote.instrument()).size())) {
            return wants;
        }
        desk.placed.put(side, new Placed(mid, quote.time()));
        var terms = Terms.postOnly(price(quote, desk, side));
        return with(wants, new Intent.Submit(quote.instrument(), side, size, terms, false, "quote"));
    }

    /**
     * Off the mid by half the spread, rounded away from it; a tick at least from the other side's best, and farther where
     * the market moves fast: an order that would take when it arrives is refused.
     */
    private BigDecimal price(Quote quote, Desk desk, Side side) {
        var instrument = quote.instrument();
        var off = desk.mid.multiply(half);
        var clear = desk.clear(instrument.tick());
        return side == Side.BUY
                ? instrument.roundPrice(desk.mid.subtract(off).min(quote.ask().subtract(clear)), RoundingMode.FLOOR)
                : instrument.roundPrice(desk.mid.add(off).max(quote.bid().add(clear)), RoundingMode.CEILING);
    }

    private boolean full(Side side, BigDecimal size, BigDecimal position) {
        return side.signed(position).add(size).compareTo(size.multiply(inventory)) > 0;
    }

    private boolean moved(BigDecimal mid, Placed placed) {
        return mid.subtract(placed.mid).abs().compareTo(placed.mid.multiply(drift)) > 0;
    }

    private static boolean late(Instant now, Placed placed, Duration limit) {
        return Duration.between(placed.time, now).compareTo(limit) >= 0;
    }

    private static List<Intent> with(List<Intent> wants, Intent next) {
        if (wants.isEmpty()) {
            return List.of(next);
        }
        var both = new ArrayList<>(wants);
        both.add(next);
        return both;
    }
}
