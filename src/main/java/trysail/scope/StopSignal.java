package trysail.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import trysail.machine.Preemption;
import trysail.machine.Reserve;

/**
 * The request to stop: may be made by anybody, any number of times, at any moment. The first reason wins and shuts the
 * gate in the caller's thread; later ones change nothing, but a later failure is suppressed under the first.
 */
public final class StopSignal {
    private final SharedLock lock = new SharedLock();
    private final Condition requested = lock.newCondition();
    private final SessionClock clock;
    private final Gate gate;
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile Optional<Request> first = Optional.empty();

    /** When the stop began and why; {@code nanos} on the session's monotonic clock. */
    public record Request(StopReason reason, long nanos) {}

    public StopSignal(SessionClock clock, Gate gate) {
        this.clock = clock;
        this.gate = gate;
    }

    /** Asks for a stop; true when this was the first request. Never blocks. */
    public boolean request(StopReason reason) {
        return request(reason, () -> {});
    }

    /** As {@link #request(StopReason)}; {@code terms} is run before anybody hears of it, if this is the first. */
    public boolean request(StopReason reason, Runnable terms) {
        Preemption.point();
        if (reason instanceof StopReason.Failed f) {
            Reserve.freeFor(f.cause());
        }
        if (!began(reason, terms)) {
            suppress(reason); // outside the lock: the failure may be a user's
            return false;
        }
        Preemption.point();
        listeners.forEach(Runnable::run); // none is added once a request stands
        return true;
    }

    private boolean began(StopReason reason, Runnable terms) {
        lock.lock();
        try {
            if (first.isPresent()) {
                return false;
            }
            gate.shut();
            terms.run();
            first = Optional.of(new Request(reason, clock.nanos()));
            requested.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code listener} run at the first request, in the caller's thread; at once when there was one. */
    public void onRequest(Runnable listener) {
        Preemption.point();
        lock.lock();
        try {
            if (first.isEmpty()) {
                listeners.add(listener);
                return;
            }
        } finally {
            lock.unlock();
        }
        listener.run();
    }

    private void suppress(StopReason late) {
        if (late instanceof StopReason.Failed l
                && first.orElseThrow().reason() instanceof StopReason.Failed f
                && !tells(l.cause(), f.cause())) {
            f.cause().addSuppressed(l.cause());
        }
    }

    /** Whether a failure is the first one come round again, in its own words or in others'. */
    private static boolean tells(Throwable late, Throwable first) {
        return Causes.any(late, cause -> cause == first);
    }

    public boolean isRequested() {
        Preemption.point();
        return first.isPresent();
    }

    /** The first request, once there is one. */
    public Optional<Request> first() {
        return first;
    }

    /** How many orders were on their way to the venue when the gate shut. */
    public int onTheWire() {
        return gate.insideWhenShut();
    }

    /** Waits for the first request; when the session's time is over without one, that is the request. */
    public void await(Term term) throws InterruptedException {
        Preemption.point();
        var over = term.over();
        while (first.isEmpty() && over.isEmpty()) {
            lock.lockInterruptibly();
            try {
                if (first.isEmpty()) {
                    clock.await(requested, term.due());
                }
            } finally {
                lock.unlock();
            }
            over = term.over(); // it has a lock of its own, and none is taken under another
        }
        over.ifPresent(this::request);
    }

    /** Has those who wait look at their session's time again. */
    void wake() {
        lock.lock();
        try {
            requested.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
