package trysail.story;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trysail.log.LogLevel;
import trysail.log.SessionLog;
import trysail.log.Thinning;
import trysail.scope.SessionClock;

/** Tells a session's log what happens. Before the log is open, and after it is closed, nothing is told. Thread-safe; never waits. */
public final class Teller {
    private final SessionClock clock;
    private final Thinning thinning = new Thinning();
    private volatile Optional<SessionLog> log = Optional.empty();

    public Teller(SessionClock clock) {
        this.clock = clock;
    }

    /** The log is open. */
    public void into(SessionLog opened) {
        log = Optional.of(opened);
    }

    /** Names and values, in this order. */
    public static Map<String, Object> with(Object... namesAndValues) {
        var details = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            details.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return details;
    }

    public void tell(LogLevel level, String event, String message, Map<String, ?> details) {
        log.ifPresent(l -> l.tell(level, event, message, details, Optional.empty()));
    }

    /** The same with what was thrown. */
    public void tell(LogLevel level, String event, String message, Map<String, ?> details, Throwable thrown) {
        log.ifPresent(l -> l.tell(level, event, message, details, Optional.of(thrown)));
    }

    /** What comes often is told the first time, and then counted; {@code kind} says what is the same. */
    void tellSeldom(LogLevel level, String event, String kind, String message, Map<String, ?> details) {
        if (thinning.tells(level + " " + event + " " + kind, clock.nanos())) {
            tell(level, event, message, details);
        }
    }

    /** The same of what is counted elsewhere: so many of this kind in all until now. */
    public void tellSeldom(
            LogLevel level, String event, String kind, long total, String message, Map<String, ?> details) {
        if (thinning.tells(level + " " + event + " " + kind, total, clock.nanos())) {
            tell(level, event, message, details);
        }
    }

    /** Tells the numbers of what came often, each ten seconds. To be called more often than that. */
    public void beat() {
        thinning.due(clock.nanos()).forEach(this::more);
    }

    /** Tells the numbers that were not told yet. */
    public void rest() {
        thinning.rest().forEach(this::more);
    }

    private void more(Thinning.Count count) {
        var words = count.kind().split(" ", 3);
        tell(
                LogLevel.valueOf(words[0]),
                words[1],
                count.more() + " more" + (words[2].isEmpty() ? "" : ": " + words[2]),
                with("more", count.more(), "kind", words[2]));
    }

    SessionClock clock() {
        return clock;
    }
}
