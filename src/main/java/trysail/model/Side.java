package trysail.model;

import java.math.BigDecimal;

/** Which way an order or a trade goes. */
public enum Side {
    BUY,
    SELL;

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** The size as a change of position: positive for a buy, negative for a sell. */
    public BigDecimal signed(BigDecimal size) {
        return this == BUY ? size : size.negate();
    }
}
