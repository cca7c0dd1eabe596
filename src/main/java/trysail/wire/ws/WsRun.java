package trysail.wire.ws;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The one run that a connection has: begun and ended by its reader, waited for by those who close it. Thread-safe. */
final class WsRun {
    private final SessionClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Thread> reader = Optional.empty();
    private boolean over;

    WsRun(SessionClock clock) {
        this.clock = clock;
    }

    /** The calling thread is the reader from now on. */
    void begin(String name) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (reader.isPresent()) {
                throw new IllegalStateException(name + ": a connection runs once");
            }
            reader = Optional.of(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of it is left. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is over, if it ever began; not where the reader itself asks, who cannot wait for itself. */
    void awaitEnd(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (reader.isPresent() && !over && !deadline.expired() && reader.get() != Thread.currentThread()) {
                clock.await(changed, deadline);
            }
        } finally {
            lock.unlock();
        }
    }
}
