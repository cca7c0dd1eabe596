package trysail.storm;

import trysail.schedule.Simulation;
import trysail.schedule.Transcript;

/**
 * What is put through storms: a program, what a seed makes of it, and what must hold.
 *
 * @param <P> the plan: plain data, whose text says all of it
 */
public interface Trial<P> {
    /** What goes wrong under this seed, and when. The same seed draws the same plan. */
    P draw(long seed);

    /**
     * Runs the program as planned, in the root thread of {@code simulation}, and looks whether its promises were kept.
     *
     * @param transcript everything that can be seen from outside, in order: equal seeds make equal transcripts
     * @throws Broken when a promise was not kept; anything else that is thrown breaks the promise to end
     */
    void run(P plan, Simulation simulation, Transcript transcript) throws Throwable;

    /** Whether under this plan threads may live on that nothing can end; otherwise one that does breaks a promise. */
    default boolean mayLeave(P plan) {
        return false;
    }

    /** About how many choices a run has; decides how far apart preemptions may be. */
    default int choices() {
        return 500;
    }

    /** The promise that a strategy breaks which does not return from one call. */
    String COMES_BACK = "the strategy comes back";

    /** A promise that was not kept. */
    final class Broken extends RuntimeException {
        private final String property;

        public Broken(String property, String detail) {
            super(property + ": " + detail);
            this.property = property;
        }

        public String property() {
            return property;
        }
    }
}
