package trysail.scope;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The steps of a stop, in their order. Each has a share of the time the stop may take, of which it is sure when all
 * before it took theirs; what those did not need is handed on to it, as far as {@link #longest} says.
 */
public enum Rung {
    /** The gate is shut by the request itself; it takes no time. */
    GATE(0),
    /** Requests already on the wire may finish. */
    QUIET(500),
    /** All tasks are cancelled together and drained. */
    TASKS(500),
    /** Working orders are settled as the stop policy says. */
    ORDERS(2_800),
    /** Raw sockets of streams are closed. */
    STREAMS(300),
    /** Exchange clients are closed. */
    CLIENTS(300),
    /** The closing entry is written, synced, and files are closed. */
    JOURNAL(300),
    /** What is left is counted and named; the receipt is recorded. */
    AUDIT(300);

    /** The whole stop when nothing else is asked for. */
    public static final Duration WHOLE =
            Duration.ofMillis(Arrays.stream(values()).mapToInt(r -> r.millis).sum());

    /** However late the orders' turn comes. */
    private static final int SURE_OF_ORDERS = 2_000;

    private final int millis;

    Rung(int millis) {
        this.millis = millis;
    }

    /** What this rung is sure of, of a stop that may take {@code whole}. */
    public Duration budget(Duration whole) {
        return scaled(millis, whole);
    }

    /** What this rung takes at most: with what earlier ones have left, but for the two that are the orders' time. */
    public Duration longest(Duration whole) {
        return isHandedOn() ? latestEnd(whole) : budget(whole);
    }

    /** What this rung has when it begins so long after the request. */
    Duration time(Duration whole, Duration gone) {
        if (!isHandedOn()) {
            return budget(whole);
        }
        var sure = this == ORDERS ? scaled(SURE_OF_ORDERS, whole) : budget(whole);
        return longer(latestEnd(whole).minus(gone), shorter(sure, whole.minus(gone)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** When this rung begins at the latest, counted from the request. */
    Duration latestStart(Duration whole) {
        return scaled(millisBefore(), whole);
    }

    /** When this rung ends at the latest, counted from the request: then those after it have their own shares left. */
    Duration latestEnd(Duration whole) {
        return scaled(millisBefore() + millis, whole);
    }

    private int millisBefore() {
        return Arrays.stream(values())
                .filter(r -> r.compareTo(this) < 0)
                .mapToInt(r -> r.millis)
                .sum();
    }

    /** Whether it may go on for as long as there is time for the later ones; else only for its own share. */
    private boolean isHandedOn() {
        return switch (this) {
            case GATE, QUIET, TASKS -> false;
            case ORDERS, STREAMS, CLIENTS, JOURNAL, AUDIT -> true;
        };
    }

    /** Whether resources are closed on it: by the owner as it unwinds, by the supervisor where the owner is late. */
    boolean closes() {
        return switch (this) {
            case ORDERS, STREAMS, CLIENTS, JOURNAL -> true;
            case GATE, QUIET, TASKS, AUDIT -> false;
        };
    }

    /** In proportion to the whole. */
    private static Duration scaled(int millis, Duration whole) {
        return whole.dividedBy(WHOLE.toMillis()).multipliedBy(millis);
    }

    /** As the receipt prints it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
