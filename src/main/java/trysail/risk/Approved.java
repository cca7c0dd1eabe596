package trysail.risk;

import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.Purpose;

/** Leave to do one thing at the venue. Only risk can make one: an order that skipped risk does not compile. */
public final class Approved implements Verdict {
    /** What may be done. */
    public sealed interface Action {
        /** Send this order, once. */
        record Place(Order order, Purpose purpose) implements Action {}

        /** End this working order. */
        record Cancel(ClientOrderId id) implements Action {}
    }

    private final Action action;
    private final String why;

    Approved(Action action, String why) {
        this.action = action;
        this.why = why;
    }

    public Action action() {
        return action;
    }

    /** The strategy's own word for it, kept in the journal. */
    public String why() {
        return why;
    }

    @Override
    public String toString() {
        return "Approved[" + action + ", " + why + "]";
    }
}
