package trysail.machine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A little of the heap, kept back while sessions run and let go when memory is out, so that a stop finds room for its last
 * calls and its receipt. The process has one, for as long as sessions are watched; a session that starts later makes it again.
 */
public final class Reserve {
    private static final int BYTES = 4 << 20;

    private static final AtomicInteger USERS = new AtomicInteger();
    private static volatile Optional<byte[]> kept = Optional.empty();

    private Reserve() {}

    /** Keeps it, for one user more. */
    public static void keep() {
        USERS.incrementAndGet();
        if (kept.isEmpty()) {
            try {
                kept = Optional.of(new byte[BYTES]);
            } catch (OutOfMemoryError e) {
                // a session may start all the same: it is no worse off than without
            }
        }
    }

    /** Whoever kept it needs it no more. */
    public static void leave() {
        if (USERS.decrementAndGet() == 0) {
            kept = Optional.empty();
        }
    }

    /** Lets it go when memory is what failed. Allocates nothing. */
    public static void freeFor(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            kept = Optional.empty();
        }
    }
}
