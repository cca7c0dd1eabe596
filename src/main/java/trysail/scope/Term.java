package trysail.scope;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.machine.Preemption;

/**
 * The time a session has: so long to open, and from the instant it runs so long to run. The stop task and the supervisor
 * wait on the same one, so that both go by one instant. What the opening may not be charged with {@linkplain #suspend
 * suspends} its bound. Thread-safe; nothing here blocks.
 */
public final class Term {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final SharedLock lock = new SharedLock();
    private final SessionClock clock;
    private final StopSignal stop;
    private final Duration lasts;
    private final Supplier<? extends Throwable> late;
    private volatile Deadline due;
    private Optional<Duration> leftToOpen = Optional.empty();
    private volatile Optional<Long> began = Optional.empty();
    private volatile Optional<StopReason> over = Optional.empty();

    /**
     * Opening begins now.
     *
     * @param lasts how long it may run; empty: until it is stopped
     * @param late why it did not open in time; must not block
     */
    public Term(
            SessionClock clock,
            StopSignal stop,
            Duration openWithin,
            Optional<Duration> lasts,
            Supplier<? extends Throwable> late) {
        this.clock = clock;
        this.stop = stop;
        this.lasts = lasts.orElse(FOR_EVER);
        this.late = late;
        due = clock.deadline(openWithin);
    }

    /** It runs from now on. True the first time, unless a stop was asked for or the time to open was over. */
    public boolean begin() {
        Preemption.point();
        if (over().isPresent()) {
            return false;
        }
        lock.lock();
        try {
            if (began.isPresent() || isOver() || stop.first().isPresent()) {
                return false;
            }
            began = Optional.of(clock.nanos());
            due = clock.deadline(lasts);
        } finally {
            lock.unlock();
        }
        stop.wake();
        return true;
    }

    /** Whether it has ever run. */
    public boolean hasBegun() {
        return began.isPresent();
    }

    /** How long it has run, or did until a stop was asked for; empty when it never did. */
    public Optional<Duration> ran() {
        var until = stop.first().map(StopSignal.Request::nanos);
        return began.map(from -> Duration.ofNanos(until.orElseGet(clock::nanos) - from))
                .filter(ran -> !ran.isNegative());
    }

    /** What happens until {@link #resume} is not of the time to open. Harmless when repeated, and once it runs. */
    public void suspend() {
        lock.lock();
        try {
            if (began.isEmpty() && !isOver() && leftToOpen.isEmpty()) {
                leftToOpen = Optional.of(due.remaining());
                due = clock.deadline(FOR_EVER);
            }
        } finally {
            lock.unlock();
        }
        stop.wake();
    }

    /** The time to open counts again. Harmless when it does. */
    public void resume() {
        lock.lock();
        try {
            if (began.isEmpty() && leftToOpen.isPresent()) {
                due = clock.deadline(leftToOpen.get());
            }
            leftToOpen = Optional.empty();
        } finally {
            lock.unlock();
        }
        stop.wake();
    }

    /** What is left of the time to open; none once it runs. */
    public Duration leftToOpen() {
        lock.lock();
        try {
            return began.isPresent() ? Duration.ZERO : leftToOpen.orElseGet(due::remaining);
        } finally {
            lock.unlock();
        }
    }

    /** By when to look at {@link #over} again. */
    Deadline due() {
        return due;
    }

    /** Why it is over, once its time is: from then on that is so, and always the same one. */
    Optional<StopReason> over() {
        if (!isOver()) {
            return Optional.empty();
        }
        var why = over.isPresent() ? over : Optional.of(reason()); // outside the lock: what is asked has its own
        lock.lock();
        try {
            if (isOver() && over.isEmpty()) {
                over = why;
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return over.isPresent() || due.expired();
    }

    private StopReason reason() {
        return began.isPresent() ? new StopReason.DurationReached() : new StopReason.Failed(late.get());
    }
}
