package trysail.session;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import trysail.scope.SessionContext;
import trysail.scope.StopSignal;
import trysail.words.BadInput;
import trysail.words.Causes;

/**
 * What is done for a user beside a session's tasks: each piece in a thread of the session's own, in its ledger, and
 * interrupted as soon as a stop is asked for. The work is bounded by itself. Thread-safe.
 */
final class SideWork {
    private final List<Thread> threads = new CopyOnWriteArrayList<>(); // in an order: a storm repeats it
    private final SessionContext context;
    private final StopSignal stop;

    SideWork(SessionContext context, StopSignal stop) {
        this.context = context;
        this.stop = stop;
        stop.onRequest(() -> threads.forEach(Thread::interrupt));
    }

    /** Starts it and returns its thread. */
    Thread start(String name, Runnable work) {
        return context.startVirtual(name, () -> {
            var own = Thread.currentThread();
            threads.add(own);
            try {
                if (stop.isRequested()) { // asked for before the thread was listed
                    own.interrupt();
                }
                work.run();
            } finally {
                threads.remove(own);
            }
        });
    }

    /**
     * Does it and waits. Interrupting the caller ends the wait, not the work.
     *
     * @throws IllegalStateException when it failed, or was cut by a stop
     */
    <T> T run(String name, Callable<T> work) throws InterruptedException {
        var done = new CompletableFuture<T>();
        var unused = start(name, () -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) { // for whoever waits
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw failed(name, e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException failed(String name, Throwable cause) {
        if (cause instanceof BadInput bad) {
            return bad;
        }
        return new IllegalStateException(
                context.session() + ": " + name
                        + (cause instanceof InterruptedException
                                ? ": cut short by the stop, whose receipt tells the rest"
                                : " failed: " + Causes.text(cause)),
                cause);
    }
}
