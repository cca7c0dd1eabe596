package trysail.storm;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import trysail.simulator.Fault;
import trysail.stream.Weather;

/**
 * What one storm does to a session.
 *
 * @param life how long the session is to last
 * @param weather of every connection
 * @param faults what goes wrong, and when, counted from the session's start
 * @param stops how many times somebody asks for the stop, from {@code asked} on; 0: nobody, its duration ends it
 * @param asked when the stop is first asked for
 */
public record SessionPlan(Duration life, Weather weather, List<Fault> faults, int stops, Duration asked) {
    private static final int LONGEST_LIFE = 2_800;

    public SessionPlan {
        faults = List.copyOf(faults);
    }

    /** What can go wrong, one of which does in most storms. */
    static final List<String> KINDS = List.of(
            "cut",
            "half-open",
            "refuse",
            "lose-reply",
            "drop",
            "gap",
            "crossed",
            "http500:0.3",
            "http429",
            "mute",
            "garbage",
            "oversized",
            "endless",
            "drip",
            "duplicate",
            "http429:1s",
            "http418:1s",
            "http503:0.3",
            "latency:300ms±200",
            "wrong-json",
            "gzip-bomb",
            "clock-step:-20s",
            "clock-step:+20s",
            "slow-disk:100ms",
            "full-disk",
            "torn-journal",
            "strategy-throws",
            "strategy-spins",
            "strategy-deaf",
            "strategy-locks",
            "strategy-floods:300");

    /** The plan of a seed. */
    static SessionPlan draw(long seed) {
        var random = new SplittableRandom(seed);
        var life = 300 + random.nextInt(LONGEST_LIFE - 300);
        var weather = new Weather(
                millis(random.nextInt(5)), millis(random.nextInt(5)), Duration.ZERO, random.nextInt(3) * 500, -1, seed);
        return new SessionPlan(
                millis(life),
                weather,
                fault(random.nextInt(KINDS.size() + 1), random.nextInt(life + 50), 1 + random.nextInt(400)),
                random.nextInt(3),
                millis(random.nextInt(life)));
    }

    /** The last of all kinds is that nothing goes wrong. */
    private static List<Fault> fault(int kind, int at, int length) {
        if (kind == KINDS.size()) {
            return List.of();
        }
        var name = KINDS.get(kind);
        var fault = Fault.parse(name + "@" + at + "ms");
        return List.of(fault.lasts() ? new Fault.For(fault, millis(length)) : fault);
    }

    /** Such as {@code mute}; several with a plus between them; {@code none}. */
    String kind() {
        return faults.isEmpty()
                ? "none"
                : String.join("+", faults.stream().map(f -> f.what()).toList());
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
