package trysail.scope;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.function.UnaryOperator;
import trysail.machine.Preemption;

/**
 * What every new order passes. Shut, it stays shut: risk approves nothing and no call that places an order begins. A
 * {@link Latch} holds it for as long as it is on; several may be on at once, and each is taken off by itself.
 *
 * <p>An order counts as sent when its call {@linkplain #tryEnter entered}. Shutting does not wait; {@link #awaitQuiet}
 * waits for the calls that were inside. Thread-safe, and nothing but that wait takes a lock: a request to stop shuts the
 * gate while others wait for it.
 */
public final class Gate {
    /** @param whenShut how many were inside when it shut */
    private record State(boolean shut, int inside, int whenShut, Set<Latch> latches) {
        private State shutNow() {
            return shut ? this : new State(true, inside, inside, latches);
        }

        private State moved(int by) {
            return new State(shut, inside + by, whenShut, latches);
        }

        private State latched(Latch latch, boolean on) {
            var changed = EnumSet.noneOf(Latch.class);
            changed.addAll(latches);
            var news = on ? changed.add(latch) : changed.remove(latch);
            return news ? new State(shut, inside, whenShut, Collections.unmodifiableSet(changed)) : this;
        }

        private boolean lets(boolean exit) {
            return !shut && latches.stream().noneMatch(l -> l.refuses(exit));
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(new State(false, 0, 0, Set.of()));
    private final SharedLock lock = new SharedLock();
    private final Condition quiet = lock.newCondition();
    private final SessionClock clock;

    public Gate(SessionClock clock) {
        this.clock = clock;
    }

    /** Whether it is shut for good; one that is only held is not. */
    public boolean isShut() {
        Preemption.point();
        return state.get().shut;
    }

    /** Shuts for good, at once. Idempotent. */
    public void shut() {
        Preemption.point();
        var unused = change(State::shutNow);
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
        return change(s -> s.latched(latch, on));
    }

    /** The latches that are on. */
    public Set<Latch> latches() {
        return state.get().latches;
    }

    /** The latch that refuses an order now, if one does. */
    public Optional<Latch> heldFor(boolean exit) {
        return latches().stream().filter(l -> l.refuses(exit)).findFirst();
    }

    /**
     * Begins a call that places an order; false once shut, and while a latch refuses it. Each true is answered by one
     * {@link #leave}.
     *
     * @param exit whether the order can only reduce a position
     */
    public boolean tryEnter(boolean exit) {
        Preemption.point();
        return change(s -> s.lets(exit) ? s.moved(1) : s);
    }

    /** The answer of a call that entered is in, whatever it says. */
    public void leave() {
        Preemption.point();
        var unused = change(s -> s.moved(-1));
        if (inside() == 0) {
            tellQuiet();
        }
    }

    /** How many calls are inside. */
    public int inside() {
        return state.get().inside;
    }

    /** How many calls were inside when it shut: so many orders, and no more, may still reach the venue. */
    int insideWhenShut() {
        return state.get().whenShut;
    }

    /** True when it made a difference. */
    private boolean change(UnaryOperator<State> change) {
        while (true) {
            var before = state.get();
            var after = change.apply(before);
            if (after == before || state.compareAndSet(before, after)) {
                return after != before;
            }
        }
    }

    private void tellQuiet() {
        lock.lock();
        try {
            quiet.signalAll();
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
            while (inside() > 0 && !deadline.expired()) {
                clock.await(quiet, deadline);
            }
            return inside();
        } finally {
            lock.unlock();
        }
    }
}
