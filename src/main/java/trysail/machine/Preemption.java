package trysail.machine;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Places at which another thread may go first, and it would matter: before what threads share is read or changed. In a
 * storm the schedule decides there; otherwise nothing happens.
 *
 * <p>There is none between a signal and the unlock that follows it, nor inside a monitor.
 */
public final class Preemption {
    private static volatile Optional<Runnable> storm = Optional.empty();
    private static volatile Optional<IntConsumer> border = Optional.empty();

    /** A piece of work in the world outside a process. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X, InterruptedException;
    }

    private Preemption() {}

    /** One such place. */
    public static void point() {
        var decides = storm;
        if (decides.isPresent()) {
            decides.get().run();
        }
    }

    /**
     * Work that a kernel would do for its caller, with what other processes share: a network in memory. Where the caller's
     * process is killed meanwhile, this comes to its end and lets go of every lock; its caller goes no further.
     */
    public static <T, X extends Exception> T outside(Work<T, X> work) throws X, InterruptedException {
        var crossing = border;
        crossing.ifPresent(c -> c.accept(1));
        try {
            return work.run();
        } finally {
            crossing.ifPresent(c -> c.accept(-1));
        }
    }

    /**
     * What a point does in threads of a storm from now on, and who is told of each step out of a process (1) and back
     * (-1); in all other threads they must do nothing.
     */
    public static void decidedBy(Runnable turn, IntConsumer steps) {
        storm = Optional.of(turn);
        border = Optional.of(steps);
    }
}
