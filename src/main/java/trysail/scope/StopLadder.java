package trysail.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import trysail.machine.Preemption;

/**
 * Where a stop stands: which rung is running, until when, and how each one ended. A rung whose time is over, or that
 * somebody in a hurry skipped, is cut off and the next one starts. Time that a rung does not need is handed on. Thread-safe.
 */
public final class StopLadder {
    /** How a rung, or one part of it, ended: each is worse than those before it. */
    public enum Outcome {
        DONE,
        /** It was still at it when its time was over, or when somebody was in a hurry. */
        CUT,
        FAILED;

        /** As the receipt has it: {@code done}, {@code cut} or {@code failed}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Outcome worse(Outcome other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /**
     * How one rung ended.
     *
     * @param took from its beginning to its end
     * @param detail what was done, or whose fault it was
     */
    public record Step(Rung rung, Outcome outcome, Duration took, String detail) {}

    /** Hears how the parts of rungs ended, in the thread that saw to it: must neither block nor throw. */
    public interface Listener {
        /** One part of a rung is over, so long after the rung's beginning. */
        void ended(Rung rung, Outcome outcome, Duration took, String detail);
    }

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final SharedLock lock = new SharedLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private volatile Duration whole;
    /** When the stop was asked for; without a request it counts from its first rung. */
    private volatile Supplier<Optional<Long>> request = Optional::empty;

    private Optional<Long> firstBegun = Optional.empty();
    private final Map<Rung, Running> rungs = new EnumMap<>(Rung.class);
    private final List<String> errors = new ArrayList<>();
    private volatile Listener listener = (rung, outcome, took, detail) -> {};
    private Rung current = Rung.GATE;
    private volatile List<Step> lastSteps = List.of();
    private volatile List<String> lastErrors = List.of();

    private static final class Running {
        private final long began;
        private final Deadline deadline;
        private final List<String> details = new ArrayList<>();
        private Outcome outcome = Outcome.DONE;
        private boolean told;
        private long ended;
        private boolean hurried;

        private Running(long began, Deadline deadline) {
            this.began = began;
            this.ended = began;
            this.deadline = deadline;
        }
    }

    /** A ladder for a stop that may take {@code whole}, ten years at most: each rung keeps its share. */
    public StopLadder(SessionClock clock, Duration whole) {
        this.clock = clock;
        this.whole = bounded(whole);
    }

    private static Duration bounded(Duration whole) {
        return whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
    }

    /** Has the stop's time count from its request: before its first rung begins. */
    void countFrom(StopSignal stop) {
        request = () -> stop.first().map(StopSignal.Request::nanos);
    }

    /** From now on this one hears how it goes. */
    public void tell(Listener listener) {
        this.listener = listener;
    }

    public Duration whole() {
        return whole;
    }

    /** Another time for the whole stop: before its first rung begins. */
    public void within(Duration other) {
        whole = bounded(other);
    }

    /** What a rung is sure of in this stop. */
    public Duration budget(Rung rung) {
        return rung.budget(whole);
    }

    /** Begins a rung, or joins the one that runs: its resources share one deadline. */
    Deadline begin(Rung rung) {
        Preemption.point();
        lock.lock();
        try {
            if (rung.compareTo(current) > 0) {
                current = rung;
            }
            return rungs.computeIfAbsent(rung, this::running).deadline;
        } finally {
            lock.unlock();
        }
    }

    /** It ends in time for the later ones; one that begins late all the same has what it is sure of, to the very end. */
    private Running running(Rung rung) {
        var now = clock.nanos();
        var first = firstBegun.orElse(now);
        firstBegun = Optional.of(first);
        var gone = Duration.ofNanos(now - request.get().orElse(first));
        return new Running(now, clock.deadline(rung.time(whole, gone)));
    }

    /** Ends one part of a rung. The worst outcome of its parts is the rung's. */
    void end(Rung rung, Outcome outcome, String detail) {
        Preemption.point();
        Duration took;
        lock.lock();
        try {
            var running = rungs.computeIfAbsent(rung, r -> new Running(clock.nanos(), clock.deadline(Duration.ZERO)));
            running.ended = clock.nanos();
            took = Duration.ofNanos(running.ended - running.began);
            running.told = true;
            running.outcome = running.outcome.worse(outcome);
            if (outcome != Outcome.DONE) {
                errors.add(rung.label() + ": " + detail);
            }
            if (!detail.isEmpty()) {
                running.details.add(detail);
            }
            note();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.ended(rung, outcome, took, detail);
    }

    /** Something went wrong that ends no rung. */
    public void error(String what) {
        Preemption.point();
        lock.lock();
        try {
            errors.add(what);
            note();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a rung has no more time: its budget is spent or somebody is in a hurry. */
    boolean isOver(Rung rung) {
        Preemption.point();
        lock.lock();
        try {
            var running = rungs.get(rung);
            return running != null && (running.hurried || running.deadline.expired());
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody in a hurry cut this rung short. */
    boolean wasHurried(Rung rung) {
        lock.lock();
        try {
            var running = rungs.get(rung);
            return running != null && running.hurried;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody in a hurry cut the rung that runs now, or the last one that ran. */
    public boolean isHurried() {
        return wasHurried(current());
    }

    /** Cuts the rung that runs now: the stop goes on with the next one. Returns the one that was cut. */
    public Rung hurry() {
        Preemption.point();
        lock.lock();
        try {
            var running = rungs.get(current);
            if (running != null) {
                running.hurried = true;
            }
            changed.signalAll();
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code done} says so or the rung is over; true when done. {@link #wake} makes it look again. */
    boolean await(Rung rung, java.util.function.BooleanSupplier done) throws InterruptedException {
        Preemption.point();
        lock.lockInterruptibly();
        try {
            while (!done.getAsBoolean()) {
                var running = rungs.get(rung);
                if (running == null || running.hurried || running.deadline.expired()) {
                    return false;
                }
                clock.await(changed, running.deadline);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        Preemption.point();
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The rung that runs now. */
    public Rung current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** What is left of the running rung's time. */
    public Optional<Duration> timeLeft() {
        lock.lock();
        try {
            return Optional.ofNullable(rungs.get(current)).map(r -> r.deadline.remaining());
        } finally {
            lock.unlock();
        }
    }

    /** What was done so far, rung by rung. */
    public List<Step> steps() {
        lock.lock();
        try {
            return stepsNow();
        } finally {
            lock.unlock();
        }
    }

    private List<Step> stepsNow() {
        var steps = new ArrayList<Step>();
        rungs.forEach((rung, r) -> steps.add(step(rung, r)));
        return steps;
    }

    private void note() {
        lastSteps = stepsNow();
        lastErrors = List.copyOf(errors);
    }

    /** The rungs of which somebody told the end, as of the last one that did: without a wait for anybody. */
    public List<Step> stepsAtOnce() {
        return lastSteps;
    }

    /** What failed, as it was last told: without a wait for anybody. */
    public List<String> errorsAtOnce() {
        return lastErrors;
    }

    /** A rung of whose end nobody told is not done, whatever it was at. */
    private Step step(Rung rung, Running r) {
        return r.told
                ? new Step(rung, r.outcome, Duration.ofNanos(r.ended - r.began), String.join(" · ", r.details))
                : new Step(rung, Outcome.CUT, Duration.ofNanos(clock.nanos() - r.began), "its end was not heard of");
    }

    /** What failed on the way, in order. */
    public List<String> errors() {
        lock.lock();
        try {
            return List.copyOf(errors);
        } finally {
            lock.unlock();
        }
    }
}
