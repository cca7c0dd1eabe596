package trysail.scope;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What every new order passes. Shut, it stays shut: risk approves nothing and no call that places an order begins. A
 * {@link Latch} holds it for as long as it is on; several may be on at once, and each is taken off by itself.
 *
 * <p>An order counts as sent when its call {@linkplain #tryEnter entered}. Shutting does not wait; {@link #awaitQuiet}
 * waits for the calls that were inside. Thread-safe.
 */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final SessionClock clock;
    private volatile boolean shut;
    private volatile Set<Latch> latches = Set.of();
    private int inside;
    private int insideWhenShut;

    public Gate(SessionClock clock) {
        this.clock = clock;
    }

    /** Whether it is shut for good; one that is only held is not. */
    public boolean isShut() {
        Preemption.point();
        return shut;
    }

    /** Shuts for good, at once. Idempotent. */
    public void shut() {
        Preemption.point();
        lock.lock();
        try {
            insideWhenShut = shut ? insideWhenShut : inside;
            shut = true;
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts a latch on: what it refuses is refused from now on. True when it was off. */
    public boolean hold(Latch latch) {
        return set(latch, true);
    }

    /** Takes a latch off. True when it was on. */
    public boolean free(Latch latch) {
        return set(latch, false);
    }

    private boolean set(Latch latch, boolean on) {
        Preemption.point();
        lock.lock();
        try {
            var changed = EnumSet.noneOf(Latch.class);
            changed.addAll(latches);
            var news = on ? changed.add(latch) : changed.remove(latch);
            latches = Collections.unmodifiableSet(changed);
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** The latches that are on. */
    public Set<Latch> latches() {
        return latches;
    }

    /** The latch that refuses an order now, if one does. */
    public Optional<Latch> heldFor(boolean exit) {
        return latches.stream().filter(l -> l.refuses(exit)).findFirst();
    }

    /**
     * Begins a call that places an order; false once shut, and while a latch refuses it. Each true is answered by one
     * {@link #leave}.
     *
     * @param exit whether the order can only reduce a position
     */
    public boolean tryEnter(boolean exit) {
        Preemption.point();
        lock.lock();
        try {
            if (shut || heldFor(exit).isPresent()) {
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
        Preemption.point();
        lock.lock();
        try {
            inside--;
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are inside. */
    public int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls were inside when it shut: so many orders, and no more, may still reach the venue. */
    int insideWhenShut() {
        lock.lock();
        try {
            return insideWhenShut;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside, for {@code budget} at most; returns how many still are. */
    public int awaitQuiet(Duration budget) throws InterruptedException {
        Preemption.point();
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
