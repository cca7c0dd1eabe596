package trysail.scope;

import java.time.Duration;

/** An instant by which something must be over, on a clock's monotonic time. Immutable. */
public final class Deadline {
    private static final Duration FAR = Duration.ofDays(36_500);

    private final SessionClock clock;
    private final long end;

    private Deadline(SessionClock clock, long end) {
        this.clock = clock;
        this.end = end;
    }

    /** A deadline this far from now; one that would be past is now, and one beyond a century in a century. */
    public static Deadline after(SessionClock clock, Duration fromNow) {
        return new Deadline(clock, clock.nanos() + bounded(fromNow).toNanos());
    }

    private static Duration bounded(Duration fromNow) {
        return fromNow.compareTo(FAR) > 0 ? FAR : fromNow.isNegative() ? Duration.ZERO : fromNow;
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - clock.nanos()));
    }

    public boolean expired() {
        return end - clock.nanos() <= 0;
    }

    /** The earlier of this deadline and {@code fromNow}. */
    public Deadline within(Duration fromNow) {
        var other = after(clock, fromNow);
        return other.end - end < 0 ? other : this;
    }

    @Override
    public String toString() {
        return remaining().toMillis() + " ms left";
    }
}
