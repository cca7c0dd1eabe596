package trysail.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import trysail.fault.Fault;
import trysail.order.OnStop;
import trysail.scope.Rung;
import trysail.simulator.network.Weather;

/**
 * What seeds may draw. Lists are drawn from evenly, spans too.
 *
 * @param life how long a session is to last, in milliseconds
 * @param latency of each connection, in milliseconds
 * @param jitter by how much more at most, in milliseconds
 * @param pieces the longest pieces of what is sent, in bytes; 0: as written
 * @param faults how many go wrong in one storm
 * @param kinds which, and how likely each is
 * @param stops how often somebody asks for the stop
 * @param asked when first, in milliseconds; empty: at any time of its life
 * @param aimed in how many of a hundred storms the stop is aimed at an order's way to the wire
 * @param aim how long after the order is wanted, in microseconds
 * @param onStop what the stop does
 * @param stopWithin what the stop may take
 * @param later how many more go wrong, of the kinds that came later: drawn from a stream of their own, so that all that
 *     a seed drew before they came stays as it was
 * @param laterKinds which, and how likely each is
 */
public record Forecast(
        Span life,
        Span latency,
        Span jitter,
        List<Integer> pieces,
        Span faults,
        List<FaultChance> kinds,
        Span stops,
        Optional<Span> asked,
        Span aimed,
        Span aim,
        List<OnStop> onStop,
        List<Duration> stopWithin,
        Span later,
        List<FaultChance> laterKinds) {
    /** More of them than this and nothing is left to happen. */
    static final int MOST_FAULTS = 3;

    /** One of the kinds that came later may be among them. */
    static final int MOST_IN_ALL = MOST_FAULTS + 1;

    /** Apart from the stream of a seed's other draws. */
    private static final long LATER = 0x7472_7973_6169_6c32L;

    private static final int HUNDRED = 100;

    /** Whatever there is. Usual policies are the most likely. */
    public static final Forecast STANDARD = new Forecast(
            new Span(300, 2_800),
            new Span(0, 4),
            new Span(0, 4),
            List.of(0, 500, 1_000),
            new Span(0, MOST_FAULTS),
            SessionPlan.KINDS.stream().map(FaultChance::of).toList(),
            new Span(0, 2),
            Optional.empty(),
            Span.only(HUNDRED / 2),
            new Span(0, SessionPlan.LONGEST_AIM - 1),
            List.of(OnStop.CANCEL, OnStop.CANCEL, OnStop.KEEP, OnStop.FLATTEN),
            List.of(Rung.WHOLE, Rung.WHOLE, Duration.ofMillis(500), Duration.ofSeconds(2)),
            new Span(0, 1),
            SessionPlan.LATER_KINDS.stream().map(FaultChance::of).toList());

    public Forecast {
        pieces = List.copyOf(pieces);
        kinds = List.copyOf(kinds);
        onStop = List.copyOf(onStop);
        stopWithin = List.copyOf(stopWithin);
        laterKinds = List.copyOf(laterKinds);
    }

    /** The plan of a seed: the same one whenever it is asked for. */
    public SessionPlan draw(long seed) {
        var random = new SplittableRandom(seed);
        var lasting = life.draw(random);
        var weather = new Weather(
                millis(latency.draw(random)),
                millis(jitter.draw(random)),
                Duration.ZERO,
                one(pieces, random),
                -1,
                seed);
        var stopped = stops.draw(random);
        var from = asked.orElse(new Span(0, Math.max(0, lasting - 1))).draw(random);
        var aims = random.nextInt(HUNDRED) < aimed.draw(random);
        var after = aim.draw(random);
        var policy = one(onStop, random);
        var within = one(stopWithin, random);
        return new SessionPlan(
                millis(lasting),
                weather,
                concat(
                        troubles(random, lasting, faults, kinds),
                        troubles(new SplittableRandom(seed ^ LATER), lasting, later, laterKinds)),
                (int) stopped,
                millis(from),
                aims ? Optional.of(Duration.ofNanos(after * 1_000)) : Optional.empty(),
                policy,
                within);
    }

    /** Each kind once, unless there are fewer kinds than faults. */
    private static List<Fault> troubles(SplittableRandom random, long lasting, Span many, List<FaultChance> kinds) {
        var count = many.draw(random);
        var drawn = new ArrayList<Fault>();
        var left = new ArrayList<FaultChance>();
        while (drawn.size() < count && !kinds.isEmpty()) {
            if (left.isEmpty()) {
                left.addAll(kinds);
            }
            drawn.add(left.remove(pick(left, random)).draw(random, lasting));
        }
        return drawn;
    }

    private static <T> List<T> concat(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static int pick(List<FaultChance> among, SplittableRandom random) {
        var at = random.nextInt(among.stream().mapToInt(FaultChance::weight).sum());
        for (var i = 0; ; i++) {
            at -= among.get(i).weight();
            if (at < 0) {
                return i;
            }
        }
    }

    private static <T> T one(List<T> among, SplittableRandom random) {
        return among.get(random.nextInt(among.size()));
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }
}
