package trysail.simulator.network;

import java.time.Duration;

/**
 * How a {@link Pipe} treats the bytes given to it. The same seed and the same bytes make the same weather.
 *
 * @param latency how long a piece is on its way
 * @param jitter by how much longer at most; pieces never overtake each other
 * @param pace between two bytes at least: a drip; zero: what is written arrives in pieces
 * @param longest bytes of one piece, 1 at least; what is written is cut into pieces of some length up to this; 0: as written
 * @param last bytes that arrive before the connection breaks, in the middle of whatever that is; negative: it does not
 * @param seed of lengths and jitter
 */
public record Weather(Duration latency, Duration jitter, Duration pace, int longest, long last, long seed) {
    /** Nothing is late, cut up or lost. */
    public static final Weather CALM = new Weather(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, -1, 0);

    public Weather {
        if (latency.isNegative() || jitter.isNegative() || pace.isNegative() || longest < 0) {
            throw new IllegalArgumentException("weather without negative times and lengths, not " + latency + ", "
                    + jitter + ", " + pace + ", " + longest);
        }
    }

    /** The same, drawn from another seed. */
    public Weather seeded(long other) {
        return new Weather(latency, jitter, pace, longest, last, other);
    }

    /** The same, byte by byte so far apart. */
    public Weather dripping(Duration between) {
        return new Weather(latency, jitter, between, longest, last, seed);
    }

    /** The same, breaking after so many bytes. */
    public Weather breakingAfter(long bytes) {
        return new Weather(latency, jitter, pace, longest, bytes, seed);
    }
}
