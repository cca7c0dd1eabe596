package trysail.risk;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How far a session may go.
 *
 * @param maxOrder notional of one order, as a share of equity
 * @param maxPosition notional of one instrument's position if all its open orders filled, as a share of equity
 * @param maxOpenOrders orders that may still trade, over all instruments
 * @param ordersPerSecond orders a second, over time
 * @param burst orders at once; a fifth of it is kept for exits
 * @param maxDataAge how old the quote may be that an entry is based on
 * @param priceBand how far a limit price may be from the last quote, as a share of it
 */
public record RiskLimits(
        BigDecimal maxOrder,
        BigDecimal maxPosition,
        int maxOpenOrders,
        int ordersPerSecond,
        int burst,
        Duration maxDataAge,
        BigDecimal priceBand) {
    public RiskLimits {
        if (maxOrder.signum() <= 0 || maxPosition.signum() <= 0 || priceBand.signum() <= 0) {
            throw new IllegalArgumentException("risk limits: max order, max position and price band must be positive");
        }
        if (maxOpenOrders < 1 || ordersPerSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("risk limits: open orders, orders a second and burst must be 1 or more");
        }
    }

    /** Orders and positions of up to 10 % of equity, 20 orders a second, data of 2 s, a band of 2 %. */
    public static RiskLimits standard() {
        var tenth = new BigDecimal("0.10");
        return new RiskLimits(tenth, tenth, 200, 20, 40, Duration.ofSeconds(2), new BigDecimal("0.02"));
    }

    /** Room that whoever carries out what was approved must have, so that risk's giver never waits for it. */
    public int inbox() {
        return 2 * maxOpenOrders;
    }
}
