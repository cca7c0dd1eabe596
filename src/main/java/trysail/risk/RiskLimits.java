package trysail.risk;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How far a session may go. A limit that cannot be is refused with an {@link IllegalArgumentException} that names it.
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
    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");
    private static final BigDecimal LARGEST = new BigDecimal(100);
    private static final int DIGITS = 12;
    private static final int MOST = 10_000;
    private static final Duration YOUNGEST = Duration.ofMillis(1);
    private static final Duration OLDEST = Duration.ofDays(1);

    public RiskLimits {
        share("max-order", maxOrder);
        share("max-position", maxPosition);
        count("max-open-orders", maxOpenOrders);
        count("orders-per-second", ordersPerSecond);
        count("order-burst", burst);
        if (maxDataAge.compareTo(YOUNGEST) < 0 || maxDataAge.compareTo(OLDEST) > 0) {
            throw new IllegalArgumentException("max-data-age " + print(maxDataAge) + " cannot be: from 1ms to 1d");
        }
        share("price-band", priceBand);
    }

    private static void share(String what, BigDecimal share) {
        if (share.compareTo(SMALLEST) < 0 || share.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " " + (isShort(share) ? print(share) : share) + " cannot be: from 0.0001% to 10000%");
        }
        if (!isShort(share)) { // each order is multiplied by it
            throw new IllegalArgumentException(what + " " + share + " has too many digits: " + DIGITS + " at the most");
        }
    }

    private static boolean isShort(BigDecimal share) {
        return share.precision() <= DIGITS && Math.abs((long) share.scale()) <= 2 * DIGITS;
    }

    private static void count(String what, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(what + " " + count + " cannot be: from 1 to " + MOST);
        }
    }

    /** A share as people write it: {@code 10%}. */
    static String print(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    /** An age, such as {@code 2s} or {@code 750ms}. */
    static String print(Duration age) {
        return age.toMillis() % 1_000 == 0 ? age.toSeconds() + "s" : age.toMillis() + "ms";
    }

    /** Orders and positions of up to 10 % of equity, 20 orders a second, data of 2 s, a band of 2 %. */
    public static RiskLimits standard() {
        var tenth = new BigDecimal("0.10");
        return new RiskLimits(tenth, tenth, 200, 20, 40, Duration.ofSeconds(2), new BigDecimal("0.02"));
    }

    /** These, but for one: {@code 0.1} is a tenth of equity. */
    public RiskLimits maxOrder(BigDecimal share) {
        return new RiskLimits(share, maxPosition, maxOpenOrders, ordersPerSecond, burst, maxDataAge, priceBand);
    }

    public RiskLimits maxPosition(BigDecimal share) {
        return new RiskLimits(maxOrder, share, maxOpenOrders, ordersPerSecond, burst, maxDataAge, priceBand);
    }

    public RiskLimits maxOpenOrders(int orders) {
        return new RiskLimits(maxOrder, maxPosition, orders, ordersPerSecond, burst, maxDataAge, priceBand);
    }

    public RiskLimits ordersPerSecond(int orders) {
        return new RiskLimits(maxOrder, maxPosition, maxOpenOrders, orders, burst, maxDataAge, priceBand);
    }

    public RiskLimits burst(int orders) {
        return new RiskLimits(maxOrder, maxPosition, maxOpenOrders, ordersPerSecond, orders, maxDataAge, priceBand);
    }

    public RiskLimits maxDataAge(Duration age) {
        return new RiskLimits(maxOrder, maxPosition, maxOpenOrders, ordersPerSecond, burst, age, priceBand);
    }

    public RiskLimits priceBand(BigDecimal share) {
        return new RiskLimits(maxOrder, maxPosition, maxOpenOrders, ordersPerSecond, burst, maxDataAge, share);
    }

    /** Room that whoever carries out what was approved must have, so that risk's giver never waits for it. */
    public int inbox() {
        return 2 * maxOpenOrders;
    }
}
