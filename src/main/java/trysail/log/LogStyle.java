package trysail.log;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a session's log is kept.
 *
 * @param level lines of less are left out
 * @param most how large its file grows, in bytes, before it is put aside as {@code NAME.log.1} and begun anew
 * @param files how many there are at the most, the one that is written to among them
 */
public record LogStyle(LogLevel level, Format format, long most, int files) {
    /** What a line looks like. */
    public enum Format {
        /** For people: time, level, session, what it is, the message. */
        TEXT,
        /** For programs: one JSON object a line. */
        JSON;

        /** The format of this word. */
        public static Optional<Format> named(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "text" -> Optional.of(TEXT);
                case "json" -> Optional.of(JSON);
                default -> Optional.empty();
            };
        }
    }

    /** Ten megabytes, five times. */
    public static final LogStyle USUAL = new LogStyle(LogLevel.INFO, Format.TEXT, 10_000_000, 5);

    private static final long LEAST = 10_000;
    private static final long LARGEST = 1_000_000_000_000L;
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,12})(kB|KB|MB|GB)?");

    public LogStyle {
        if (most < LEAST || most > LARGEST || files < 1) {
            throw new IllegalArgumentException("a log's file holds from 10kB to 1000GB");
        }
    }

    public LogStyle level(LogLevel other) {
        return new LogStyle(other, format, most, files);
    }

    public LogStyle format(Format other) {
        return new LogStyle(level, other, most, files);
    }

    public LogStyle most(long bytes) {
        return new LogStyle(level, format, bytes, files);
    }

    /** Bytes of {@code 10MB}, {@code 500kB} or {@code 65536}; empty when it is no size that a log can have. */
    public static Optional<Long> size(String text) {
        var matched = SIZE.matcher(text);
        if (!matched.matches()) {
            return Optional.empty();
        }
        var unit = Optional.ofNullable(matched.group(2)).orElse("").toUpperCase(Locale.ROOT);
        var factor = switch (unit) {
            case "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            default -> 1L;
        };
        var number = Long.parseLong(matched.group(1));
        return number > LARGEST / factor || number * factor < LEAST ? Optional.empty() : Optional.of(number * factor);
    }
}
