package trysail.venue.binance.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trysail.model.Numbers;
import trysail.model.OrderEvent.Paid;

/** What moved the money of an account, as the venue's REST answers tell it. */
public record IncomeAnswer(
        @JsonProperty("symbol") @Nullable String symbol,
        @JsonProperty(value = "incomeType", required = true) String type,
        @JsonProperty(value = "income", required = true) BigDecimal amount,
        @JsonProperty(value = "asset", required = true) String asset,
        @JsonProperty(value = "time", required = true) long time,
        @JsonProperty(value = "tranId", required = true) String id) {
    /**
     * In our words; empty when a trade did it, which its fill tells.
     *
     * @param symbols finds our name of the venue's
     */
    public Optional<Paid> payment(Function<String, Optional<String>> symbols) {
        var kind = switch (type) {
            case "REALIZED_PNL", "COMMISSION" -> Optional.<Paid.Kind>empty();
            case "FUNDING_FEE" -> Optional.of(Paid.Kind.FUNDING);
            case "INSURANCE_CLEAR" -> Optional.of(Paid.Kind.LIQUIDATION_FEE);
            case "TRANSFER",
                    "INTERNAL_TRANSFER",
                    "CROSS_COLLATERAL_TRANSFER",
                    "COIN_SWAP_DEPOSIT",
                    "COIN_SWAP_WITHDRAW" -> Optional.of(Paid.Kind.TRANSFER);
            default -> Optional.of(Paid.Kind.OTHER);
        };
        return kind.map(k -> new Paid(
                k,
                Optional.ofNullable(symbol)
                        .filter(s -> !s.isEmpty())
                        .map(s -> symbols.apply(s).orElse(s)),
                asset,
                Numbers.bounded(amount),
                id,
                Instant.ofEpochMilli(time)));
    }
}
