package trysail.scope;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What every new order passes. Shut, it stays shut: risk approves nothing and no call that places an order begins.
 *
 * <p>An order counts as sent when its call {@linkplain #tryEnter entered}. Shutting does not wait; {@link #awaitQuiet}
 * waits for the calls that were inside. Thread-safe.
 */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final SessionClock clock;
    private volatile boolean shut;
    private int inside;

    public Gate(SessionClock clock) {
        this.clock = clock;
    }

    /** Whether new orders are refused. */
    public boolean isShut() {
        return shut;
    }

    /** Shuts for good, at once. Idempotent. */
    public void shut() {
        lock.lock();
        try {
            shut = true;
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a call that places an order; false once shut. Each true is answered by one {@link #leave}. */
    public boolean tryEnter() {
        lock.lock();
        try {
            if (shut) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The answer of a call that entered is in, whatever it says. */
    public void leave() {
        lock.lock();
        try {
            inside--;
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside, for {@code budget} at most; returns how many still are. */
    public int awaitQuiet(Duration budget) throws InterruptedException {
        var deadline = clock.deadline(budget);
        lock.lockInterruptibly();
        try {
            while (inside > 0 && !deadline.expired()) {
                clock.await(quiet, deadline);
            }
            return inside;
        } finally {
            lock.unlock();
        }
    }
}
