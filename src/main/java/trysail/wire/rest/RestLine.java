package trysail.wire.rest;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trysail.exchange.ExchangeException;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/**
 * One virtual thread that makes calls, one at a time, so that whoever asked can walk away at a deadline.
 *
 * <p>A time-out of the socket is no deadline: it starts again with each byte. Here the caller waits; the deadline, an
 * interrupt of the caller or {@link #cut} from elsewhere interrupts the thread, which makes the JDK close its socket.
 * After that the line is spent, its proxy and a call stuck in it with it: the next call takes a new one.
 *
 * @param <R> the proxy that speaks to the venue; made and used by the line's thread only
 */
final class RestLine<R> {

    /** The caller walked away before there was an answer. */
    static final class CutException extends IOException {
        private final boolean begun;

        private CutException(String why, boolean begun) {
            super(why);
            this.begun = begun;
        }

        /** Whether anything may have reached the venue. */
        boolean begun() {
            return begun;
        }
    }

    private static final class Task<R, T> {
        private final RestCall<R, T> call;
        private boolean begun;
        private boolean done;
        private @Nullable T answer;
        private @Nullable Throwable failure;

        private Task(RestCall<R, T> call) {
            this.call = call;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private final Supplier<R> opening;
    private final Thread thread;
    private @Nullable Task<R, ?> task;
    private boolean cut;

    /** Starts the thread; {@code opening} is called in it, with the first call. */
    RestLine(SessionContext context, String name, Supplier<R> opening) {
        this.clock = context.clock();
        this.opening = opening;
        this.thread = context.startVirtual(name, this::serve);
    }

    /**
     * Makes a call in the line's thread and waits for its end.
     *
     * @throws CutException when the deadline passed or the line was cut; then the line is spent
     * @throws IOException or whatever else the call threw
     */
    <T> T call(RestCall<R, T> call, Deadline deadline) throws IOException, InterruptedException {
        var mine = new Task<R, T>(call);
        lock.lockInterruptibly();
        try {
            if (task != null && !task.done && !cut) {
                throw new IllegalStateException("two threads call through one client: each owner takes its own");
            }
            task = mine;
            changed.signalAll();
            while (!mine.done && !cut && !deadline.expired()) {
                clock.await(changed, deadline);
            }
            if (!mine.done || (cut && mine.failure != null)) {
                throw new CutException(cut ? "the client was closed" : "no answer in time", mine.begun);
            }
        } finally {
            if (task == mine && !mine.done) {
                cut();
            }
            lock.unlock();
        }
        return answer(mine);
    }

    private static <T> T answer(Task<?, T> done) throws IOException {
        var failure = done.failure;
        if (failure == null && done.answer != null) {
            return done.answer;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e && (!done.begun || e instanceof ExchangeException)) {
            throw e;
        }
        throw new IOException(failure == null ? "the answer was empty" : "cannot read the answer: " + failure, failure);
    }

    /** Whether no more calls can be made. */
    boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the line and whatever it is doing. Any thread, any number of times; does not wait. */
    void cut() {
        lock.lock();
        try {
            cut = true;
            thread.interrupt();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        try {
            @Nullable R rest = null;
            for (var next = await(); next != null; next = await()) {
                rest = serve(next, rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the line was cut: its thread ends
        }
    }

    private @Nullable Task<R, ?> await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!cut && (task == null || task.done)) {
                changed.await();
            }
            return cut ? null : task;
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable R serve(Task<R, T> next, @Nullable R opened) {
        @Nullable R rest = opened;
        @Nullable T answer = null;
        @Nullable Throwable failure = null;
        try {
            if (rest == null) {
                rest = opening.get(); // slow the first time: classes are loaded
            }
            if (!begin(next)) {
                return rest;
            }
            answer = next.call.make(rest);
        } catch (Throwable e) { // whatever it is, the one who asked must hear of it
            failure = e;
        }
        end(next, answer, failure);
        return rest;
    }

    /** From here on the call may reach the venue; not if its caller has gone. */
    private boolean begin(Task<R, ?> next) {
        lock.lock();
        try {
            next.begun = !cut;
            return next.begun;
        } finally {
            lock.unlock();
        }
    }

    private <T> void end(Task<R, T> next, @Nullable T answer, @Nullable Throwable failure) {
        lock.lock();
        try {
            next.answer = answer;
            next.failure = failure;
            next.done = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
