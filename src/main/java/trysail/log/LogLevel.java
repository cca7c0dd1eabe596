package trysail.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** How much a line matters. */
public enum LogLevel {
    /** Every order, and what asking again is about. */
    DEBUG,
    /** The story: what began and ended, what traded, what was refused. */
    INFO,
    /** Something is not as it should be; the session copes. */
    WARN,
    /** What ends a session, or leaves something behind. */
    ERROR;

    /** The level of this word, in capitals or not. */
    public static Optional<LogLevel> named(String word) {
        return Arrays.stream(values())
                .filter(l -> l.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** What a line of the JDK's logging matters. */
    public static LogLevel of(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return ERROR;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return WARN;
        }
        return level.intValue() >= Level.INFO.intValue() ? INFO : DEBUG;
    }

    /** Whether a log of this level has lines of the other one. */
    public boolean takes(LogLevel other) {
        return other.compareTo(this) >= 0;
    }
}
