package trysail.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import trysail.model.OrderState;

/**
 * One order as it stood at one moment.
 *
 * @param id the engine's number of it, rising
 * @param filled traded so far, in base currency
 * @param cost what was traded is worth at its prices, in quote currency
 * @param ahead market size still before it in the queue at its price, in base currency
 * @param triggered a conditional order whose trigger was reached
 * @param accepted when the engine took it
 * @param updated when it last changed
 */
public record Ticket(
        long id,
        Submission asked,
        BigDecimal filled,
        BigDecimal cost,
        OrderState state,
        BigDecimal ahead,
        boolean triggered,
        Instant accepted,
        Instant updated) {
    private static final int EXTRA_DECIMALS = 8;

    /** A conditional order takes two numbers: its own, and this, of the market order that its trigger makes of it. */
    public long child() {
        return id + 1;
    }

    /** What is left to trade, in base currency. */
    public BigDecimal left() {
        return asked.size().subtract(filled);
    }

    /** Average price of what has traded; zero before the first fill. */
    public BigDecimal averagePrice() {
        return filled.signum() == 0 ? BigDecimal.ZERO : cost.divide(filled, EXTRA_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
