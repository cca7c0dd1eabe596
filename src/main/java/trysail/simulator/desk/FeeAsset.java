package trysail.simulator.desk;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import trysail.model.Numbers;

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
    private static final Pattern WORDS =
            Pattern.compile("([A-Z0-9]{1,20}):(\\d{1,12}(?:\\.\\d{1,8})?)@(\\d{1,12}(?:\\.\\d{1,8})?)");

    public FeeAsset {
        if (held.signum() < 0 || rate.signum() <= 0) {
            throw new IllegalArgumentException(asset + ": held cannot be negative, and it must be worth something");
        }
    }

    /**
     * Reads {@code BNB:0.5@600}: so much of it, and what one is worth.
     *
     * @throws IllegalArgumentException in one line
     */
    public static FeeAsset parse(String text) {
        var parts = WORDS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("fee asset '" + text
                    + "' cannot be read: write an asset, how much of it is held, and its price, such as BNB:0.5@600");
        }
        return new FeeAsset(parts.group(1), Numbers.of(parts.group(2)), Numbers.of(parts.group(3)), true);
    }

    /** What is left after a fee of so much. */
    FeeAsset less(BigDecimal amount) {
        return new FeeAsset(asset, held.subtract(amount), rate, listed);
    }
}
