package trysail.scope;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import trysail.machine.Preemption;

/** One step of opening that may block, run beside the owner so that a stop does not wait for it. */
final class Opening<T> {
    private final SessionScope scope;
    private final String name;
    private final Callable<? extends T> opener;
    private final Held.Closer<? super T> closer;
    private final CompletableFuture<T> opened = new CompletableFuture<>();
    private final SharedLock lock = new SharedLock();
    private boolean sheltered;

    Opening(SessionScope scope, String name, Callable<? extends T> opener, Held.Closer<? super T> closer) {
        this.scope = scope;
        this.name = name;
        this.opener = opener;
        this.closer = closer;
    }

    T await(boolean onPlatform) {
        scope.refuseOnceStopped(name);
        var context = scope.context();
        var thread = onPlatform
                ? context.startPlatform("open-" + name, this::open)
                : context.startVirtual("open-" + name, this::open);
        scope.stop().onRequest(() -> {
            Preemption.point();
            if (opened.completeExceptionally(new SessionScope.StoppedWhileOpening(name))) {
                interrupt(thread);
            }
        });
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionScope.StoppedWhileOpening stopped) {
                throw stopped;
            }
            var cause = e.getCause();
            throw scope.openingFailed(name, cause == null ? e : cause);
        } catch (InterruptedException e) {
            throw scope.openingFailed(name, e);
        }
    }

    private void interrupt(Thread opening) {
        Preemption.point();
        lock.lock();
        try {
            if (!sheltered) {
                opening.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was opened too late must be closed: from here on neither an earlier interrupt nor a later one is heard. */
    private void shelter() {
        lock.lock();
        try {
            sheltered = true;
            var unused = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Bounded like any other close; who hears no interruption stays in the ledger. */
    private void closeLate(T resource) throws InterruptedException {
        var clock = scope.context().clock();
        var deadline = clock.deadline(Rung.WHOLE);
        var closing = scope.context().startVirtual("close-" + name, () -> {
            try {
                closer.close(resource, deadline);
            } catch (Throwable e) { // an Error out of a close is a failure of that close, nothing more
                scope.closingFailed(name, e);
            }
        });
        if (!clock.join(closing, deadline)) {
            closing.interrupt();
        }
    }

    private void open() {
        scope.opening(Thread.currentThread());
        try {
            var resource = opener.call();
            Preemption.point();
            shelter();
            Preemption.point();
            if (!opened.complete(resource)) { // the stop did not wait: nobody else knows of it
                closeLate(resource);
            }
        } catch (Throwable e) {
            if (!opened.completeExceptionally(e)) { // the stop did not wait to hear it
                scope.failed(name, e);
            }
        } finally {
            scope.opened(Thread.currentThread());
        }
    }
}
