package trysail.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** Simulated time: it passes by itself, and a wait ends by its deadline, a signal or an interruption, none of them lost. */
class SimulatedClockTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @Test
    void aDayPassesAtOnce() {
        var began = System.nanoTime();
        var simulation = new Simulation(Scheduler.inTurn());
        var outcome = simulation.run(() -> {
            var start = simulation.clock().now();
            simulation.clock().sleep(Duration.ofDays(1));
            assertThat(Duration.between(start, simulation.clock().now()))
                    .isCloseTo(Duration.ofDays(1), Duration.ofMillis(1));
        });

        outcome.orThrow();
        assertThat(outcome.took()).isCloseTo(Duration.ofDays(1), Duration.ofMillis(1));
        stalls.assertSince(began, Duration.ofSeconds(10));
    }

    @Test
    void aLoopThatOnlyLooksAtTheClockComesToItsEnd() {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation
                .run(() -> {
                    var until = simulation.clock().deadline(Duration.ofMillis(20));
                    while (!until.expired()) {
                        Thread.onSpinWait();
                    }
                })
                .orThrow();
    }

    /** Waits under the lock for what {@code done} says, or the deadline. */
    private void await(SessionClock clock, Deadline until, boolean[] done) throws InterruptedException {
        lock.lock();
        try {
            while (!done[0] && !until.expired()) {
                clock.await(changed, until);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits on something nobody signals: to be there at the same instant as another. */
    private static void awaitInstant(SessionClock clock, Deadline until) {
        var alone = new ReentrantLock();
        var never = alone.newCondition();
        alone.lock();
        try {
            while (!until.expired()) {
                clock.await(never, until);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            alone.unlock();
        }
    }

    @Test
    void aSignalAtTheDeadlineIsHeardOrTooLateAndNeitherLooksLikeAnInterruption() {
        var heard = new AtomicInteger();
        var late = new AtomicInteger();
        var found = Exhaustive.all(50_000)
                .search(simulation -> simulation.run(() -> {
                    var clock = simulation.clock();
                    var until = clock.deadline(Duration.ofMillis(1));
                    var done = new boolean[1];
                    var signals = clock.threads().start("signals", () -> {
                        awaitInstant(clock, until);
                        Preemption.point();
                        lock.lock();
                        done[0] = true;
                        changed.signalAll();
                        lock.unlock();
                    });
                    await(clock, until, done);
                    (done[0] ? heard : late).incrementAndGet();
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    signals.join();
                }));

        assertThat(found.failing()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(heard).hasPositiveValue();
        assertThat(late).hasPositiveValue();
    }

    @Test
    void anInterruptionAtTheDeadlineIsNeverLost() {
        var thrown = new AtomicInteger();
        var found = Exhaustive.all(50_000)
                .search(simulation -> simulation.run(() -> {
                    var clock = simulation.clock();
                    var until = clock.deadline(Duration.ofMillis(1));
                    var root = Thread.currentThread();
                    var interrupts = clock.threads().start("interrupts", () -> {
                        awaitInstant(clock, until);
                        Preemption.point();
                        root.interrupt();
                    });
                    var told = 0;
                    try {
                        await(clock, until, new boolean[1]);
                    } catch (InterruptedException e) {
                        thrown.incrementAndGet();
                        told++;
                    }
                    try {
                        interrupts.join();
                        told += Thread.interrupted() ? 1 : 0;
                    } catch (InterruptedException e) {
                        told++;
                    }
                    assertThat(told).isEqualTo(1);
                }));

        assertThat(found.failing()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(thrown.get()).isBetween(1, found.schedules() - 1);
    }

    @Test
    void signalsInterruptionsAndDeadlinesOfTwoWaitersAtOneInstantAreEachTold() {
        var endings = new HashSet<String>();
        for (var seed = 0; seed < 3_000; seed++) {
            var simulation = new Simulation(seed % 2 == 0 ? Scheduler.random(seed) : Scheduler.pct(seed, 3, 20));
            var outcome = simulation.run(() -> {
                var clock = simulation.clock();
                var until = clock.deadline(Duration.ofMillis(1));
                var done = new boolean[1];
                var told = new AtomicInteger();
                var waiters = new ArrayList<Thread>();
                for (var i = 0; i < 2; i++) {
                    waiters.add(clock.threads().start("waiter " + i, () -> {
                        try {
                            await(clock, until, done);
                        } catch (InterruptedException e) {
                            told.incrementAndGet();
                            endings.add("thrown");
                        }
                        awaitOthers();
                        if (Thread.interrupted()) {
                            told.incrementAndGet();
                            endings.add("kept");
                        }
                    }));
                }
                var signals = clock.threads().start("signals", () -> {
                    awaitInstant(clock, until);
                    lock.lock();
                    Preemption.point();
                    done[0] = true;
                    changed.signalAll();
                    lock.unlock();
                });
                awaitInstant(clock, until);
                waiters.get(1).interrupt();
                signals.join();
                for (var waiter : waiters) {
                    waiter.join();
                }
                assertThat(told.get()).isLessThanOrEqualTo(1);
                endings.add(told + (done[0] ? "" : " unsignalled"));
            });
            outcome.orThrow();
        }
        assertThat(endings).contains("thrown", "kept", "1");
    }

    private static void awaitOthers() {
        for (var i = 0; i < 20; i++) {
            Preemption.point();
        }
    }

    @Test
    void joiningEndsWithTheThreadOrAtTheDeadline() {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation
                .run(() -> {
                    var clock = simulation.clock();
                    var sleeper = clock.threads().start("sleeper", () -> {
                        try {
                            clock.sleep(Duration.ofSeconds(1));
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
                    assertThat(clock.join(sleeper, clock.deadline(Duration.ofMillis(10))))
                            .isFalse();
                    assertThat(clock.join(sleeper, clock.deadline(Duration.ofMinutes(1))))
                            .isTrue();
                    assertThat(clock.nanos()).isBetween(1_000_000_000L, 1_001_000_000L);
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                })
                .orThrow();
    }
}
