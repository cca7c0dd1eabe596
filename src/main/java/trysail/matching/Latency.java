package trysail.matching;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long an order is on its way: evenly spread over mean ± jitter, the same for the same seed. Thread-safe. */
public final class Latency {
    private final long shortest;
    private final long spread;
    private final SplittableRandom random;

    public Latency(Duration mean, Duration jitter, long seed) {
        if (jitter.isNegative() || jitter.compareTo(mean) > 0) {
            throw new IllegalArgumentException("latency jitter " + jitter + " must be between 0 and the mean " + mean);
        }
        shortest = mean.minus(jitter).toNanos();
        spread = 2 * jitter.toNanos();
        random = new SplittableRandom(seed);
    }

    public static Latency none() {
        return new Latency(Duration.ZERO, Duration.ZERO, 0);
    }

    /** The delay of the next order. */
    public synchronized Duration next() {
        return Duration.ofNanos(shortest + (spread == 0 ? 0 : random.nextLong(spread + 1)));
    }
}
