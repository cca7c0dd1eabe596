package trysail.scope;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.ThreadFactory;

/** The one class that touches the preview API, as JDK 21 has it. Its twin for JDK 25 has the same face. */
final class ScopeDoor {
    private static final ScopedValue<SessionContext> SESSION = ScopedValue.newInstance();
    private final EndsWith scope;

    /** Opens a scope that is cancelled when a subtask returns {@code last}, and by nothing else. */
    ScopeDoor(String name, ThreadFactory threads, Object last) {
        scope = new EndsWith(name, threads, last);
    }

    static void bind(SessionContext session, Runnable body) {
        ScopedValue.where(SESSION, session).run(body);
    }

    static Optional<SessionContext> session() {
        return SESSION.isBound() ? Optional.of(SESSION.get()) : Optional.empty();
    }

    void fork(Callable<Object> task) {
        scope.fork(task);
    }

    void join() throws InterruptedException {
        scope.join();
    }

    void close() {
        scope.close();
    }

    private static final class EndsWith extends StructuredTaskScope<Object> {
        private final Object last;

        EndsWith(String name, ThreadFactory threads, Object last) {
            super(name, threads);
            this.last = last;
        }

        @Override
        protected void handleComplete(Subtask<? extends Object> subtask) {
            if (subtask.state() == Subtask.State.SUCCESS && subtask.get() == last) {
                shutdown();
            }
        }
    }
}
