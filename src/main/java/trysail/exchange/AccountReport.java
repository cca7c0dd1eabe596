package trysail.exchange;

import java.util.List;
import java.util.Optional;
import trysail.model.Fill;
import trysail.model.Position;
import trysail.model.VenueOrder;

/** One message of an account's private stream. */
public sealed interface AccountReport {
    /** An order changed; {@code fill} is the trade that changed it, if one did. */
    record OrderChanged(VenueOrder order, Optional<Fill> fill) implements AccountReport {}

    /**
     * Money or positions of the account moved.
     *
     * @param positions those that changed, as they stand now; flat ones among them. What only moved money names none
     * @param paid whether money came or went without a trade: funding, a transfer, a fee of the venue's
     */
    record Moved(List<Position> positions, boolean paid) implements AccountReport {
        public Moved {
            positions = List.copyOf(positions);
        }
    }

    /** The stream is up, for the first time or again: what happened before must be fetched by REST. */
    record Connected() implements AccountReport {}

    /** The stream is down: fills may happen unheard. */
    record Lost(String reason) implements AccountReport {}
}
