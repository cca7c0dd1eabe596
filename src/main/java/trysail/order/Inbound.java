package trysail.order;

import trysail.exchange.AccountReport;
import trysail.risk.Approved;

/** What reaches the order loop: leave to act, and what the venue says of our orders. */
public sealed interface Inbound {
    /** Risk has approved it. */
    record Act(Approved approved) implements Inbound {}

    /** The private stream says so. */
    record Heard(AccountReport report) implements Inbound {}
}
