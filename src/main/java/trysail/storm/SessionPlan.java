package trysail.storm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import trysail.order.OnStop;
import trysail.scope.Rung;
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
 * @param aim empty, or: not at once, but so long after the next order that the strategy wants from then on; some
 *     microseconds find the stop that comes between an order's check and its sending
 * @param onStop what the stop does with orders and positions
 * @param stopWithin what the whole stop may take
 */
public record SessionPlan(
        Duration life,
        Weather weather,
        List<Fault> faults,
        int stops,
        Duration asked,
        Optional<Duration> aim,
        OnStop onStop,
        Duration stopWithin) {
    private static final int LONGEST_LIFE = 2_800;
    /** As many turns as an order takes from the strategy to the wire, and some. */
    static final int LONGEST_AIM = 120;
    /** The usual one most often. */
    private static final List<OnStop> POLICIES = List.of(OnStop.CANCEL, OnStop.CANCEL, OnStop.KEEP, OnStop.FLATTEN);

    /** In less, an order that takes its 70 ms to the book may have no time to come back. */
    private static final Duration UNHURRIED = Duration.ofSeconds(2);

    private static final List<Duration> WITHIN = List.of(Rung.WHOLE, Rung.WHOLE, Duration.ofMillis(500), UNHURRIED);

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
                millis(random.nextInt(life)),
                random.nextBoolean() ? Optional.empty() : Optional.of(micros(random.nextInt(LONGEST_AIM))),
                POLICIES.get(random.nextInt(POLICIES.size())),
                WITHIN.get(random.nextInt(WITHIN.size())));
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

    /** Whether whatever the stop asks of the venue is answered in its time: no fault has to do with requests. */
    boolean isAnswered() {
        return stopWithin.compareTo(UNHURRIED) >= 0
                && faults.stream()
                        .map(f -> f instanceof Fault.For lasting ? lasting.fault() : f)
                        .allMatch(f -> f instanceof Fault.Gap
                                || f instanceof Fault.Crossed
                                || f instanceof Fault.Drop
                                || f instanceof Fault.Mute
                                || f instanceof Fault.Duplicate
                                || f instanceof Fault.Oversized
                                || f instanceof Fault.Garbage);
    }

    /** Such as {@code mute}; several with a plus between them; {@code none}. */
    String kind() {
        return faults.isEmpty()
                ? "none"
                : String.join("+", faults.stream().map(f -> f.what()).toList());
    }

    private static Duration micros(int count) {
        return Duration.ofNanos(count * 1_000L);
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
