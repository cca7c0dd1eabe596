package trysail.schedule;

/** A moment of a simulation at which more than one thread could go on. Valid until the strategy has answered. */
public interface Turn {
    /** How many threads could go on: two or more. */
    int size();

    /**
     * Which thread the candidate is, numbered in the order in which they were first ready to run. Candidates are in the
     * order in which they became ready; those whose time is over come last.
     */
    int thread(int candidate);

    /** The thread that ran last; negative before the first. */
    int last();
}
