package trysail.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a trade costs, as a share of its notional; negative when the venue pays. */
public record Fees(BigDecimal maker, BigDecimal taker) {
    /** 0.02 % for the order that rested, 0.05 % for the one that took. */
    public static final Fees USUAL = new Fees(new BigDecimal("0.0002"), new BigDecimal("0.0005"));

    private static final int DECIMALS = 8;

    /** The fee of one fill, in quote currency, to the eighth decimal. */
    public BigDecimal of(BigDecimal price, BigDecimal size, boolean asMaker) {
        return price.multiply(size).multiply(asMaker ? maker : taker).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
