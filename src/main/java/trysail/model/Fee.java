package trysail.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a trade cost: venues take it in the quote asset, in the base asset, or in a third one, such as BNB.
 *
 * @param amount in {@code asset}; negative when the venue pays
 * @param rate what one of {@code asset} was worth when the fee was heard of, in the quote currency of what was traded;
 *     empty where nobody knows: then the fee is in no sum, and whoever shows a sum says so
 */
public record Fee(BigDecimal amount, String asset, Optional<BigDecimal> rate) {
    /** The fee of a trade of {@code symbol} at {@code price}; valued by that alone, unless it is in a third asset. */
    public static Fee of(BigDecimal amount, String asset, String symbol, BigDecimal price) {
        if (asset.equals(Symbol.quote(symbol))) {
            return new Fee(amount, asset, Optional.of(BigDecimal.ONE));
        }
        return new Fee(amount, asset, asset.equals(Symbol.base(symbol)) ? Optional.of(price) : Optional.empty());
    }

    /** The same, one of its asset being worth {@code price} in quote currency. */
    public Fee valuedAt(BigDecimal price) {
        return new Fee(amount, asset, Optional.of(price));
    }

    /** Its worth in quote currency; empty when that is not known. Nothing is worth nothing at any rate. */
    public Optional<BigDecimal> inQuote() {
        return amount.signum() == 0 ? Optional.of(BigDecimal.ZERO) : rate.map(amount::multiply);
    }
}
