package trysail.scope;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The steps of a stop, in their order, each with its share of the time the stop may take. */
public enum Rung {
    /** The gate is shut by the request itself; it takes no time. */
    GATE(0),
    /** Requests already on the wire may finish. */
    QUIET(500),
    /** All tasks are cancelled together and drained. */
    TASKS(500),
    /** Working orders are settled as the stop policy says. */
    ORDERS(2_000),
    /** Raw sockets of streams are closed. */
    STREAMS(500),
    /** Exchange clients are closed. */
    CLIENTS(500),
    /** The closing entry is written, synced, and files are closed. */
    JOURNAL(500),
    /** What is left is counted and named; the receipt is recorded. */
    AUDIT(500);

    /** The whole stop when nothing else is asked for. */
    public static final Duration WHOLE =
            Duration.ofMillis(Arrays.stream(values()).mapToInt(r -> r.millis).sum());

    private final int millis;

    Rung(int millis) {
        this.millis = millis;
    }

    /** What this rung may take of a stop that may take {@code whole}. */
    public Duration budget(Duration whole) {
        return scaled(millis, whole);
    }

    /** When this rung begins at the latest, counted from the request. */
    Duration latestStart(Duration whole) {
        var before = 0;
        for (var rung : values()) {
            if (rung == this) {
                break;
            }
            before += rung.millis;
        }
        return scaled(before, whole);
    }

    /** Whether resources are closed on it: by the owner as it unwinds, by the supervisor where the owner is late. */
    boolean closes() {
        return switch (this) {
            case ORDERS, STREAMS, CLIENTS, JOURNAL -> true;
            case GATE, QUIET, TASKS, AUDIT -> false;
        };
    }

    private static Duration scaled(int millis, Duration whole) {
        return Duration.ofNanos(whole.toNanos() / WHOLE.toMillis() * millis);
    }

    /** As the receipt prints it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
