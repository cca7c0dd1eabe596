package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Side;
import trysail.model.Terms;

/**
 * An order of a session whose fate is open.
 *
 * @param venueId the venue's number of it, once it told us
 * @param price limit price in quote currency; empty for a market order
 * @param filled traded so far, in base currency
 * @param state {@code sending}, {@code working}, {@code partly filled} or {@code unresolved}
 * @param age since it was intended
 */
public record WorkingOrder(
        ClientOrderId id,
        Optional<String> venueId,
        String symbol,
        Side side,
        Optional<BigDecimal> price,
        BigDecimal size,
        BigDecimal filled,
        boolean reduceOnly,
        String state,
        Duration age) {
    public static WorkingOrder of(TrackedOrder tracked, Instant now) {
        var order = tracked.order();
        return new WorkingOrder(
                order.id(),
                tracked.venueId(),
                order.instrument().symbol(),
                order.side(),
                order.terms() instanceof Terms.Limit limit ? Optional.of(limit.price()) : Optional.empty(),
                order.size(),
                tracked.filled(),
                order.reduceOnly(),
                state(tracked),
                Duration.between(tracked.since(), now));
    }

    private static String state(TrackedOrder tracked) {
        return switch (tracked.standing()) {
            case INTENDED -> "sending";
            case WORKING -> tracked.filled().signum() > 0 ? "partly filled" : "working";
            case UNRESOLVED -> "unresolved";
        };
    }
}
