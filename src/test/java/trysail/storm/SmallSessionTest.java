package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;

/** What a stop promises, in thousands of schedules of a small session whose parts misbehave. */
class SmallSessionTest {
    private static Outcome run(Strategy strategy, SmallSession.Plan plan) {
        var simulation = new Simulation(strategy);
        return run(simulation, new SmallSession(simulation, plan));
    }

    private static Outcome run(Simulation simulation, SmallSession session) {
        return simulation.within(200_000).run(session::live);
    }

    @Test
    void aFairSessionEndsWellInEverySchedule() {
        var traces = new HashSet<Trace>();
        var began = SessionClock.SYSTEM.nanos();
        for (var seed = 0; seed < 2_000; seed++) {
            var outcome = run(seed % 2 == 0 ? Strategy.random(seed) : Strategy.pct(seed, 3, 150), SmallSession.Plan.FAIR);
            must("seed " + seed, outcome);
            assertThat(outcome.left()).isEmpty();
            traces.add(outcome.trace());
        }
        told("fair", 2_000, began, traces);
    }

    @Test
    void whateverGoesWrongTheStopKeepsItsPromises() {
        var traces = new HashSet<Trace>();
        var broken = new ArrayList<String>();
        var began = SessionClock.SYSTEM.nanos();
        var most = Integer.getInteger("storms", 2_000);
        for (var seed = 0; seed < most; seed++) {
            var plan = SmallSession.Plan.draw(seed);
            var outcome = run(seed % 2 == 0 ? Strategy.random(seed) : Strategy.pct(seed, 3, 300), plan);
            var n = seed;
            outcome.failure().ifPresent(f -> broken.add("seed " + n + ": " + f + " in " + plan));
            if (outcome.failure().isEmpty() && !plan.hasDeaf() && !outcome.left().isEmpty()) {
                broken.add("seed " + n + ": left " + outcome.left() + " in " + plan);
            }
            traces.add(outcome.trace());
        }
        told("drawn", most, began, traces);
        broken.stream().limit(8).forEach(System.out::println);
        assertThat(broken.size()).isZero();
    }

    @Test
    void aStopAtEveryTurnKeepsThem() {
        var turns = run(Strategy.inTurn(), SmallSession.Plan.FAIR).orThrow().turns();
        var began = SessionClock.SYSTEM.nanos();
        for (var turn = 0L; turn < turns; turn++) {
            var simulation = new Simulation(Strategy.inTurn());
            var session = new SmallSession(simulation, SmallSession.Plan.FAIR);
            simulation.at(turn, "stop", () -> session.stop.request(new StopReason.StopRequested("turn")));
            must("turn " + turn, run(simulation, session));
        }
        told("stop at every turn", (int) turns, began, Set.of());
    }

    private static void must(String what, Outcome outcome) {
        outcome.failure().ifPresent(f -> {
            throw new AssertionError(what + ": " + f.getMessage() + "\nreplay: " + outcome.trace(), f);
        });
    }

    private static void told(String what, int runs, long began, Set<Trace> traces) {
        var took = Duration.ofNanos(SessionClock.SYSTEM.nanos() - began);
        System.out.printf("%s: %d runs, %d schedules, %d ms, %d us a run%n", what, runs, traces.size(), took.toMillis(),
                took.toNanos() / 1_000 / Math.max(1, runs));
    }
}
