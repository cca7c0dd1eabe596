package trysail.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import trysail.machine.Preemption;

/** What is left of a process of a run after {@code kill -9}: nothing that goes on. */
class SimulatedProcessTest {
    private final ArrayList<String> trail = new ArrayList<>();

    @Test
    void aKilledThreadNeverGoesOnWhereverItWas() {
        var simulation = new Simulation(Scheduler.random(1));
        var clock = simulation.clock();
        var process = simulation.process();
        var never = new CountDownLatch(1);
        simulation
                .run(() -> {
                    var mine = process.clock();
                    mine.threads()
                            .start(
                                    "spins",
                                    () -> trail("spins", () -> {
                                        while (true) {
                                            Preemption.point();
                                        }
                                    }));
                    mine.threads().start("waits", () -> trail("waits", never::await));
                    mine.threads().start("sleeps", () -> trail("sleeps", () -> mine.sleep(Duration.ofMillis(20))));
                    mine.threads()
                            .start(
                                    "parent",
                                    () -> mine.threads()
                                            .start(
                                                    "child",
                                                    () -> trail("child", () -> mine.sleep(Duration.ofMillis(20)))));
                    clock.sleep(Duration.ofMillis(10));
                    process.kill();
                    never.countDown();
                    clock.sleep(Duration.ofMillis(50));
                    trail.add("over");
                })
                .orThrow();
        assertThat(trail.subList(0, trail.indexOf("over") + 1)).containsExactly("over");
    }

    @Test
    void theDeadLetGoOfWhatTheyHaveOutside() {
        var simulation = new Simulation(Scheduler.inTurn());
        var clock = simulation.clock();
        var process = simulation.process();
        var lock = new ReentrantLock();
        var changed = lock.newCondition();
        var outcome = simulation.run(() -> {
            process.clock()
                    .threads()
                    .start(
                            "dead",
                            () -> trail(
                                    "dead",
                                    () -> Preemption.outside(() -> {
                                        lock.lock();
                                        try {
                                            changed.await();
                                            return true;
                                        } finally {
                                            lock.unlock();
                                        }
                                    })));
            clock.sleep(Duration.ofMillis(1));
            var living = clock.threads()
                    .start(
                            "living",
                            () -> trail("living", () -> {
                                lock.lock();
                                try {
                                    changed.await();
                                } finally {
                                    lock.unlock();
                                }
                            }));
            clock.sleep(Duration.ofMillis(1));
            process.kill();
            lock.lock();
            try {
                changed.signalAll(); // the dead one is the first in line
            } finally {
                lock.unlock();
            }
            living.join();
            trail.add("over");
        });
        outcome.orThrow();
        assertThat(trail.subList(0, trail.indexOf("over") + 1)).containsExactly("living", "over");
        assertThat(outcome.left()).isEmpty();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** That a thread has come to its end, and cleaned up: what a dead one may not. */
    private void trail(String name, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            trail.add(name + " failed: " + e);
        } finally {
            trail.add(name);
        }
    }
}
