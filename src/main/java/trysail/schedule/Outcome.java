package trysail.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run went.
 *
 * @param trace its schedule, to be replayed
 * @param turns how many turns were taken
 * @param took simulated time from its beginning to its end
 * @param failure what the root threw, or why the run is {@linkplain Stuck stuck}
 * @param uncaught what other threads did not catch, in order
 * @param left threads that had not ended when the root had and nothing more could run, each with its stack
 */
public record Outcome(
        Trace trace,
        long turns,
        Duration took,
        Optional<Throwable> failure,
        List<Throwable> uncaught,
        List<String> left) {
    /** Rethrows the failure, with the trace that shows it again; does nothing for a run without. */
    public Outcome orThrow() {
        failure.ifPresent(f -> {
            throw new AssertionError(f.getMessage() + "\nreplay: " + trace, f);
        });
        return this;
    }
}
