package trysail.wire.ws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.scope.SessionClock;

/**
 * The one connection a feed has at a time, and the pause before the next. Because there is one place for it, there is
 * never a second connection beside it, and closing finds whatever there is.
 */
public final class Reconnect {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private Optional<WsConnection> current = Optional.empty();
    private boolean running;
    private boolean hurried;
    private boolean closed;

    public Reconnect(SessionClock clock) {
        this.clock = clock;
    }

    /** A feed runs once. */
    public void begin(String name) {
        lock.lock();
        try {
            if (running) {
                throw new IllegalStateException(name + " runs already or has run");
            }
            running = true;
        } finally {
            lock.unlock();
        }
    }

    /** Runs one connection to its end. */
    public WsEnd run(WsConnection connection) throws InterruptedException {
        enter(connection);
        try {
            return connection.run();
        } finally {
            leave(connection);
        }
    }

    private void enter(WsConnection connection) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed || current.isPresent()) {
                connection.cut("closed here");
            } else {
                current = Optional.of(connection);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(WsConnection connection) {
        lock.lock();
        try {
            if (current.equals(Optional.of(connection))) {
                current = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    public Optional<WsConnection> current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Cuts the connection there is; the pause before the next one, now or to come, is skipped once. Never blocks. */
    public void again(String reason) {
        Optional<WsConnection> last;
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
            last = current;
        } finally {
            lock.unlock();
        }
        last.ifPresent(c -> c.cut(reason));
    }

    /** Waits before the next try; false when closed meanwhile. */
    public boolean pause(Duration duration) throws InterruptedException {
        var deadline = clock.deadline(duration);
        lock.lockInterruptibly();
        try {
            while (!closed && !hurried && !deadline.expired()) {
                clock.await(changed, deadline);
            }
            hurried = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no further connection begin and closes the one there is. Idempotent, bounded. */
    public void close() throws InterruptedException {
        Optional<WsConnection> last;
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            last = current;
        } finally {
            lock.unlock();
        }
        if (last.isPresent()) {
            last.get().close();
        }
    }
}
