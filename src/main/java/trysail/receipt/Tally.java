package trysail.receipt;

import java.util.List;
import java.util.Optional;
import trysail.journal.OrderFate;

/** What a session amounted to, for its receipt; see {@link Receipt}. */
public record Tally(List<OrderFate> orders, Dealings dealings, Optional<FailureCause> cause) {
    /** Where nothing could be counted. */
    public static final Tally NOTHING = new Tally(List.of(), Dealings.NOT_KNOWN, Optional.empty());
}
