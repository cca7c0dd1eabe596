package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Numbers;
import trysail.model.Side;

/**
 * One trade of ours, as the venue's REST answers tell it. XChange's {@code BinanceTrade} reads the spot market's names
 * ({@code isBuyer}, {@code isMaker}) and takes every futures trade for a taker's sale.
 */
record TradeAnswer(
        @JsonProperty(value = "id", required = true) long id,
        @JsonProperty(value = "orderId", required = true) long orderId,
        @JsonProperty(value = "side", required = true) Side side,
        @JsonProperty(value = "price", required = true) BigDecimal price,
        @JsonProperty(value = "qty", required = true) BigDecimal size,
        @JsonProperty(value = "commission", required = true) BigDecimal commission,

        @JsonProperty(value = "commissionAsset", required = true)
        String commissionAsset,

        @JsonProperty(value = "maker", required = true) boolean maker,
        @JsonProperty(value = "time", required = true) long time) {

    Fill fill(Instrument instrument) {
        return new Fill(
                instrument.symbol(),
                Long.toString(orderId),
                Long.toString(id),
                side,
                Numbers.bounded(price),
                Numbers.bounded(size),
                Fee.of(Numbers.bounded(commission), commissionAsset, instrument.symbol(), price),
                maker,
                Instant.ofEpochMilli(time));
    }
}
