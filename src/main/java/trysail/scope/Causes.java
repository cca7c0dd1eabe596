package trysail.scope;

import java.util.Optional;
import java.util.function.Predicate;

/** A failure and what it came of. */
final class Causes {
    /** Java lets a failure be among its own causes: whoever follows them must come to an end. */
    private static final int DEEPEST = 64;

    private Causes() {}

    /** Whether it, or what it came of, is what is asked for. */
    static boolean any(Throwable failure, Predicate<Throwable> asked) {
        var next = Optional.of(failure);
        for (var depth = 0; next.isPresent() && depth < DEEPEST; depth++) {
            if (asked.test(next.get())) {
                return true;
            }
            next = next.flatMap(Told::cause);
        }
        return false;
    }
}
