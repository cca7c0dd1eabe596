package trysail.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How far a price has come. */
public final class PriceChange {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private PriceChange() {}

    /** In percent of {@code from}, four decimals; zero when there is nothing to compare with. */
    public static BigDecimal percent(BigDecimal from, BigDecimal to) {
        return from.signum() == 0
                ? BigDecimal.ZERO
                : to.subtract(from).multiply(HUNDRED).divide(from, 4, RoundingMode.HALF_EVEN);
    }

    /** Green, red, or neither. */
    public static Paper.Tone tone(BigDecimal change) {
        return switch (change.signum()) {
            case 1 -> Paper.Tone.GOOD;
            case -1 -> Paper.Tone.BAD;
            default -> Paper.Tone.PLAIN;
        };
    }
}
