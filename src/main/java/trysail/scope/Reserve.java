package trysail.scope;

import java.util.Optional;

/**
 * A little of the heap, kept back while sessions run and let go when memory is out, so that a stop finds room for its last
 * calls and its receipt. The process has one; it is made again when the next session starts.
 */
final class Reserve {
    private static final int BYTES = 4 << 20;

    private static volatile Optional<byte[]> kept = Optional.empty();

    private Reserve() {}

    static void keep() {
        if (kept.isEmpty()) {
            try {
                kept = Optional.of(new byte[BYTES]);
            } catch (OutOfMemoryError e) {
                // a session may start all the same: it is no worse off than without
            }
        }
    }

    /** Lets it go when memory is what failed. Allocates nothing. */
    static void freeFor(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            kept = Optional.empty();
        }
    }
}
