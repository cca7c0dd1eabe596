package trysail.session;

import java.time.Duration;
import java.util.Optional;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Latch;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * A stop that waits: nothing new is sent, working orders may fill for a while, then the session stops as asked. It waits
 * in a thread of the session's own; another stop cuts it, {@code resume} calls it off. Thread-safe.
 */
final class LastFills {
    private final SharedLock lock = new SharedLock();
    private final SessionParts parts;
    private final SessionContext context;
    private final Gate gate;
    private final SideWork side;
    private Optional<Waiting> waiting = Optional.empty();

    /** Until when, and who waits. */
    private record Waiting(Deadline until, Thread thread) {}

    LastFills(Voyage voyage, SideWork side) {
        parts = voyage.parts;
        context = voyage.context;
        gate = voyage.gate;
        this.side = side;
    }

    /** Begins to wait; asked again, the later word counts. {@code then} stops the session. */
    void begin(Duration patience, Runnable then) {
        lock.lock();
        try {
            callOff();
            gate.hold(Latch.LAST_FILLS);
            var until = context.clock().deadline(patience);
            waiting = Optional.of(new Waiting(until, side.start("last-fills", () -> await(until, then))));
        } finally {
            lock.unlock();
        }
    }

    private void await(Deadline until, Runnable then) {
        try {
            var working = parts.orders();
            if (working.isPresent()) {
                var unused = working.get().awaitNone(until);
            }
        } catch (InterruptedException e) { // called off, or another stop was sooner
            Thread.currentThread().interrupt();
            return;
        }
        lock.lock();
        try {
            if (waiting.filter(w -> w.thread() == Thread.currentThread()).isPresent()) {
                then.run(); // under the lock: what has been called off does not come any more
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits no more. The gate's latch is for the caller to take off. */
    void callOff() {
        Preemption.point();
        lock.lock();
        try {
            waiting.ifPresent(w -> w.thread().interrupt());
            waiting = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How long it will wait at most, while it does. */
    Optional<Duration> left() {
        lock.lock();
        try {
            return waiting.map(w -> w.until().remaining());
        } finally {
            lock.unlock();
        }
    }
}
