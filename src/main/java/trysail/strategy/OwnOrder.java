package trysail.strategy;

import java.math.BigDecimal;
import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.Side;

/**
 * An order of ours that may still trade.
 *
 * @param filled traded so far, in base currency
 */
public record OwnOrder(Order order, Stage stage, BigDecimal filled) {
    /** How far it has come. */
    public enum Stage {
        /** Approved; the venue has not answered yet. */
        SENT,
        /** The venue has it. */
        WORKING,
        /** We asked the venue to end it and have not heard that it did. */
        CANCELLING,
        /** We asked and never heard: it may work, it may not. */
        UNRESOLVED
    }

    public ClientOrderId id() {
        return order.id();
    }

    public Side side() {
        return order.side();
    }

    /** What can still trade, in base currency. */
    public BigDecimal rest() {
        return order.size().subtract(filled);
    }

    public OwnOrder at(Stage next) {
        return new OwnOrder(order, next, filled);
    }

    public OwnOrder plus(BigDecimal traded) {
        return new OwnOrder(order, stage, filled.add(traded));
    }
}
