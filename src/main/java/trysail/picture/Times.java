package trysail.picture;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import trysail.words.Durations;

/** Durations and times for the eye; for a program, milliseconds and ISO-8601. */
public final class Times {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FINE =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 0.2s}, {@code 12s}, {@code 3m5s}. */
    static String print(Duration age) {
        return age.compareTo(SHORT) < 0
                ? String.format(Locale.ROOT, "%.1fs", age.toMillis() / 1_000.0)
                : Durations.print(Duration.ofSeconds(age.toSeconds()));
    }

    public static Table.Cell cell(Duration age) {
        return Table.number(BigDecimal.valueOf(age.toMillis()), print(age));
    }

    /** Day and minute, UTC. */
    public static Table.Cell minute(Instant at) {
        return Table.word(MINUTE.format(at), at.toString());
    }

    /** Time of day, UTC. */
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Time of day with milliseconds, UTC. */
    public static Table.Cell cell(Instant at) {
        return Table.word(FINE.format(at), at.toString());
    }
}
