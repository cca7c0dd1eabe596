package trysail.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.Threads;

/**
 * A process in a run: the threads that its clock starts, and all that these start. It can be killed as {@code kill -9}
 * does it: none of its threads ever goes on, nothing of it is cleaned up. Who kills it takes care of what an operating
 * system does then: connections, locks on files.
 */
public final class SimulatedProcess {
    private final ProcessThreads berth;
    private final Clock clock;

    SimulatedProcess(ProcessThreads berth, Clock clock) {
        this.berth = berth;
        this.clock = clock;
    }

    /** The run's time, and this process's threads. */
    public SessionClock clock() {
        return clock;
    }

    /**
     * Drops it, at once. A thread that is {@linkplain trysail.machine.Preemption#outside outside} comes out of there first,
     * and goes no further. Idempotent. Not for a thread of its own.
     */
    public void kill() {
        berth.sink();
    }

    /** The time of a run, with threads of one process. */
    record Clock(SimulatedClock time, Threads threads) implements SessionClock {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            time.sleep(duration);
        }

        @Override
        public void await(Condition condition, Deadline until) throws InterruptedException {
            time.await(condition, until);
        }

        @Override
        public boolean join(Thread thread, Deadline until) throws InterruptedException {
            return time.join(thread, until);
        }
    }
}
