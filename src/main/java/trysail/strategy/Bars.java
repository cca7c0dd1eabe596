package trysail.strategy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.Trade;

/**
 * Bars of one instrument and one frame, built from its trades by the venue's time. A bar closes when a trade of a later
 * frame arrives; frames without a trade become flat bars, as venues have them. Not thread-safe.
 */
public final class Bars {
    /** A longer silence is a break: what came before says nothing of what comes after. */
    private static final int LONGEST_SILENCE = 1_500;

    private final Instrument instrument;
    private final Duration frame;
    private @Nullable Bar last;
    private @Nullable Bar running;

    public Bars(Instrument instrument, Duration frame) {
        this.instrument = instrument;
        this.frame = frame;
    }

    /** Takes a bar of history; it comes back if it is closed and later than all before. Trades go on from it. */
    public List<Bar> add(Bar bar) {
        if (last != null && !bar.openTime().isAfter(last.openTime())) {
            return List.of();
        }
        var replaces = running == null || !bar.openTime().isBefore(running.openTime());
        if (!bar.closed()) {
            running = replaces ? bar : running;
            return List.of();
        }
        running = replaces ? null : running;
        last = bar;
        return List.of(bar);
    }

    /** Takes a trade; returns the bars that it closed, oldest first. A trade of a frame that is over is ignored. */
    public List<Bar> add(Trade trade) {
        var open = start(trade.time());
        var over = last != null && !open.isAfter(last.openTime());
        if (over || (running != null && open.isBefore(running.openTime()))) {
            return List.of();
        }
        if (running != null && open.equals(running.openTime())) {
            running = grown(running, trade);
            return List.of();
        }
        var closed = closedBefore(open);
        if (!closed.isEmpty()) {
            last = closed.getLast();
        }
        running = first(trade, open);
        return closed;
    }

    /** The bar that still grows, if there is one. */
    public Optional<Bar> running() {
        return Optional.ofNullable(running);
    }

    private List<Bar> closedBefore(Instant open) {
        var bars = new ArrayList<Bar>(1);
        var before = last;
        if (running != null) {
            before = closed(running);
            bars.add(before);
        }
        if (before != null) {
            var silent = before.closeTime();
            for (var i = 0; silent.isBefore(open) && i < LONGEST_SILENCE; i++, silent = silent.plus(frame)) {
                bars.add(flat(before.close(), silent));
            }
        }
        return bars;
    }

    private Instant start(Instant time) {
        var length = frame.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), length) * length);
    }

    private Bar first(Trade t, Instant open) {
        return new Bar(instrument, frame, open, t.price(), t.price(), t.price(), t.price(), t.size(), false);
    }

    private static Bar grown(Bar b, Trade t) {
        var high = b.high().max(t.price());
        var low = b.low().min(t.price());
        return new Bar(
                b.instrument(),
                b.frame(),
                b.openTime(),
                b.open(),
                high,
                low,
                t.price(),
                b.volume().add(t.size()),
                false);
    }

    private static Bar closed(Bar b) {
        return new Bar(
                b.instrument(), b.frame(), b.openTime(), b.open(), b.high(), b.low(), b.close(), b.volume(), true);
    }

    private Bar flat(BigDecimal price, Instant open) {
        return new Bar(instrument, frame, open, price, price, price, price, BigDecimal.ZERO, true);
    }
}
