package trysail.order;

import java.util.List;
import java.util.Optional;
import trysail.exchange.AccountReport;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.risk.Approved;

/** What reaches the order loop: leave to act, and what the venue says of our orders. */
public sealed interface Inbound {
    /** Risk has approved it. */
    record Act(Approved approved) implements Inbound {}

    /**
     * What somebody who compared the account with our orders has found, and no order of ours did.
     *
     * @param basis what we took the position for when it was found: where that is another by now, nothing was found.
     *     Empty: of no position
     */
    record Found(List<OrderEvent.Foreign> events, Optional<Position> basis) implements Inbound {
        public Found {
            events = List.copyOf(events);
        }
    }

    /** The private stream says so. */
    record Heard(AccountReport report) implements Inbound {}
}
