package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import trysail.model.Numbers;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.VenueOrder;

/** An order as the venue's REST answers tell it: after placing, cancelling and asking alike. */
record OrderAnswer(
        @JsonProperty(value = "symbol", required = true) String symbol,
        @JsonProperty(value = "orderId", required = true) long orderId,

        @JsonProperty(value = "clientOrderId", required = true)
        String clientOrderId,

        @JsonProperty(value = "side", required = true) Side side,
        @JsonProperty(value = "status", required = true) String status,
        @JsonProperty(value = "price", required = true) BigDecimal price,
        @JsonProperty(value = "origQty", required = true) BigDecimal size,

        @JsonProperty(value = "executedQty", required = true)
        BigDecimal filled,

        @JsonProperty(value = "updateTime", required = true) long updateTime) {
    /**
     * In our words; {@code ours} is our symbol of it.
     *
     * @throws NumberFormatException when a number of it is beyond all bounds
     */
    VenueOrder order(String ours) {
        return new VenueOrder(
                clientOrderId,
                Long.toString(orderId),
                ours,
                side,
                Numbers.bounded(price),
                Numbers.bounded(size),
                Numbers.bounded(filled),
                state(status),
                Instant.ofEpochMilli(updateTime));
    }

    /**
     * Our word for the venue's.
     *
     * @throws IllegalArgumentException for a word we do not know: guessing could lose an order
     */
    private static OrderState state(String word) {
        return switch (word) {
            case "NEW", "PENDING_CANCEL", "PENDING_NEW" -> OrderState.NEW;
            case "PARTIALLY_FILLED" -> OrderState.PARTIALLY_FILLED;
            case "FILLED" -> OrderState.FILLED;
            case "CANCELED", "CANCELLED" -> OrderState.CANCELLED;
            case "EXPIRED", "EXPIRED_IN_MATCH", "NEW_ADL", "NEW_INSURANCE" -> OrderState.EXPIRED;
            case "REJECTED" -> OrderState.REJECTED;
            default -> throw new IllegalArgumentException("unknown order state '" + word + "'");
        };
    }
}
