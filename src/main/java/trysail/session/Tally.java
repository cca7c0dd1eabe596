package trysail.session;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import trysail.journal.OrderFate;
import trysail.receipt.Receipt;

/** What a session amounted to, for its receipt; see {@link Receipt}. */
record Tally(
        List<OrderFate> orders, long marketEvents, long fills, BigDecimal pnl, Map<String, BigDecimal> feesNotValued) {
    /** Where nothing could be counted. */
    static final Tally NOTHING = new Tally(List.of(), 0, 0, BigDecimal.ZERO, Map.of());
}
