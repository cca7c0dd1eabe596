package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import trysail.QuietLog;
import trysail.fault.Fault;
import trysail.order.OnStop;
import trysail.simulator.network.Weather;
import trysail.strategy.Strategies;

/**
 * What a stop promises, over plans that are drawn field by field: what breaks a promise shrinks to the shortest life, the
 * fewest faults and the calmest weather that still break it. One run judges all seven, and what it throws names the one
 * that was not kept.
 */
class SessionProperties {
    /** On JDK 21 a thread that waits in a monitor pins the one carrier that a storm has: nothing is run there. */
    private static final boolean UNPINNED = Runtime.version().feature() >= 24;

    private final Storms<SessionPlan> storms =
            new Storms<>(new SessionTrial(() -> Strategies.named("quoter"), receipt -> {}));

    private static final QuietLog QUIET = new QuietLog();

    @BeforeContainer
    static void quiet() {
        QUIET.begin();
    }

    @AfterContainer
    static void loud() {
        QUIET.end();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void everyPromiseIsKept(@ForAll("plans") SessionPlan plan, @ForAll("schedules") long schedule) {
        Statistics.label("faults").collect(plan.faults().size());
        if (!UNPINNED) {
            return;
        }
        var storm = storms.run(plan, storms.schedule(schedule));

        assertThat(storm.broken().map(b -> b.property() + "\n" + storm.report()))
                .isEmpty();
    }

    @Provide
    Arbitrary<Long> schedules() {
        return Arbitraries.longs().between(0, 1_000_000);
    }

    @Provide
    Arbitrary<SessionPlan> plans() {
        var life = millis(50, 2_800);
        var stops = Arbitraries.integers().between(0, 3);
        var aim = Arbitraries.integers()
                .between(0, SessionPlan.LONGEST_AIM)
                .map(micros -> Duration.ofNanos(micros * 1_000L))
                .optional(0.5);
        var within = Arbitraries.of(5_000, 2_000, 500).map(Duration::ofMillis);
        return Combinators.combine(
                        life,
                        weathers(),
                        faults().list().ofMaxSize(3),
                        stops,
                        millis(0, 2_800),
                        aim,
                        policies(),
                        within)
                .as(SessionPlan::new);
    }

    private static Arbitrary<OnStop> policies() {
        return Arbitraries.of(OnStop.CANCEL, OnStop.KEEP, OnStop.FLATTEN);
    }

    private static Arbitrary<Weather> weathers() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of(0, 1_000, 500, 50),
                        Arbitraries.longs().between(0, 1_000))
                .as((latency, jitter, longest, seed) -> new Weather(
                        Duration.ofMillis(latency), Duration.ofMillis(jitter), Duration.ZERO, longest, -1, seed));
    }

    private static Arbitrary<Fault> faults() {
        return Combinators.combine(Arbitraries.of(SessionPlan.KINDS), millis(0, 2_800), millis(1, 1_500))
                .as(SessionProperties::fault);
    }

    private static Fault fault(String kind, Duration at, Duration length) {
        var fault = Fault.parse(kind.contains(":") ? kind : kind + "@" + at.toMillis() + "ms");
        return fault.lasts() ? new Fault.For(fault.bare(), length) : fault;
    }

    private static Arbitrary<Duration> millis(int from, int to) {
        return Arbitraries.integers().between(from, to).map(Duration::ofMillis);
    }
}
