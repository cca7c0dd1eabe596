package trysail.matching;

import java.math.BigDecimal;
import java.time.Instant;
import trysail.model.Fill;

/** What happened to an order, in the order it happened; {@code order} is how it stood just after. */
public sealed interface Execution {
    Ticket order();

    default Instant time() {
        return order().updated();
    }

    /** The engine has it. What it takes at once follows as fills. */
    record Accepted(Ticket order) implements Execution {}

    /**
     * It traded.
     *
     * @param price in quote currency
     * @param size in base currency
     * @param fee in quote currency
     * @param maker whether it rested
     */
    record Filled(Ticket order, long tradeId, BigDecimal price, BigDecimal size, BigDecimal fee, boolean maker)
            implements Execution {
        /** The same in the model's words. */
        public Fill fill(String symbol) {
            return new Fill(
                    symbol,
                    Long.toString(order.id()),
                    Long.toString(tradeId),
                    order.asked().side(),
                    price,
                    size,
                    fee,
                    maker,
                    time());
        }
    }

    /** Its owner gave it another price or size; what it takes at its new price follows as fills. */
    record Amended(Ticket order) implements Execution {}

    /** The market has reached its trigger: it is a market order from now on. What it takes follows as fills. */
    record Triggered(Ticket order) implements Execution {}

    /** Its owner ended it. */
    record Cancelled(Ticket order) implements Execution {}

    /** It ended by itself, with or without fills before. */
    record Expired(Ticket order, Reason reason) implements Execution {}

    /** The engine did not take it. */
    record Rejected(Ticket order, Reason reason) implements Execution {}
}
