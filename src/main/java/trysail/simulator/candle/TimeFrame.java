package trysail.simulator.candle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/** The lengths of candle that the venue offers, and where each candle begins. Times are milliseconds, UTC. */
public enum TimeFrame {
    M1("1m", Duration.ofMinutes(1)),
    M3("3m", Duration.ofMinutes(3)),
    M5("5m", Duration.ofMinutes(5)),
    M15("15m", Duration.ofMinutes(15)),
    M30("30m", Duration.ofMinutes(30)),
    H1("1h", Duration.ofHours(1)),
    H2("2h", Duration.ofHours(2)),
    H4("4h", Duration.ofHours(4)),
    H6("6h", Duration.ofHours(6)),
    H8("8h", Duration.ofHours(8)),
    H12("12h", Duration.ofHours(12)),
    D1("1d", Duration.ofDays(1)),
    D3("3d", Duration.ofDays(3)),
    W1("1w", Duration.ofDays(7)),
    /** A calendar month, asked for as 30 days. */
    MONTH("1M", Duration.ofDays(30));

    /** 1970-01-01 was a Thursday; weeks begin on Mondays. */
    private static final long FIRST_MONDAY = Duration.ofDays(4).toMillis();

    private final String word;
    private final Duration length;

    TimeFrame(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** As the venue writes it. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }

    public static Optional<TimeFrame> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    public static Optional<TimeFrame> of(Duration length) {
        return Arrays.stream(values()).filter(f -> f.length.equals(length)).findFirst();
    }

    /** When the candle that holds {@code time} opened. */
    public long open(long time) {
        if (this == MONTH) {
            return start(date(time).withDayOfMonth(1));
        }
        long offset = this == W1 ? FIRST_MONDAY : 0;
        return time - Math.floorMod(time - offset, length.toMillis());
    }

    /** When the candle after the one that opened at {@code open} opens. */
    public long next(long open) {
        return this == MONTH ? start(date(open).plusMonths(1)) : open + length.toMillis();
    }

    /** When the candle before the one that opened at {@code open} opened. */
    public long previous(long open) {
        return open(open - 1);
    }

    private static LocalDate date(long time) {
        return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static long start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
