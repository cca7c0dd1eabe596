package trysail.exchange.binance;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import trysail.model.Bar;
import trysail.model.Instrument;

/** The venue's candles: its words for time frames, and its rows as bars. */
final class Klines {
    /** As many as one call gives. */
    static final int MOST = 1500;

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

    /**
     * One row as a bar; {@code last} says that no later row follows, so that it may still be running.
     *
     * @throws IOException when the row is not of the venue's form
     */
    static Bar bar(Instrument instrument, Duration frame, List<String> row, boolean last, Instant now)
            throws IOException {
        try {
            var open = Instant.ofEpochMilli(Long.parseLong(row.get(0)));
            return new Bar(
                    instrument,
                    frame,
                    open,
                    new BigDecimal(row.get(1)),
                    new BigDecimal(row.get(2)),
                    new BigDecimal(row.get(3)),
                    new BigDecimal(row.get(4)),
                    new BigDecimal(row.get(5)),
                    !last || !open.plus(frame).isAfter(now));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("candle " + row + " is not of the venue's form", e);
        }
    }
}
