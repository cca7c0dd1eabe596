package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Side;

/**
 * An order of a session whose fate is open.
 *
 * @param venueId the venue's number of it, once it told us
 * @param price limit price in quote currency; empty for a market order
 * @param filled traded so far, in base currency
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
        State state,
        Duration age) {
    /** How far it has come. */
    public enum State {
        /** On its way, or about to be. */
        SENDING,
        WORKING,
        PARTLY_FILLED,
        /** The venue was asked and never heard; it is asked again. */
        UNRESOLVED;

        /** As it is shown: {@code partly filled}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public static WorkingOrder of(TrackedOrder tracked, Instant now) {
        var order = tracked.order();
        return new WorkingOrder(
                order.id(),
                tracked.venueId(),
                order.instrument().symbol(),
                order.side(),
                order.terms().limitPrice(),
                order.size(),
                tracked.filled(),
                order.reduceOnly(),
                state(tracked),
                Duration.between(tracked.since(), now));
    }

    private static State state(TrackedOrder tracked) {
        return switch (tracked.standing()) {
            case INTENDED -> State.SENDING;
            case WORKING -> tracked.filled().signum() > 0 ? State.PARTLY_FILLED : State.WORKING;
            case UNRESOLVED -> State.UNRESOLVED;
        };
    }
}
