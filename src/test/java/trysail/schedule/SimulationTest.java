package trysail.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import trysail.machine.Preemption;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Term;

/** What a simulation promises: that it finds what schedules hide, shows it again, and ends. */
class SimulationTest {
    /** A planted race: orders are cancelled before the loop that places them has ended. */
    private static final class Shutdown {
        private final boolean drained;
        private final List<String> open = new ArrayList<>();

        private Shutdown(boolean drained) {
            this.drained = drained;
        }

        /** Under a real scope, so that its forks are scheduled as well. */
        private void run(SessionClock clock) {
            var context = new SessionContext("race", clock, new Ledger(clock));
            var gate = new Gate(clock);
            var stop = new StopSignal(clock, gate);
            var ladder = new StopLadder(clock, Rung.WHOLE);
            var ended = new CountDownLatch(1);
            var term = new Term(clock, stop, Duration.ofSeconds(60), Optional.empty(), IllegalStateException::new);
            try (var scope = SessionScope.open(context, stop, ladder, gate, term)) {
                scope.fork("orders", () -> {
                    try {
                        for (var i = 0; i < 3 && !Thread.currentThread().isInterrupted(); i++) {
                            overTheWire();
                            synchronized (open) {
                                open.add("order " + i);
                            }
                        }
                    } finally {
                        ended.countDown();
                    }
                    return Optional.empty();
                });
                scope.fork("health", () -> Optional.of(new StopReason.StopRequested("health")));
                scope.join();
                if (drained) {
                    ended.await();
                }
                Preemption.point();
                synchronized (open) {
                    open.clear();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (!open.isEmpty()) {
                throw new AssertionError("left open: " + open);
            }
        }
    }

    private static void overTheWire() {
        for (var hop = 0; hop < 8; hop++) {
            Preemption.point();
        }
    }

    private static Outcome shutdown(Simulation simulation, boolean drained) {
        return simulation.run(() -> new Shutdown(drained).run(simulation.clock()));
    }

    private static int failures(LongFunction<Scheduler> strategy) {
        var failed = 0;
        for (var seed = 0L; seed < 1_000; seed++) {
            failed += shutdown(new Simulation(strategy.apply(seed)), false)
                            .failure()
                            .isPresent()
                    ? 1
                    : 0;
        }
        return failed;
    }

    @Test
    void theRaceHidesFromTheMachinesOwnScheduler() {
        var failed = 0;
        for (var i = 0; i < 2_000; i++) {
            try {
                new Shutdown(false).run(SessionClock.SYSTEM);
            } catch (AssertionError e) {
                failed++;
            }
        }
        assertThat(failed)
                .as("of 2 000 runs, where random schedules fail in two of three")
                .isLessThan(20);
    }

    @Test
    void randomSchedulesAndPctFindIt() {
        assertThat(failures(Scheduler::random)).as("of 1 000").isGreaterThan(500);
        assertThat(failures(seed -> Scheduler.pct(seed, 2, 60))).as("of 1 000").isGreaterThan(200);
    }

    @Test
    void aTraceAndASeedFailTheSameWayAgain() {
        var seed = 0L;
        while (shutdown(new Simulation(Scheduler.random(seed)), false).failure().isEmpty()) {
            seed++;
        }
        var found = shutdown(new Simulation(Scheduler.random(seed)), false);
        var trace = Trace.parse(found.trace().toString());
        for (var i = 0; i < 200; i++) {
            for (var strategy : List.of(Scheduler.random(seed), Scheduler.replay(trace))) {
                var again = shutdown(new Simulation(strategy), false);
                assertThat(again.trace()).isEqualTo(found.trace());
                assertThat(again.turns()).isEqualTo(found.turns());
                assertThat(again.failure().orElseThrow())
                        .hasMessage(found.failure().orElseThrow().getMessage());
            }
        }
    }

    @Test
    void theRepairedOneHoldsInEverySchedule() {
        var broken = Exhaustive.all(20_000).within(2).search(s -> shutdown(s, false));
        var repaired = Exhaustive.all(20_000).within(2).search(s -> shutdown(s, true));
        System.out.println(
                "broken " + broken.schedules() + " failed " + broken.failed() + "; repaired " + repaired.schedules());

        assertThat(broken.failed()).isPositive();
        assertThat(repaired.complete()).isTrue();
        assertThat(repaired.failed()).isZero();
    }

    /** Threads that each take {@code steps} turns after their first can be interleaved in a multinomial number of ways. */
    private static Outcome interleaved(Simulation simulation, int threads, int steps, HashSet<String> seen) {
        var order = new StringBuilder();
        return simulation.run(() -> {
            var started = new ArrayList<Thread>();
            for (var i = 0; i < threads; i++) {
                var name = "" + (char) ('a' + i);
                started.add(simulation.clock().threads().virtual(name, () -> {
                    for (var k = 0; k < steps; k++) {
                        order.append(name);
                        if (k + 1 < steps) {
                            Preemption.point();
                        }
                    }
                }));
            }
            started.forEach(Thread::start);
            for (var thread : started) {
                thread.join();
            }
            seen.add(order.toString());
        });
    }

    @Test
    void exhaustiveSearchRunsEachInterleavingOnce() {
        var seen = new HashSet<String>();
        var two = Exhaustive.all(1_000_000).search(s -> interleaved(s, 2, 4, seen));
        assertThat(two.complete()).isTrue();
        assertThat(seen).hasSize(70); // 8! / (4! 4!)

        seen.clear();
        var three = Exhaustive.all(1_000_000).search(s -> interleaved(s, 3, 3, seen));
        assertThat(three.complete()).isTrue();
        assertThat(seen).hasSize(1_680); // 9! / (3! 3! 3!)
    }

    @Test
    void aDeadlockIsToldWithTheStacksOfAll() {
        var outcome = new Simulation(Scheduler.random(1)).run(() -> new CountDownLatch(1).await());

        assertThat(outcome.failure().orElseThrow())
                .isInstanceOf(Stuck.Deadlock.class)
                .hasMessageContaining("root WAITING")
                .hasMessageContaining("SimulationTest");
        assertThat(outcome.left()).hasSize(1);
    }

    @Test
    void twoLocksTakenCrosswiseAreFoundToDeadlockAndOnlyInSomeSchedules() {
        var found = Exhaustive.all(10_000)
                .search(simulation -> simulation.run(() -> {
                    var first = new ReentrantLock();
                    var second = new ReentrantLock();
                    var other = simulation.clock().threads().start("other", () -> both(second, first));
                    both(first, second);
                    other.join();
                }));

        assertThat(found.complete()).isTrue();
        assertThat(found.failed()).isBetween(1, found.schedules() - 1);
        assertThat(found.failing().get(0).failure().orElseThrow()).isInstanceOf(Stuck.Deadlock.class);
    }

    private static void both(ReentrantLock one, ReentrantLock two) {
        try {
            Preemption.point();
            one.lockInterruptibly();
            try {
                Preemption.point();
                two.lockInterruptibly();
                two.unlock();
            } finally {
                one.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLivelockIsToldAfterSoManyTurns() {
        var outcome = new Simulation(Scheduler.random(1)).within(10_000).run(() -> {
            while (true) {
                Preemption.point();
            }
        });

        assertThat(outcome.failure().orElseThrow())
                .isInstanceOf(Stuck.Livelock.class)
                .hasMessageContaining("10000 turns")
                .hasMessageContaining("root");
        assertThat(outcome.took()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void aWaitByTheMachinesTimeIsNotTakenForASchedule() {
        var outcome = new Simulation(Scheduler.random(1)).run(() -> {
            var unused = new CountDownLatch(1).await(10, java.util.concurrent.TimeUnit.MINUTES);
        });

        assertThat(outcome.failure().orElseThrow())
                .isInstanceOf(Stuck.Hidden.class)
                .hasMessageContaining("root");
    }

    @Test
    void whatOutlivesTheRootIsNamedAndEnded() {
        var turns = new AtomicInteger();
        var simulation = new Simulation(Scheduler.random(1));
        var outcome = simulation.run(() -> simulation.clock().threads().start("stubborn", () -> {
            while (true) {
                try {
                    turns.incrementAndGet();
                    simulation.clock().sleep(Duration.ofSeconds(1));
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.left()).singleElement().asString().contains("stubborn WAITING");
        assertThat(turns.get()).isLessThan(5);
    }

    @Test
    void aBrokenTraceSaysWhatIsWrongWithIt() {
        assertThat(Trace.parse("0*3 2 1*2").choices()).containsExactly(0, 0, 0, 2, 1, 1);
        assertThat(new Trace(List.of(0, 0, 0, 2, 1, 1))).hasToString("0*3 2 1*2");
        assertThatThrownBy(() -> Trace.parse("0 x")).hasMessageContaining("\"x\"");
        assertThat(shutdown(new Simulation(Scheduler.replay(new Trace(List.of(7)))), true)
                        .failure()
                        .orElseThrow())
                .hasMessageContaining("of another run");
    }

    @Test
    void aJdkWithoutTheDoorSaysSo() {
        assertThatThrownBy(() -> JdkDoor.open("java.lang.Gone")).hasMessageContaining("java.lang.Gone");
    }
}
