package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import trysail.model.Balance;

/** What the account holds of one asset, as the venue's REST answers tell it. */
record AssetAnswer(
        @JsonProperty(value = "asset", required = true) String asset,
        @JsonProperty(value = "balance", required = true) BigDecimal wallet,

        @JsonProperty(value = "availableBalance", required = true)
        BigDecimal available) {

    Balance balance() {
        return new Balance(asset, wallet, available);
    }
}
