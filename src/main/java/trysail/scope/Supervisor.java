package trysail.scope;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sees to it that a session's end is told in time, from outside its scope: a platform thread, so that neither a task
 * that ignores interruption nor starved carriers can hold it.
 *
 * <p>While the owner keeps its times the supervisor only watches. When a rung's latest start has passed and a resource
 * of it is not closed, it sees to that itself; before the deadline it makes the verdict itself, and at the deadline once
 * more, should whoever is at it not come back.
 *
 * @param <R> the verdict
 */
public final class Supervisor<R> {
    private static final Duration GRACE = Duration.ofMillis(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final SessionContext context;
    private final StopSignal stop;
    private final StopLadder ladder;
    private final Supplier<R> audit;
    private final Function<Throwable, R> failed;
    private final AtomicBoolean concluding = new AtomicBoolean();
    private volatile Optional<SessionScope> scope = Optional.empty();
    private volatile Optional<R> verdict = Optional.empty();
    private volatile Optional<Thread> thread = Optional.empty();

    /**
     * @param audit counts what is left and makes the verdict; asked once, or twice when the first does not come back
     * @param failed the verdict when the audit throws; must not throw
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
        var watcher = context.clock()
                .threads()
                .platform(context.session() + "/supervisor", () -> context.bound(() -> watch(term)));
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

    private void watch(Term term) {
        try {
            stop.await(term);
            var requested = stop.first().orElseThrow().nanos();
            var whole = ladder.whole();
            var grace = grace(whole);
            for (var rung : Rung.values()) {
                if (!rung.closes()) {
                    continue;
                }
                var late = rung.latestStart(whole).plus(grace);
                if (awaitVerdict(until(requested, late)).isPresent()) {
                    return;
                }
                takeOver(rung);
            }
            var late = Rung.AUDIT.latestStart(whole).plus(grace);
            if (awaitVerdict(until(requested, late)).isEmpty()) {
                concludeBeside();
            }
            if (awaitVerdict(until(requested, whole)).isEmpty()) {
                publish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // out of memory, say: without its supervisor a session must not go on
            stop.request(new StopReason.Failed(e));
        }
    }

    /** What the owner may be late without being called so: little of a short stop, whose rungs have little. */
    private static Duration grace(Duration whole) {
        var share = whole.dividedBy(250);
        return share.compareTo(GRACE) < 0 ? share : GRACE;
    }

    /** In a thread of its own: should the audit hang, this one must still be there at the deadline. */
    private void concludeBeside() {
        try {
            context.clock()
                    .threads()
                    .platform(context.session() + "/audit", () -> context.bound(this::conclude))
                    .start();
        } catch (Throwable e) { // no thread to be had: the verdict must come all the same
            ladder.error("audit: " + e);
            conclude();
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
            ladder.error(late.rung().label() + ": " + e);
        }
    }

    /** Makes the verdict and tells it. The first call does; any later one changes nothing. Never throws. */
    public void conclude() {
        Preemption.point();
        if (concluding.compareAndSet(false, true)) {
            publish();
        }
    }

    /** The first verdict made is the one. */
    private void publish() {
        var made = verdictOf();
        Preemption.point();
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
        } catch (Throwable e) { // whoever waits for the verdict must get one
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
