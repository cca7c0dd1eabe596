package trysail.scope;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import trysail.machine.Preemption;
import trysail.machine.Reserve;
import trysail.machine.Stacks;

/**
 * A resource that a session holds, and how it is closed: in a thread of its own, within the budget of its rung, exactly
 * once, whoever comes first: the owner unwinding, or the supervisor when the owner is late.
 */
public final class Held<T> implements AutoCloseable {
    /** Closes a resource by a deadline and says in a few words what was done. */
    @FunctionalInterface
    public interface Closer<T> {
        String close(T resource, Deadline deadline) throws Exception;
    }

    /** A close that did what it could, in words for the receipt; something of it is missing. */
    public static final class Incomplete extends Exception {
        private final String words;

        public Incomplete(String words) {
            super(words);
            this.words = words;
        }
    }

    private final Rung rung;
    private final String name;
    private final T resource;
    private final Closer<? super T> closer;
    private final SessionContext context;
    private final StopLadder ladder;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile Optional<Thread> closing = Optional.empty();
    private volatile boolean cut;
    private volatile boolean finished;

    Held(Rung rung, String name, T resource, Closer<? super T> closer, SessionContext context, StopLadder ladder) {
        this.rung = rung;
        this.name = name;
        this.resource = resource;
        this.closer = closer;
        this.context = context;
        this.ladder = ladder;
    }

    public T get() {
        return resource;
    }

    /** It at a glance. Any thread. */
    Holding holding() {
        return new Holding(rung, name, finished ? "closed" : claimed.get() ? "closing" : "open");
    }

    Rung rung() {
        return rung;
    }

    String name() {
        return name;
    }

    /** Its close, while it runs: whose, and where it stands. */
    Optional<String> closing() {
        return finished ? Optional.empty() : closing.map(t -> "the close of " + name + " in " + Stacks.top(t));
    }

    boolean isFinished() {
        return finished;
    }

    /** Closes within the rung's budget. Called by the owner, in reverse order of opening. Never throws. */
    @Override
    public void close() {
        var deadline = ladder.begin(rung);
        var unused = context.startVirtual("close-" + name, () -> closeOnce(deadline));
        await();
    }

    /** The same on a platform thread: for the supervisor, when virtual threads cannot be trusted to run. */
    void closeOnPlatform() {
        var deadline = ladder.begin(rung);
        Preemption.point();
        if (!claimed.get()) {
            var unused = context.startPlatform("close-" + name, () -> closeOnce(deadline));
        }
        await();
    }

    private void await() {
        var interrupted = false;
        while (true) {
            try {
                if (!ladder.await(rung, () -> finished)) {
                    cut();
                }
                break;
            } catch (InterruptedException e) { // the owner's own end is this close: it goes on, and tells later
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait. A close that has not begun yet may still run, by itself, interrupted: it is in the ledger. */
    private void cut() {
        Preemption.point();
        if (report()) {
            var where = closing.map(Stacks::top).orElse("");
            var why = ladder.wasHurried(rung) ? "skipped in a hurry" : "out of time";
            ladder.end(rung, StopLadder.Outcome.CUT, name + ": " + why + (where.isEmpty() ? "" : " in " + where));
        }
        cut = true;
        Preemption.point();
        closing.ifPresent(Thread::interrupt);
    }

    private void closeOnce(Deadline deadline) {
        Preemption.point();
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        Preemption.point();
        closing = Optional.of(Thread.currentThread());
        Preemption.point();
        if (cut) { // before there was anybody to interrupt
            Thread.currentThread().interrupt();
        }
        try {
            var detail = closer.close(resource, deadline);
            Preemption.point();
            if (report()) {
                ladder.end(rung, StopLadder.Outcome.DONE, detail);
            }
        } catch (Throwable e) { // an Error out of a close is a failure of that close, nothing more
            Reserve.freeFor(e);
            if (report()) {
                ladder.end(
                        rung,
                        StopLadder.Outcome.FAILED,
                        e instanceof Incomplete i ? i.words : name + ": " + Told.named(e));
            }
        } finally {
            Preemption.point();
            finished = true;
            ladder.wake();
        }
    }

    private boolean report() {
        return reported.compareAndSet(false, true);
    }
}
