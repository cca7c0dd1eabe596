package trysail.risk;

import java.util.Arrays;
import java.util.Locale;

/** The rules that every session has, in the order in which they judge; a user's own come after them. */
public enum StandardRule {
    /** The gate is open, and nothing holds it. */
    GATE(true),
    /** Size and price are multiples of the instrument's lot and tick. */
    STEP(true),
    /** An exit reduces a position, and is not larger than it. */
    REDUCE_ONLY(true),
    /** A session that drains takes on nothing more. */
    DRAIN(false),
    /** The quote is there, and not older than {@link RiskLimits#maxDataAge}. */
    STALE_DATA(false),
    /** A limit price is within {@link RiskLimits#priceBand} of the quote. */
    PRICE_BAND(true),
    /** The venue takes an order so small. */
    MIN_SIZE(false),
    /** The order is within {@link RiskLimits#maxOrder}. */
    MAX_ORDER_SIZE(false),
    /** The position stays within {@link RiskLimits#maxPosition}, whichever open orders fill. */
    MAX_POSITION(false),
    /** Fewer than {@link RiskLimits#maxOpenOrders} orders are open. */
    OPEN_ORDERS(false),
    /** Not more than {@link RiskLimits#ordersPerSecond}, over time. */
    ORDER_RATE(true);

    private final boolean holdsExits;

    StandardRule(boolean holdsExits) {
        this.holdsExits = holdsExits;
    }

    /** As denials carry it: {@code max-position}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether exits are held to it as well. */
    public boolean holdsExits() {
        return holdsExits;
    }

    /** Whether a denial's rule is one of these. */
    public static boolean isOne(String word) {
        return Arrays.stream(values()).anyMatch(r -> r.word().equals(word));
    }
}
