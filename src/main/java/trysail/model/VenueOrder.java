package trysail.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order as the venue tells it: ours or anybody's.
 *
 * @param clientId as the venue holds it; of our form only when the order is ours, see {@link ClientOrderId#parse}
 * @param venueId the venue's own number
 * @param price limit price in quote currency; zero for a market order
 * @param size ordered, in base currency
 * @param filled traded so far, in base currency
 * @param time of the last change, by the venue's clock
 */
public record VenueOrder(
        String clientId,
        String venueId,
        String symbol,
        Side side,
        BigDecimal price,
        BigDecimal size,
        BigDecimal filled,
        OrderState state,
        Instant time) {
    /** The same in another state. */
    public VenueOrder at(OrderState other) {
        return new VenueOrder(clientId, venueId, symbol, side, price, size, filled, other, time);
    }
}
