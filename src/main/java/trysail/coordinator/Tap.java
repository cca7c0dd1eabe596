package trysail.coordinator;

import trysail.risk.Denied;

/** Where the coordinator's refusals are written down; wiring connects it to the journal. */
@FunctionalInterface
public interface Tap {
    /**
     * An intent that did not become an order; dropped ones, whose rule is {@code gate}, included. Denials that repeat
     * one of the same instrument, side and rule within a second are counted but not told.
     */
    void denied(Denied denial) throws InterruptedException;
}
