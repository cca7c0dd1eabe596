package trysail.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import trysail.stream.Weather;

/**
 * What one storm does to a session.
 *
 * @param life how long the session is to last
 * @param weather of every connection
 * @param calamity what goes wrong
 * @param at when, counted from the session's start
 * @param length how long, for what has a length
 * @param stops how many times somebody asks for the stop, from {@code asked} on; 0: nobody, its duration ends it
 * @param asked when the stop is first asked for
 */
public record SessionPlan(
        Duration life, Weather weather, Calamity calamity, Duration at, Duration length, int stops, Duration asked) {
    /** What can go wrong. */
    public enum Calamity {
        NONE,
        /** Every connection breaks. */
        CUT,
        /** Nothing arrives any more, for a while; connections stay open. */
        HALF_OPEN,
        /** New connections are refused, for a while. */
        REFUSED,
        /** The next order is taken, its answer never comes. */
        LOSE_REPLY,
        /** Streams are cut by the venue. */
        DROP,
        /** One change of a book never comes. */
        GAP,
        /** One change of a book is crossed. */
        CROSSED,
        /** REST fails with 500, three times in ten. */
        HTTP500,
        /** REST refuses everything with 429, for a second. */
        HTTP429,
        /** The venue's streams fall silent. */
        MUTE,
        /** A frame that says nothing a venue says. */
        GARBAGE
    }

    private static final int LONGEST_LIFE = 2_800;

    /** The plan of a seed. */
    static SessionPlan draw(long seed) {
        var random = new SplittableRandom(seed);
        var life = 300 + random.nextInt(LONGEST_LIFE - 300);
        var weather = new Weather(
                millis(random.nextInt(5)), millis(random.nextInt(5)), Duration.ZERO, random.nextInt(3) * 500, -1, seed);
        var calamities = Calamity.values();
        return new SessionPlan(
                millis(life),
                weather,
                calamities[random.nextInt(calamities.length)],
                millis(random.nextInt(life + 50)),
                millis(random.nextInt(400)),
                random.nextInt(3),
                millis(random.nextInt(life)));
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
