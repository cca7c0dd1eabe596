package trysail.schedule;

/** Thrown in whatever still runs when a run is over, wherever it waits or passes a point: nothing may outlive its run. */
final class Over extends Error {
    Over() {
        super("the run is over", null, false, false);
    }
}
