package trysail.simulator.candle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import trysail.model.Instrument;

/**
 * All candles of one instrument: a generated past, made when a frame is first asked for, and what has been played since.
 * Guarded by its market's lock.
 */
public final class Candles {
    /** Candles a frame before the market's first. */
    static final int PAST = 1500;

    private static final int MAX_PLAYED = 3000;
    private static final int MINUTES_A_DAY = 1440;
    private static final int LOOKS = 8;
    private static final double TURNOVER_A_MINUTE = 4_000_000;
    private static final double MAX_UNITS = 4e18;

    private final Instrument instrument;
    private final PricePath path;
    private final long startedAt;
    private final Map<TimeFrame, Row> rows = new EnumMap<>(TimeFrame.class);
    private long nextRoll;
    private long last;

    private static final class Row {
        final ArrayDeque<Candle> played = new ArrayDeque<>();
        Optional<List<Candle>> past = Optional.empty();
        Candle running;

        Row(Candle running) {
            this.running = running;
        }
    }

    /** Candles of a market whose first price, at {@code startedAt}, is {@code price}. */
    public Candles(Instrument instrument, long seed, long startedAt, long price) {
        this.instrument = instrument;
        this.startedAt = startedAt;
        this.path = new PricePath(seed, startedAt, price);
        this.last = price;
        for (var frame : TimeFrame.values()) {
            long open = frame.open(startedAt);
            rows.put(frame, new Row(made(open, frame.next(open), startedAt)));
        }
        nextRoll = TimeFrame.M1.next(TimeFrame.M1.open(startedAt));
    }

    /** The candle from {@code open} as the made-up past has it up to {@code until}. */
    private Candle made(long open, long next, long until) {
        long end = Math.min(next, until);
        var candle = new Candle(open, next, price(open));
        for (int i = 1; i <= LOOKS; i++) {
            candle.touch(price(open + (end - open) * i / LOOKS));
        }
        double minutes = (end - open) / 60_000.0;
        double units = Math.pow(10, instrument.sizeScale() + instrument.priceScale());
        double turnover = Math.min(MAX_UNITS / units, TURNOVER_A_MINUTE * minutes * (0.4 + 1.2 * path.chance(open, 1)));
        long volume = Math.max(0, Math.round(turnover * units / Math.max(1, candle.close)));
        long taker = Math.round(volume * (0.35 + 0.3 * path.chance(open, 2)));
        candle.add(volume, volume * candle.close, taker, taker * candle.close, Math.round(minutes * 900));
        return candle;
    }

    private long price(long time) {
        return Math.max(1, Math.round(path.at(time)));
    }

    public void trade(long time, long price, long size, boolean takerBought) {
        roll(time);
        last = price;
        for (var row : rows.values()) {
            row.running.trade(price, size, takerBought);
        }
    }

    /** Closes every candle whose time is over at {@code time}; minutes without a trade get a flat one. */
    public void roll(long time) {
        if (time < nextRoll) {
            return;
        }
        for (var entry : rows.entrySet()) {
            roll(entry.getKey(), entry.getValue(), time);
        }
        nextRoll = TimeFrame.M1.next(TimeFrame.M1.open(time));
    }

    private void roll(TimeFrame frame, Row row, long time) {
        while (time >= row.running.nextOpen) {
            row.played.addLast(row.running);
            if (row.played.size() > MAX_PLAYED) {
                row.played.removeFirst();
            }
            long open = row.running.nextOpen;
            row.running = new Candle(open, frame.next(open), last);
        }
    }

    public Candle running(TimeFrame frame) {
        return row(frame).running;
    }

    /** The candle that closed last; empty while the market is still in its first. */
    public Optional<Candle> closedLast(TimeFrame frame) {
        return Optional.ofNullable(row(frame).played.peekLast());
    }

    private Row row(TimeFrame frame) {
        return Objects.requireNonNull(rows.get(frame));
    }

    /** The candles that opened within [from, to], at most {@code limit}: the last ones when only their end is bounded. */
    public List<Kline> klines(TimeFrame frame, Optional<Long> from, Optional<Long> to, int limit) {
        var row = row(frame);
        var all = new ArrayList<Candle>(past(frame, row));
        all.addAll(row.played);
        all.add(row.running);
        all.removeIf(c -> c.openTime < from.orElse(Long.MIN_VALUE) || c.openTime > to.orElse(Long.MAX_VALUE));
        int first = from.isPresent() ? 0 : Math.max(0, all.size() - limit);
        return all.subList(first, Math.min(all.size(), first + limit)).stream()
                .map(c -> c.kline(instrument, c != row.running))
                .toList();
    }

    private List<Candle> past(TimeFrame frame, Row row) {
        if (row.past.isEmpty()) {
            var made = new ArrayList<Candle>(PAST);
            long open = frame.open(startedAt);
            for (int i = 0; i < PAST; i++) {
                long before = frame.previous(open);
                made.add(made(before, open, open));
                open = before;
            }
            row.past = Optional.of(List.copyOf(made.reversed()));
        }
        return row.past.get();
    }

    /** The last 24 hours as one candle. */
    public Candle day() {
        var row = row(TimeFrame.M1);
        var minutes = new ArrayList<Candle>(MINUTES_A_DAY);
        minutes.add(row.running);
        for (var i = row.played.descendingIterator(); i.hasNext() && minutes.size() < MINUTES_A_DAY; ) {
            minutes.add(i.next());
        }
        var past = past(TimeFrame.M1, row);
        for (int i = past.size() - 1; i >= 0 && minutes.size() < MINUTES_A_DAY; i--) {
            minutes.add(past.get(i));
        }
        var first = minutes.getLast();
        var day = new Candle(first.openTime, row.running.nextOpen, first.open);
        for (int i = minutes.size() - 1; i >= 0; i--) {
            day.merge(minutes.get(i));
        }
        return day;
    }
}
