package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
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
    /** In our words; {@code ours} is our symbol of it. */
    VenueOrder order(String ours) {
        return new VenueOrder(
                clientOrderId,
                Long.toString(orderId),
                ours,
                side,
                price,
                size,
                filled,
                OrderStates.of(status),
                Instant.ofEpochMilli(updateTime));
    }
}
