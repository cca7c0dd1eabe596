package trysail.coordinator;

import trysail.risk.Denied;

/** What is told of the coordinator's work, by its own thread; wiring connects it to the journal. */
@FunctionalInterface
public interface Tap {
    /**
     * An intent that did not become an order; dropped ones, whose rule is {@code gate}, included. Denials that repeat
     * one of the same instrument, side and rule within a second are counted but not told.
     */
    void denied(Denied denial) throws InterruptedException;

    /** An event's time stamp cannot be, in words: it was taken as of the time known. It must be quick. */
    default void oddTime(String words) {}

    /** Quotes or fills have been applied, and decided upon: prices or positions are others now. It must be quick. */
    default void moved() {}
}
