package trysail.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SharedLock;
import trysail.scope.Threads;

/** The time of a run: each turn takes a little, and when no thread can go on it is at once the next time one waits for. */
final class SimulatedClock implements SessionClock {
    /** So often may one turn look at the clock for nothing; a loop that only looks must come to its end as well. */
    private static final int LOOKS = 1_000;

    private final Instant start;
    private final Course course;
    private final Threads threads;
    private long nanos;
    private int looks;

    /** What the clock needs of the run it is of. */
    interface Course {
        /** A place where another thread may go first. */
        void point();

        /** Set for the calling thread, which must be one of the run. */
        Alarm set(long at, Optional<Object> on);

        void remove(Alarm alarm);
    }

    SimulatedClock(Instant start, Course course, Threads threads) {
        this.start = start;
        this.course = course;
        this.threads = threads;
    }

    void turn() {
        nanos += Simulation.TURN.toNanos();
        looks = 0;
    }

    void jump(long to) {
        nanos = Math.max(nanos, to);
    }

    @Override
    public Threads threads() {
        return threads;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        if (++looks > LOOKS) {
            nanos += Simulation.TURN.toNanos();
        }
        return nanos;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        course.point();
        if (!duration.isPositive()) {
            throwIfInterrupted();
            return;
        }
        var far = deadline(duration).remaining(); // bounded
        until(nanos + far.toNanos(), Optional.empty(), alarm -> {
            while (!alarm.hasRung()) {
                throwIfInterrupted();
                LockSupport.park();
            }
            throwIfInterrupted();
        });
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller's loop: the contract says so
    public void await(Condition condition, Deadline until) throws InterruptedException {
        var left = until.remaining().toNanos();
        if (left > 0) {
            var parked = SharedLock.parkedOn(condition);
            until(nanos + left, Optional.of(parked), alarm -> parked.await());
        }
    }

    @Override
    public boolean join(Thread thread, Deadline until) throws InterruptedException {
        course.point();
        var left = until.remaining().toNanos();
        if (left > 0 && thread.isAlive()) {
            until(nanos + left, Optional.empty(), alarm -> thread.join());
        }
        return !thread.isAlive();
    }

    private interface Wait {
        void run(Alarm alarm) throws InterruptedException;
    }

    private void until(long at, Optional<Object> on, Wait wait) throws InterruptedException {
        var alarm = course.set(at, on);
        try {
            wait.run(alarm);
            alarm.silence();
        } catch (InterruptedException e) {
            if (!alarm.hasRung()) {
                throw e;
            }
        } finally {
            course.remove(alarm);
        }
    }
}
