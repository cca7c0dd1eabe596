package trysail.simulator.candle;

/**
 * A made-up past: the price at any instant before a market began, the same for every time frame that looks at it, ending
 * exactly at the market's first price. A sum of noises, each over twice the time of the one before and √2 as strong, as
 * prices move. It can be asked for any instant without those before it. Immutable.
 */
final class PricePath {
    private static final int OCTAVES = 24;
    private static final double FINEST_MS = 15_000;
    private static final double YEAR_MS = 365.25 * 24 * 3600 * 1000;
    private static final double YEARLY_VOLATILITY = 0.55;

    private final long seed;
    private final long joinedAt;
    private final double price;
    private final double level;

    /** A past that arrives at {@code price} at {@code joinedAt}, milliseconds. */
    PricePath(long seed, long joinedAt, double price) {
        this.seed = seed;
        this.joinedAt = joinedAt;
        this.price = price;
        this.level = noise(0);
    }

    double at(long time) {
        return price * Math.exp(noise(joinedAt - time) - level);
    }

    /** A number in [0, 1) that belongs to this instant. */
    double chance(long time, int which) {
        return unit(mix(seed + which, Long.MAX_VALUE ^ (joinedAt - time)));
    }

    private double noise(long age) {
        double sum = 0;
        double span = FINEST_MS;
        for (int octave = 0; octave < OCTAVES; octave++, span *= 2) {
            double at = age / span;
            double cell = Math.floor(at);
            double within = at - cell;
            double left = swing(octave, (long) cell);
            double right = swing(octave, (long) cell + 1);
            sum += (left + (right - left) * within) * YEARLY_VOLATILITY * Math.sqrt(span / YEAR_MS);
        }
        return sum;
    }

    private double swing(int octave, long cell) {
        return 2 * unit(mix(seed + 31L * octave, cell)) - 1;
    }

    private static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static long mix(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b * 0xD1B54A32D192ED03L + 0x2545F4914F6CDD1DL;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
