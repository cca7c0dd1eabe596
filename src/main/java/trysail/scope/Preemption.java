package trysail.scope;

import java.util.Optional;

/**
 * Places at which another thread may go first, and it would matter: before what threads share is read or changed. In a
 * storm the schedule decides there; otherwise nothing happens.
 *
 * <p>There is none between a signal and the unlock that follows it, nor inside a monitor.
 */
public final class Preemption {
    private static volatile Optional<Runnable> storm = Optional.empty();

    private Preemption() {}

    /** One such place. */
    public static void point() {
        var decides = storm;
        if (decides.isPresent()) {
            decides.get().run();
        }
    }

    /** What a point does in threads of a storm from now on; in all others it must do nothing. */
    public static void decidedBy(Runnable turn) {
        storm = Optional.of(turn);
    }
}
