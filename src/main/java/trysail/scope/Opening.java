package trysail.scope;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One step of opening that may block, run beside the owner so that a stop does not wait for it. */
final class Opening<T> {
    private final SessionScope scope;
    private final String name;
    private final Callable<? extends T> opener;
    private final Held.Closer<? super T> closer;
    private final CompletableFuture<T> opened = new CompletableFuture<>();

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
            if (opened.completeExceptionally(new SessionScope.StoppedWhileOpening(name))) {
                thread.interrupt();
            }
        });
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionScope.StoppedWhileOpening stopped) {
                throw stopped;
            }
            var cause = e.getCause();
            throw scope.openingFailed(cause == null ? e : cause);
        } catch (InterruptedException e) {
            throw scope.openingFailed(e);
        }
    }

    private void open() {
        try {
            var resource = opener.call();
            if (!opened.complete(resource)) { // the stop did not wait: nobody else knows of it
                closer.close(resource, scope.context().clock().deadline(Rung.WHOLE));
            }
        } catch (Throwable e) {
            opened.completeExceptionally(e);
        }
    }
}
