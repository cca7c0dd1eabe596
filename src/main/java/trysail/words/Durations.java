package trysail.words;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 60s}, {@code 5m}, {@code 1h30m}, {@code 500ms}, {@code PT60S}. */
public final class Durations {
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,7})h)?(?:(\\d{1,8})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    public static final Duration LONGEST = Duration.ofDays(3_650);

    private Durations() {}

    /** Reads a positive duration. {@code what} names it in the error. */
    public static Duration parse(String what, String text) {
        var duration = read(text.trim());
        if (duration == null || duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new BadInput(
                    what + " '" + text + "' is not a duration: write 60s, 5m, 1h30m or PT60S, more than zero");
        }
        return duration;
    }

    private static @org.jspecify.annotations.Nullable Duration read(String text) {
        if (text.toUpperCase(Locale.ROOT).startsWith("P")) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException | ArithmeticException e) {
                return null;
            }
        }
        var m = PARTS.matcher(text.toLowerCase(Locale.ROOT));
        if (text.isEmpty() || !m.matches()) {
            return null;
        }
        return Duration.ofDays(number(m.group(1)))
                .plusHours(number(m.group(2)))
                .plusMinutes(number(m.group(3)))
                .plusSeconds(number(m.group(4)))
                .plusMillis(number(m.group(5)));
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** What is begun counts: {@code 250ms} are a second. */
    public static Duration wholeSeconds(Duration d) {
        return d.toNanosPart() == 0 || d.toSeconds() == Long.MAX_VALUE
                ? Duration.ofSeconds(d.toSeconds())
                : Duration.ofSeconds(d.toSeconds() + 1);
    }

    /** Such as {@code 1h30m}, {@code 60s}, {@code 250ms}. */
    public static String print(Duration d) {
        if (d.toSeconds() < 1) {
            return d.toMillis() + "ms";
        }
        var text = new StringBuilder();
        if (d.toHours() > 0) {
            text.append(d.toHours()).append('h');
        }
        if (d.toMinutesPart() > 0) {
            text.append(d.toMinutesPart()).append('m');
        }
        if (d.toSecondsPart() > 0 || text.isEmpty()) {
            text.append(d.toSecondsPart()).append('s');
        }
        return text.toString();
    }
}
