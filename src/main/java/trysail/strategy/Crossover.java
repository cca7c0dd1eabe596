package trysail.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.Trade;

/**
 * Long while the fast average of one-minute closes is above the slow one, short (or flat) while it is below. Market
 * orders; a position is closed first, and the opposite one opened when it is flat. Only closed bars decide, each once.
 */
public final class Crossover implements Strategy {
    static final Duration FRAME = Duration.ofMinutes(1);

    private final int fast;
    private final int slow;
    private final BigDecimal share;
    private final boolean goShort;
    private final Map<Instrument, Trend> trends = new HashMap<>();

    /** Sized at 10 % of equity, short on the way down. */
    public Crossover(int fast, int slow) {
        this(fast, slow, new BigDecimal("0.10"), true);
    }

    /**
     * @param fast bars of the fast average, fewer than {@code slow}
     * @param share part of equity that a position is worth when it is opened
     * @param goShort whether to sell short, rather than to hold nothing, while the fast average is below
     */
    public Crossover(int fast, int slow, BigDecimal share, boolean goShort) {
        if (fast >= slow) {
            throw new IllegalArgumentException("crossover: fast=" + fast + " must be below slow=" + slow);
        }
        this.fast = fast;
        this.slow = slow;
        this.share = share;
        this.goShort = goShort;
    }

    @Override
    public List<WarmUp> warmUp() {
        // An average seeded by one value has forgotten it after some four lengths.
        return List.of(new WarmUp(FRAME, Math.max(250, 4 * slow)));
    }

    @Override
    public void observe(MarketEvent event, MarketState state) {
        if (event instanceof Trade t) {
            trend(t.instrument()).learn(t);
        } else if (event instanceof Bar b && b.frame().equals(FRAME)) {
            trend(b.instrument()).learn(b);
        }
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        observe(event, state);
        return event instanceof Trade t ? decide(t.instrument(), state) : List.of();
    }

    /** A fill that leaves us flat on the way from long to short, or back, is the moment to open. */
    @Override
    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        if (!(event instanceof OrderEvent.Filled f)) {
            return List.of();
        }
        for (var instrument : state.instruments()) {
            if (instrument.symbol().equals(f.fill().symbol())
                    && state.position(instrument).isFlat()) {
                return towards(trend(instrument).target, instrument, state);
            }
        }
        return List.of();
    }

    private List<Intent> decide(Instrument instrument, MarketState state) {
        var trend = trend(instrument);
        var bar = trend.undecided;
        if (bar == null || state.time().isEmpty()) {
            return List.of();
        }
        trend.undecided = null;
        var outdated = bar.closeTime().plus(FRAME).isBefore(state.time().get());
        return outdated ? List.of() : towards(trend.turn(), instrument, state);
    }

    private List<Intent> towards(Optional<Side> target, Instrument instrument, MarketState state) {
        var quote = state.quote(instrument);
        if (target.isEmpty() || quote.isEmpty() || !state.working(instrument).isEmpty()) {
            return List.of();
        }
        var side = target.get();
        var held = side.signed(state.position(instrument).size());
        if (held.signum() < 0) {
            return List.of(market(instrument, side, held.negate(), true, "crossed: close"));
        }
        if (held.signum() > 0 || (side == Side.SELL && !goShort)) {
            return List.of();
        }
        var price = side == Side.BUY ? quote.get().ask() : quote.get().bid();
        var size = instrument.floorSize(
                state.equity().multiply(share).divide(price, instrument.sizeScale() + 2, RoundingMode.DOWN));
        return size.signum() <= 0 ? List.of() : List.of(market(instrument, side, size, false, "crossed: open"));
    }

    private static Intent market(Instrument instrument, Side side, BigDecimal size, boolean reduceOnly, String why) {
        return new Intent.Submit(instrument, side, size, Terms.market(), reduceOnly, why);
    }

    private Trend trend(Instrument instrument) {
        return trends.computeIfAbsent(instrument, Trend::new);
    }

    /** The two averages of one instrument, and which way they last said. */
    private final class Trend {
        private final Bars bars;
        private final Ema quick = new Ema(fast);
        private final Ema calm = new Ema(slow);
        private Optional<Side> target = Optional.empty();
        private @Nullable Bar undecided;

        private Trend(Instrument instrument) {
            bars = new Bars(instrument, FRAME);
        }

        private void learn(Trade trade) {
            bars.add(trade).forEach(this::closed);
        }

        private void learn(Bar bar) {
            bars.add(bar).forEach(this::closed);
        }

        private void closed(Bar bar) {
            quick.add(bar.close());
            calm.add(bar.close());
            undecided = bar;
        }

        private Optional<Side> turn() {
            if (quick.value().isPresent() && calm.value().isPresent()) {
                var order = quick.value().get().compareTo(calm.value().get());
                target = order == 0 ? target : Optional.of(order > 0 ? Side.BUY : Side.SELL);
            }
            return target;
        }
    }
}
