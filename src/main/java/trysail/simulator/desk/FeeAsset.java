package trysail.simulator.desk;

import java.math.BigDecimal;

/**
 * What an account pays its fees in, as Binance's customers do in BNB: as long as it holds enough of the asset each fee is
 * taken from there, and in quote currency after that.
 *
 * @param asset such as {@code BNB}
 * @param held how much of it the account begins with
 * @param rate what one of it is worth in quote currency, for as long as the exchange is open
 * @param listed whether the exchange tells that price to anybody who asks
 */
public record FeeAsset(String asset, BigDecimal held, BigDecimal rate, boolean listed) {
    public FeeAsset {
        if (held.signum() < 0 || rate.signum() <= 0) {
            throw new IllegalArgumentException(asset + ": held cannot be negative, and it must be worth something");
        }
    }

    /** What is left after a fee of so much. */
    FeeAsset less(BigDecimal amount) {
        return new FeeAsset(asset, held.subtract(amount), rate, listed);
    }
}
