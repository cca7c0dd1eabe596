package trysail.order;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.model.ClientOrderId;
import trysail.model.OrderState;
import trysail.model.VenueOrder;

/** The verdict that follows from what the venue says of an order. */
final class Fates {
    private Fates() {}

    static OrderFate of(ClientOrderId id, VenueOrder order) {
        return new OrderFate(id, Optional.of(order.venueId()), of(order.state(), order.filled()), "");
    }

    static Fate of(OrderState state, BigDecimal filled) {
        return switch (state) {
            case NEW, PARTIALLY_FILLED -> Fate.KEPT;
            case FILLED -> Fate.FILLED;
            case CANCELLED, EXPIRED -> filled.signum() > 0 ? Fate.PARTLY_FILLED_THEN_CANCELLED : Fate.CANCELLED;
            case REJECTED -> Fate.REJECTED;
        };
    }
}
