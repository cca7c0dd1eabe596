package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Side;
import trysail.model.Terms;

/**
 * An order of a session whose fate is open.
 *
 * @param venueId the venue's number of it, once it told us
 * @param terms how it may trade
 * @param price limit price, or the trigger that it waits for, in quote currency; empty for a market order
 * @param filled traded so far, in base currency
 * @param age since it was intended
 */
public record WorkingOrder(
        ClientOrderId id,
        Optional<String> venueId,
        String symbol,
        Side side,
        Terms terms,
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
                order.terms(),
                price(order.terms()),
                order.size(),
                tracked.filled(),
                order.reduceOnly(),
                state(tracked),
                Duration.between(tracked.since(), now));
    }

    private static Optional<BigDecimal> price(Terms terms) {
        return switch (terms) {
            case Terms.Market m -> Optional.empty();
            case Terms.Limit l -> Optional.of(l.price());
            case Terms.Triggered t -> Optional.of(t.trigger());
        };
    }

    /** {@code limit}, {@code market}, {@code stop} or {@code take profit}. */
    public String type() {
        return switch (terms) {
            case Terms.Market m -> "market";
            case Terms.Limit l -> "limit";
            case Terms.Triggered t -> t.when().words();
        };
    }

    private static State state(TrackedOrder tracked) {
        return switch (tracked.standing()) {
            case INTENDED -> State.SENDING;
            case WORKING -> tracked.filled().signum() > 0 ? State.PARTLY_FILLED : State.WORKING;
            case UNRESOLVED -> State.UNRESOLVED;
        };
    }
}
