package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import trysail.QuietLog;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.schedule.Outcome;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.schedule.Transcript;
import trysail.scope.Rung;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.simulator.network.Weather;
import trysail.strategy.Strategies;

/**
 * A whole session is asked to stop at one turn of its life after the other: at each of its opening, at samples of its
 * running, and at samples of its stop, where the request is the second and the third.
 */
@ExtendWith(QuietLog.class)
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole-session storms need JDK 24 or later")
class EveryInstantTest { // A17
    /** More turns than an opening takes, and than a stop takes. */
    private static final long OPENING = 400;

    private static final long STOPPING = 600;

    private final ArrayList<Receipt> receipts = new ArrayList<>();
    private final SessionTrial trial = new SessionTrial(() -> Strategies.named("quoter"), receipts::add);

    private static SessionPlan plan(OnStop policy, int stops) {
        var life = Duration.ofMillis(stops == 0 ? 300 : 1_000);
        var asked = Duration.ofMillis(300);
        return new SessionPlan(life, Weather.CALM, List.of(), stops, asked, Optional.empty(), policy, Rung.WHOLE);
    }

    /** Runs the plan; asks for the stop at this turn and at the next one, too. */
    private Outcome run(SessionPlan plan, long turn, Scheduler schedule) {
        var simulation = new Simulation(schedule);
        var session = new ArrayList<Session>();
        simulation.at(turn, "stop", () -> session.forEach(s -> s.stop(new StopReason.StopRequested("the turn"))));
        simulation.at(turn + 1, "again", () -> session.forEach(s -> s.stop(new StopReason.StopRequested("again"))));
        return simulation.run(() -> trial.run(plan, simulation, new Transcript(simulation.clock()), session::add));
    }

    private void holds(SessionPlan plan, long turn) {
        var schedule = turn % 2 == 0 ? Scheduler.inTurn() : Scheduler.random(turn);
        var outcome = run(plan, turn, schedule);
        outcome.failure().ifPresent(broken -> {
            throw new AssertionError("stop at turn " + turn + " of " + plan + ": " + broken, broken);
        });
        assertThat(outcome.uncaught()).isEmpty();
        assertThat(outcome.left()).isEmpty();
    }

    private long asked() {
        return receipts.stream()
                .filter(r -> r.reason().equals(new StopReason.StopRequested("the turn")))
                .count();
    }

    @Test
    void aStopAtEachTurnOfAnOpeningKeepsItsPromise() {
        var plan = plan(OnStop.CANCEL, 0);
        for (var turn = 0L; turn < OPENING; turn++) {
            holds(plan, turn);
        }
        assertThat(asked()).isGreaterThan(OPENING / 2);
    }

    /** Where a gate that is not asked again before an order goes out is found: by one stop in eight. */
    @Test
    void aStopOnAnOrdersWayToTheWireLetsNothingOut() {
        var storms = new Storms<>(trial);
        for (var micros = 0; micros < SessionPlan.LONGEST_AIM; micros++) {
            var aim = Optional.of(Duration.ofNanos(micros * 1_000L));
            var plan = new SessionPlan(
                    Duration.ofSeconds(1), Weather.CALM, List.of(), 1, Duration.ZERO, aim, OnStop.CANCEL, Rung.WHOLE);
            for (var seed = micros * 3L; seed < micros * 3L + 3; seed++) {
                var storm = storms.run(plan, seed % 2 == 0 ? Scheduler.random(seed) : Scheduler.pct(seed, 3, 300));
                assertThat(storm.broken().map(b -> storm.report())).isEmpty();
            }
        }
    }

    @Test
    void aStopAtAnyTurnOfALifeKeepsItsPromise() {
        for (var policy : OnStop.values()) {
            var plan = plan(policy, 0);
            var turns =
                    run(plan, Long.MAX_VALUE - 1, Scheduler.inTurn()).orThrow().turns();
            for (var turn = OPENING; turn < turns; turn += turns / 30) {
                holds(plan, turn + policy.ordinal());
            }
        }
        assertThat(asked()).isGreaterThan(20); // the others ended by themselves before that turn
    }

    @Test
    void oneMoreRequestAtAnyTurnOfAStopChangesNothing() {
        for (var policy : OnStop.values()) {
            var plan = plan(policy, 1);
            var turns =
                    run(plan, Long.MAX_VALUE - 1, Scheduler.inTurn()).orThrow().turns();
            for (var turn = turns - STOPPING; turn < turns; turn += STOPPING / 24) {
                holds(plan, turn + policy.ordinal());
            }
        }
    }
}
