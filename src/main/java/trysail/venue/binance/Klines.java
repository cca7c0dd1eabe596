package trysail.venue.binance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.Numbers;

/** The venue's candles: its words for time frames, and its rows as bars. */
final class Klines {
    /** As many as one call gives. */
    private static final int MOST = 1500;

    private static final Map<Duration, String> INTERVALS = Map.ofEntries(
            Map.entry(Duration.ofMinutes(1), "1m"),
            Map.entry(Duration.ofMinutes(3), "3m"),
            Map.entry(Duration.ofMinutes(5), "5m"),
            Map.entry(Duration.ofMinutes(15), "15m"),
            Map.entry(Duration.ofMinutes(30), "30m"),
            Map.entry(Duration.ofHours(1), "1h"),
            Map.entry(Duration.ofHours(2), "2h"),
            Map.entry(Duration.ofHours(4), "4h"),
            Map.entry(Duration.ofHours(6), "6h"),
            Map.entry(Duration.ofHours(8), "8h"),
            Map.entry(Duration.ofHours(12), "12h"),
            Map.entry(Duration.ofDays(1), "1d"),
            Map.entry(Duration.ofDays(3), "3d"),
            Map.entry(Duration.ofDays(7), "1w"));

    private Klines() {}

    /**
     * The venue's word for a time frame.
     *
     * @throws IllegalArgumentException when it has none
     */
    static String interval(Duration frame) {
        var word = INTERVALS.get(frame);
        if (word == null) {
            throw new IllegalArgumentException("no candles of " + frame + " at this venue: take one of "
                    + INTERVALS.keySet().stream().sorted().map(INTERVALS::get).toList());
        }
        return word;
    }

    /** One page: the last {@code most} rows that opened up to {@code before}, oldest first. */
    @FunctionalInterface
    interface Pages {
        List<List<String>> last(int most, Optional<Long> before) throws IOException, InterruptedException;
    }

    /**
     * The last {@code count} bars, oldest first, or as many as there are.
     *
     * @throws IOException as the pages do, and when a row is not of the venue's form
     */
    static List<Bar> last(Instrument instrument, Duration frame, int count, Instant now, Pages pages)
            throws IOException, InterruptedException {
        var bars = new ArrayDeque<Bar>();
        var before = Optional.<Long>empty();
        while (bars.size() < count) {
            var most = Math.min(MOST, count - bars.size());
            var page = pages.last(most, before);
            for (var i = page.size() - 1; i >= 0; i--) {
                bars.addFirst(bar(instrument, frame, page.get(i), bars.isEmpty(), now));
            }
            if (page.size() < most) {
                break; // there is no older one
            }
            before = Optional.of(bars.getFirst().openTime().toEpochMilli() - 1);
        }
        return List.copyOf(bars);
    }

    /** One row; when it is the {@code last} of all it may still be running. */
    private static Bar bar(Instrument instrument, Duration frame, List<String> row, boolean last, Instant now)
            throws IOException {
        try {
            var open = Instant.ofEpochMilli(Long.parseLong(row.get(0)));
            return new Bar(
                    instrument,
                    frame,
                    open,
                    Numbers.of(row.get(1)),
                    Numbers.of(row.get(2)),
                    Numbers.of(row.get(3)),
                    Numbers.of(row.get(4)),
                    Numbers.of(row.get(5)),
                    !last || !open.plus(frame).isAfter(now));
        } catch (IndexOutOfBoundsException | NumberFormatException | NullPointerException e) {
            throw new IOException("candle " + row + " is not of the venue's form", e);
        }
    }
}
