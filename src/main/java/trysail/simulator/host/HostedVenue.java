package trysail.simulator.host;

import java.util.function.BooleanSupplier;
import trysail.matching.Latency;
import trysail.scope.SessionClock;
import trysail.simulator.desk.Accounts;
import trysail.simulator.fault.RestFaults;
import trysail.simulator.play.Markets;
import trysail.simulator.record.VenueRecord;

/**
 * The simulated venue that a dialect speaks for.
 *
 * @param clock of waits, and right
 * @param wall what the venue takes for the time, which may be wrong
 * @param latency how long an order is on its way to the book
 * @param crowded whether it lists, now, more than it trades: entries that clients have to step over
 * @param rationed whether requests and orders are held against the venue's budgets
 * @param faults what is done wrong on purpose
 */
public record HostedVenue(
        SessionClock clock,
        SessionClock wall,
        Markets markets,
        Accounts accounts,
        VenueRecord record,
        Latency latency,
        BooleanSupplier crowded,
        boolean rationed,
        RestFaults faults) {
    /** The way of an order to the book. */
    public void travel() throws InterruptedException {
        var delay = latency.next();
        if (!delay.isZero()) {
            clock.sleep(delay);
        }
    }
}
