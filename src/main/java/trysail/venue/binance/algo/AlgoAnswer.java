package trysail.venue.binance.algo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trysail.model.Numbers;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.VenueOrder;

/** A conditional order as the venue's REST answers tell it. What its trigger made of it has to be asked for by its number. */
public record AlgoAnswer(
        @JsonProperty(value = "symbol", required = true) String symbol,
        @JsonProperty(value = "algoId", required = true) long algoId,

        @JsonProperty(value = "clientAlgoId", required = true)
        String clientAlgoId,

        @JsonProperty(value = "side", required = true) Side side,

        @JsonProperty(value = "algoStatus", required = true) String status,

        @JsonProperty(value = "quantity", required = true) BigDecimal size,

        @JsonProperty("actualOrderId") @Nullable String child,
        @JsonProperty("updateTime") long updateTime) {
    /** The number of the order that its trigger made, once it has made one. */
    public Optional<Long> childId() {
        return AlgoLinks.number(child);
    }

    /** In our words, by itself; {@code ours} is our symbol of it. */
    public VenueOrder order(String ours) {
        return order(ours, BigDecimal.ZERO, state(status));
    }

    /** In our words, when so much of what it has become is filled, and stands like that. */
    public VenueOrder order(String ours, BigDecimal filled, OrderState state) {
        return new VenueOrder(
                clientAlgoId,
                Long.toString(algoId),
                ours,
                side,
                BigDecimal.ZERO,
                Numbers.bounded(size),
                filled,
                state,
                Instant.ofEpochMilli(updateTime));
    }

    /**
     * Our word for the venue's: until something is known of what it has become, a triggered one works.
     *
     * @throws IllegalArgumentException for a word we do not know: guessing could lose an order
     */
    public static OrderState state(String word) {
        return switch (word) {
            case "NEW", "TRIGGERING", "TRIGGERED" -> OrderState.NEW;
            case "CANCELED", "CANCELLED" -> OrderState.CANCELLED;
            case "FINISHED", "EXPIRED" -> OrderState.EXPIRED;
            case "REJECTED" -> OrderState.REJECTED;
            default -> throw new IllegalArgumentException("unknown state of a conditional order '" + word + "'");
        };
    }
}
