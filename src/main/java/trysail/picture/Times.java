package trysail.picture;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import trysail.scope.SessionClock;
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

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

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

    /** Time of day, UTC; of another day than today with its date and zone. */
    public static String clock(Instant at) {
        return today(at) ? CLOCK.format(at) : DAY.format(at) + ' ' + CLOCK.format(at) + 'Z';
    }

    /** The zone of {@link #clock}, where that does not say it: to be put behind. */
    public static String zone(Instant at) {
        return today(at) ? " UTC" : "";
    }

    /** Time of day with milliseconds, UTC; of another day than today with its date and zone. */
    public static String fine(Instant at) {
        return today(at) ? FINE.format(at) : DAY.format(at) + ' ' + FINE.format(at) + 'Z';
    }

    /** As {@link #fine}. */
    public static Table.Cell cell(Instant at) {
        return Table.word(fine(at), at.toString());
    }

    /** The day, UTC. */
    public static String day(Instant at) {
        return DAY.format(at);
    }

    static boolean today(Instant at) {
        return DAY.format(at).equals(DAY.format(SessionClock.SYSTEM.now()));
    }
}
