package trysail.exchange;

import java.util.Optional;
import trysail.model.Fill;
import trysail.model.VenueOrder;

/** One message of an account's private stream. */
public sealed interface AccountReport {
    /** An order changed; {@code fill} is the trade that changed it, if one did. */
    record OrderChanged(VenueOrder order, Optional<Fill> fill) implements AccountReport {}

    /** The stream is up, for the first time or again: what happened before must be fetched by REST. */
    record Connected() implements AccountReport {}

    /** The stream is down: fills may happen unheard. */
    record Lost(String reason) implements AccountReport {}
}
