package trysail.wire.ws;

import java.time.Duration;
import java.util.random.RandomGenerator;
import trysail.scope.SessionClock;

/**
 * How long to wait before trying again: nothing the first time, then twice as long each time, cut at random by up to
 * half so that many clients do not come back together. A try that held for long enough starts it afresh. Thread-safe.
 */
public final class Backoff {
    private final SessionClock clock;
    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private int tries;
    private long lastTry;

    public Backoff(SessionClock clock, RandomGenerator random, Duration first, Duration longest) {
        this.clock = clock;
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    /** How long to wait before the try that comes now. */
    public synchronized Duration next() {
        if (tries > 0 && clock.nanos() - lastTry > 2 * longest.toNanos()) {
            tries = 0;
        }
        lastTry = clock.nanos();
        if (tries++ == 0) {
            return Duration.ZERO;
        }
        var doubled = first.toNanos() << Math.min(tries - 2, 20);
        var full = Math.min(doubled, longest.toNanos());
        return Duration.ofNanos(full / 2 + random.nextLong(full / 2 + 1));
    }
}
