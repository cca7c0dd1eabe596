package trysail.session;

import java.util.List;
import java.util.Optional;
import trysail.journal.OrderFate;
import trysail.receipt.Dealings;
import trysail.receipt.FailureCause;
import trysail.receipt.Receipt;

/** What a session amounted to, for its receipt; see {@link Receipt}. */
record Tally(List<OrderFate> orders, Dealings dealings, Optional<FailureCause> cause) {
    /** Where nothing could be counted. */
    static final Tally NOTHING = new Tally(List.of(), Dealings.NOT_KNOWN, Optional.empty());
}
