package trysail.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends a snippet that loops. Compiled snippets ask here at each turn of a loop, whichever thread runs them: a strategy
 * that was defined in a shell asks too, from its session's thread, and goes on. Public for the code of snippets alone.
 */
public final class Brake {
    private static final Set<Thread> PULLED = ConcurrentHashMap.newKeySet();

    private Brake() {}

    /** Ends a snippet that was stopped; not an exception, so that it is not caught as one. */
    static final class Pulled extends Error {
        Pulled() {
            super("the snippet was stopped", null, false, false);
        }
    }

    /** Called by compiled snippets; throws when this very thread is to stop. */
    public static void check() {
        if (!PULLED.isEmpty() && PULLED.contains(Thread.currentThread())) {
            throw new Pulled();
        }
    }

    static void pull(Thread thread) {
        PULLED.add(thread);
    }

    static void release(Thread thread) {
        PULLED.remove(thread);
    }
}
