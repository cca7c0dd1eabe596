package trysail.risk;

import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.Purpose;

/** Approvals for tests that have no risk to ask. */
public final class Approvals {
    private Approvals() {}

    public static Approved place(Order order) {
        return new Approved(new Approved.Action.Place(order, Purpose.TRADE), "test");
    }

    public static Approved cancel(ClientOrderId id) {
        return new Approved(new Approved.Action.Cancel(id), "test");
    }
}
