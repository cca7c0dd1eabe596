package trysail.scope;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadFactory;

/** The one class that touches the preview API, as JDK 25 has it. Its twin for JDK 21 has the same face. */
final class ScopeDoor {
    private static final ScopedValue<SessionContext> SESSION = ScopedValue.newInstance();
    private final StructuredTaskScope<Object, Void> scope;

    /** Opens a scope that is cancelled when a subtask returns {@code last}, and by nothing else. */
    ScopeDoor(String name, ThreadFactory threads, Object last) {
        scope = StructuredTaskScope.open(
                new EndsWith(last), c -> c.withName(name).withThreadFactory(threads));
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

    private record EndsWith(Object last) implements Joiner<Object, Void> {
        @Override
        public boolean onComplete(Subtask<? extends Object> subtask) {
            return subtask.state() == Subtask.State.SUCCESS && subtask.get() == last;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        public Void result() {
            return null;
        }
    }
}
