package trysail.wire.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import si.mazi.rescu.SynchronizedValueFactory;
import trysail.scope.SessionClock;

/** The time stamps that requests are signed with: our clock, put right by what was measured. Thread-safe. */
public final class VenueClock {
    /** How old a time stamp may be when the venue reads it. */
    public static final Duration WINDOW = Duration.ofSeconds(5);

    private final SessionClock clock;
    private final AtomicLong offsetMillis = new AtomicLong();
    private volatile Optional<Duration> last = Optional.empty();

    public VenueClock(SessionClock clock) {
        this.clock = clock;
    }

    /** Takes a measurement: requests are signed with the venue's time from now on, however wrong ours is. */
    public void measured(Duration ahead) {
        last = Optional.of(ahead);
        offsetMillis.set(ahead.toMillis());
    }

    /** How far the venue was ahead of us when last measured. */
    public Optional<Duration> offset() {
        return last;
    }

    /** Now, as the venue sees it. */
    public Instant now() {
        return clock.now().plusMillis(offsetMillis.get());
    }

    /**
     * A source of time stamps for one exchange object. ResCU holds its monitor while it signs and connects, so no two
     * exchange objects may share one: a stuck order would block a cancel.
     */
    public SynchronizedValueFactory<Long> stamps() {
        return () -> now().toEpochMilli();
    }

    /** For a person: {@code 7231 ms behind the venue's}. */
    public static String words(Duration ahead) {
        return ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "ahead of" : "behind") + " the venue's";
    }
}
