package trysail.scope;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The one door to time: now, waiting, deadlines. Thread-safe. */
public interface SessionClock {
    /** The machine's clock. */
    SessionClock SYSTEM = new SystemClock();

    /** Wall-clock time, for records and for the venue. */
    Instant now();

    /** Monotonic nanoseconds, for durations and deadlines. */
    long nanos();

    /** Sleeps; ends at once when interrupted. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits on a condition whose lock the caller holds, until signalled or until the deadline. May wake early: the
     * caller checks what it waits for in a loop.
     */
    void await(Condition condition, Deadline until) throws InterruptedException;

    /** Waits for a result for as long as the deadline allows; true when it is there, or its failure. */
    default boolean await(CompletableFuture<?> result, Deadline until) throws InterruptedException {
        var lock = new ReentrantLock();
        var there = lock.newCondition();
        var unused = result.whenComplete((value, failure) -> {
            lock.lock();
            try {
                there.signalAll();
            } finally {
                lock.unlock();
            }
        });
        lock.lockInterruptibly();
        try {
            while (!result.isDone() && !until.expired()) {
                await(there, until);
            }
            return result.isDone();
        } finally {
            lock.unlock();
        }
    }

    default Deadline deadline(Duration fromNow) {
        return Deadline.after(this, fromNow);
    }

    /** Joins a thread for as long as the deadline allows; true when it has ended. */
    boolean join(Thread thread, Deadline until) throws InterruptedException;

    /** What makes the threads that live by this clock. */
    default Threads threads() {
        return Threads.SYSTEM;
    }

    /** The system's clock and the system's waits. */
    final class SystemClock implements SessionClock {
        private SystemClock() {}

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller's loop: the contract says so
        public void await(Condition condition, Deadline until) throws InterruptedException {
            var left = until.remaining().toNanos();
            if (left > 0) {
                var unused = condition.awaitNanos(left);
            }
        }

        @Override
        public boolean join(Thread thread, Deadline until) throws InterruptedException {
            return thread.join(until.remaining());
        }
    }
}
