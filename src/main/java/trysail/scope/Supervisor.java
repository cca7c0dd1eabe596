package trysail.scope;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import trysail.machine.Preemption;
import trysail.machine.Reserve;

/**
 * Sees to it that a session's end is told in time, from outside its scope: a platform thread, so that neither a task
 * that ignores interruption nor starved carriers can hold it.
 *
 * <p>While the owner keeps its times the supervisor only watches. When a rung's latest start has passed and a resource
 * of it is not closed, it sees to that itself; before the deadline it has the verdict made beside it, and at the deadline
 * once more, should whoever is at it not come back. If that does not come back either, it tells the verdict of a failed
 * audit, for which it asks nobody. Interrupting it changes nothing, and neither does a heap that is full.
 *
 * @param <R> the verdict
 */
public final class Supervisor<R> {
    private static final Duration GRACE = Duration.ofMillis(20);
    /** How long after the deadline the verdict that asks nobody is told: 250 ms are promised. */
    private static final Duration LAST = Duration.ofMillis(215);

    private static final long PAUSE_NANOS = 5_000_000;

    /** The verdict was not made in time. */
    private static final class Overdue extends Exception {
        private Overdue() {
            super("the count did not end in time");
        }
    }

    private final SharedLock lock = new SharedLock();
    private final Condition published = lock.newCondition();
    private final SessionContext context;
    private final StopSignal stop;
    private final StopLadder ladder;
    private final Supplier<R> audit;
    private final Function<Throwable, R> failed;
    private final Overdue overdue = new Overdue(); // made while there is memory
    private final AtomicBoolean concluding = new AtomicBoolean();
    private volatile Optional<SessionScope> scope = Optional.empty();
    private volatile Optional<R> verdict = Optional.empty();
    private volatile Optional<Thread> thread = Optional.empty();

    /**
     * @param audit counts what is left and makes the verdict; asked once, or again when the first does not come back
     * @param failed the verdict when the audit throws or does not end; must not throw, wait, or call a user's code
     */
    public Supervisor(
            SessionContext context,
            StopSignal stop,
            StopLadder ladder,
            Supplier<R> audit,
            Function<Throwable, R> failed) {
        this.context = context;
        this.stop = stop;
        this.ladder = ladder;
        this.audit = audit;
        this.failed = failed;
    }

    /** Starts watching a session that has so much time. Its thread ends with the verdict; it is in no ledger. */
    public void start(Term term) {
        Reserve.keep();
        var watcher = context.clock()
                .threads()
                .platform(context.session() + "/supervisor", () -> context.bound(() -> watchOver(term)));
        thread = Optional.of(watcher);
        watcher.start();
    }

    /** What the scope holds, once it is open. */
    public void watch(SessionScope scope) {
        this.scope = Optional.of(scope);
    }

    private List<Held<?>> held() {
        return scope.map(SessionScope::held).orElse(List.of());
    }

    /** The threads that open something this instant. */
    public List<Thread> opening() {
        return scope.map(SessionScope::opening).orElse(List.of());
    }

    /** The scope's tasks that have not ended; the one that waits for the stop is not among them. */
    public List<Thread> tasks() {
        return scope.map(SessionScope::tasksAlive).orElse(List.of());
    }

    /** The closes that run this instant, in words. */
    public List<String> closing() {
        return held().stream().flatMap(h -> h.closing().stream()).toList();
    }

    /** What the scope holds now, in the order of opening; before the scope is open, nothing. Any thread. */
    public List<Holding> holdings() {
        return held().stream().map(Held::holding).toList();
    }

    /** The thread that watches, once it does. */
    public Optional<Thread> thread() {
        return thread;
    }

    private void watchOver(Term term) {
        try {
            watch(term);
        } finally {
            Reserve.leave();
        }
    }

    private void watch(Term term) {
        awaitRequest(term);
        var request = stop.first().orElseThrow();
        var requested = request.nanos();
        if (request.reason() instanceof StopReason.Failed f) {
            careful(f::words); // asked now, it is known at the deadline
        }
        var whole = ladder.whole();
        var grace = grace(whole);
        for (var rung : Rung.values()) {
            if (!rung.closes()) {
                continue;
            }
            var late = rung.latestStart(whole).plus(grace);
            if (isTold(requested, late)) {
                return;
            }
            careful(() -> takeOver(rung));
        }
        var late = Rung.AUDIT.latestStart(whole).plus(grace);
        if (!isTold(requested, late)) {
            careful(() -> beside("audit", this::conclude));
        }
        if (!isTold(requested, whole)) {
            careful(() -> beside("audit-again", this::publish));
        }
        if (!isTold(requested, whole.plus(LAST))) {
            tellTheLeast();
        }
    }

    /** Whoever interrupts this thread does not belong to the session; and without it a session must not go on. */
    private void awaitRequest(Term term) {
        while (stop.first().isEmpty()) {
            try {
                stop.await(term);
            } catch (InterruptedException e) {
                Preemption.point();
            } catch (RuntimeException | VirtualMachineError | LinkageError e) { // out of memory, say
                Reserve.freeFor(e);
                careful(() -> stop.request(new StopReason.Failed(e)));
            }
        }
    }

    /** Waits for the verdict so long after the request; true when it is there. Nothing ends the wait before. */
    private boolean isTold(long requested, Duration later) {
        while (verdict.isEmpty() && context.clock().nanos() - requested < later.toNanos()) {
            try {
                var unused = awaitVerdict(until(requested, later));
            } catch (InterruptedException e) {
                Preemption.point();
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                Reserve.freeFor(e);
            }
        }
        return verdict.isPresent();
    }

    /** One step of the watch: whatever goes wrong in it, the next ones are taken. */
    private void careful(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            Reserve.freeFor(e);
        }
    }

    /** The verdict that asks nobody, waits for nobody, and needs next to no memory; again until there is so much. */
    private void tellTheLeast() {
        while (verdict.isEmpty()) {
            try {
                tell(failed.apply(overdue));
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                Reserve.freeFor(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** What the owner may be late without being called so: little of a short stop, whose rungs have little. */
    private static Duration grace(Duration whole) {
        var share = whole.dividedBy(250);
        return share.compareTo(GRACE) < 0 ? share : GRACE;
    }

    /** In a thread of its own: should it hang, this one must still be there at the deadline. */
    private void beside(String name, Runnable work) {
        try {
            context.startBeside(name, work);
        } catch (Throwable e) { // no thread to be had: the verdict must come all the same
            Reserve.freeFor(e);
            ladder.error("audit: " + Told.named(e));
            work.run();
        }
    }

    private Deadline until(long since, Duration later) {
        var gone = Duration.ofNanos(context.clock().nanos() - since);
        return context.clock().deadline(later.minus(gone));
    }

    /** Closes what the owner should have begun to close by now, newest first, and cuts what does not end. */
    private void takeOver(Rung rung) {
        Preemption.point();
        var all = held();
        for (var i = all.size() - 1; i >= 0; i--) {
            var h = all.get(i);
            if (h.rung() == rung && !h.isFinished()) {
                takeOver(h);
            }
        }
    }

    private void takeOver(Held<?> late) {
        try {
            late.closeOnPlatform();
        } catch (Throwable e) { // no thread to be had: the verdict must come all the same
            Reserve.freeFor(e);
            ladder.error(late.rung().label() + ": " + Told.named(e));
        }
    }

    /** Makes the verdict and tells it. The first call does; any later one changes nothing. Never throws. */
    public void conclude() {
        Preemption.point();
        if (concluding.compareAndSet(false, true)) {
            publish();
        }
    }

    private void publish() {
        var made = verdictOf();
        Preemption.point();
        tell(made);
    }

    /** The first verdict told is the one. */
    private void tell(R made) {
        lock.lock();
        try {
            if (verdict.isEmpty()) {
                verdict = Optional.of(made);
            }
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private R verdictOf() {
        try {
            return audit.get();
        } catch (OutOfMemoryError e) {
            Reserve.freeFor(e);
            return secondVerdict();
        } catch (Throwable e) { // whoever waits for the verdict must get one
            return failed.apply(e);
        }
    }

    private R secondVerdict() {
        try {
            return audit.get();
        } catch (Throwable e) {
            return failed.apply(e);
        }
    }

    /** The verdict, once there is one; waits until the deadline. */
    public Optional<R> awaitVerdict(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (verdict.isEmpty() && !deadline.expired()) {
                context.clock().await(published, deadline);
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    public Optional<R> verdict() {
        return verdict;
    }

    /** Waits for the supervisor's own thread, which ends with the verdict. */
    public void join(Deadline deadline) throws InterruptedException {
        if (thread.isPresent() && thread.get() != Thread.currentThread()) {
            context.clock().join(thread.get(), deadline);
        }
    }
}
