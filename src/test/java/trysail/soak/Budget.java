package trysail.soak;

import java.time.Duration;

/** How long a phase goes on: for so many of something, or for so long. */
sealed interface Budget {
    /** So many. */
    record Count(long most) implements Budget {}

    /** So long. */
    record Time(Duration length) implements Budget {}

    /** The share of it that is used up by so many in so much time; 1 and more: all of it. */
    default double spent(long done, Duration passed) {
        return switch (this) {
            case Count c -> (double) done / c.most();
            case Time t -> (double) passed.toNanos() / t.length().toNanos();
        };
    }
}
