package trysail.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Term;

/** The time that a session has to open and to run, on a clock where nothing is late. */
class TermTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final IllegalStateException late = new IllegalStateException("not open in time");

    /** A session's time, and who waits for its end. */
    private final class Scene {
        private final SessionClock clock;
        private final StopSignal stop;
        private final Term term;

        private Scene(SessionClock clock, Duration openWithin, Optional<Duration> lasts) {
            this.clock = clock;
            stop = new StopSignal(clock, new Gate(clock));
            term = new Term(clock, stop, openWithin, lasts, () -> late);
        }

        /** When the stop was asked for, since the run's beginning. */
        private Duration awaitStop() throws InterruptedException {
            stop.await(term);
            return Duration.ofNanos(stop.first().orElseThrow().nanos());
        }

        private StopReason reason() {
            return stop.first().orElseThrow().reason();
        }

        private void later(Duration when, Runnable what) {
            clock.threads().start("later", () -> {
                try {
                    clock.sleep(when);
                    what.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private interface Body {
        void run(SessionClock clock) throws Exception;
    }

    private static void simulate(Body body) {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation.run(() -> body.run(simulation.clock())).orThrow();
    }

    private static void about(Duration seen, Duration wanted) {
        assertThat(seen).isBetween(wanted.minusMillis(1), wanted.plusMillis(1));
    }

    @Test
    void theDurationCountsFromTheInstantItRuns() {
        simulate(clock -> {
            var scene = new Scene(clock, Duration.ofSeconds(30), Optional.of(SECOND));
            scene.later(
                    Duration.ofSeconds(10), () -> assertThat(scene.term.begin()).isTrue());
            about(scene.awaitStop(), Duration.ofSeconds(11));
            assertThat(scene.reason()).isEqualTo(new StopReason.DurationReached());
            about(scene.term.ran().orElseThrow(), SECOND);
        });
    }

    @Test
    void whoIsNotOpenInTimeIsStoppedWithTheReasonForIt() {
        simulate(clock -> {
            var scene = new Scene(clock, SECOND, Optional.of(Duration.ofSeconds(9)));
            about(scene.awaitStop(), SECOND);
            assertThat(scene.reason()).isEqualTo(new StopReason.Failed(late));
            assertThat(scene.term.begin()).as("begins too late").isFalse();
            assertThat(scene.term.ran()).isEmpty();
        });
    }

    @Test
    void whatIsSuspendedIsNotOfTheTimeToOpen() {
        simulate(clock -> {
            var scene = new Scene(clock, Duration.ofSeconds(3), Optional.empty());
            scene.later(SECOND, scene.term::suspend);
            scene.later(Duration.ofSeconds(2), scene.term::suspend); // once more changes nothing
            scene.later(Duration.ofSeconds(20), () -> {
                about(scene.term.leftToOpen(), Duration.ofSeconds(2));
                scene.term.resume();
            });
            about(scene.awaitStop(), Duration.ofSeconds(22));
            assertThat(scene.reason()).isEqualTo(new StopReason.Failed(late));
        });
    }

    @Test
    void onceItRunsNothingSuspendsItsDuration() {
        simulate(clock -> {
            var scene = new Scene(clock, SECOND, Optional.of(SECOND));
            scene.term.suspend();
            assertThat(scene.term.begin()).isTrue();
            assertThat(scene.term.begin()).as("a second time").isFalse();
            scene.term.resume();
            scene.term.suspend();
            about(scene.awaitStop(), SECOND);
            assertThat(scene.reason()).isEqualTo(new StopReason.DurationReached());
        });
    }

    @Test
    void whoStoppedItWhileItOpenedHasStoppedItForGood() {
        simulate(clock -> {
            var scene = new Scene(clock, SECOND, Optional.of(SECOND));
            scene.stop.request(new StopReason.StopRequested("test"));
            assertThat(scene.term.begin()).isFalse();
            assertThat(scene.term.hasBegun()).isFalse();
            scene.awaitStop();
            assertThat(scene.reason()).isEqualTo(new StopReason.StopRequested("test"));
        });
    }

    @Test
    void theLongestDurationsAreFarAwayAndNotInThePast() {
        simulate(clock -> {
            var scene = new Scene(clock, LONGEST, Optional.of(LONGEST));
            scene.term.suspend();
            scene.term.resume();
            assertThat(scene.term.leftToOpen()).isGreaterThan(Duration.ofDays(30_000));
            assertThat(scene.term.begin()).isTrue();
            scene.later(Duration.ofDays(400), () -> scene.stop.request(new StopReason.StopRequested("test")));
            about(scene.awaitStop(), Duration.ofDays(400));
            about(scene.term.ran().orElseThrow(), Duration.ofDays(400));
        });
    }

    @Test
    void inEverySchedulePunctualIsEitherOpenOrLateForTheTwoWhoWait() {
        var seen = new HashSet<StopReason>();
        var found = Exhaustive.all(50_000)
                .within(3)
                .search(simulation -> simulation.run(() -> {
                    var clock = simulation.clock();
                    var scene = new Scene(clock, Duration.ofNanos(4_000), Optional.of(Duration.ofNanos(2_000)));
                    var other = clock.threads().start("supervisor", () -> {
                        try {
                            scene.awaitStop();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    var begun = new boolean[1];
                    var owner = clock.threads().start("owner", () -> begun[0] = scene.term.begin());
                    scene.awaitStop();
                    other.join();
                    owner.join();
                    assertThat(scene.reason())
                            .isEqualTo(begun[0] ? new StopReason.DurationReached() : new StopReason.Failed(late));
                    assertThat(late.getSuppressed())
                            .as("the same failure, told by both")
                            .isEmpty();
                    seen.add(scene.reason());
                }));
        System.out.println("term: " + found.schedules() + " schedules");
        found.failing().forEach(Outcome::orThrow);
        assertThat(seen).hasSize(2);
    }
}
