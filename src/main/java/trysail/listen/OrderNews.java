package trysail.listen;

import java.time.Instant;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Order;

/**
 * A step of one order.
 *
 * @param order what was asked for; empty for an order of a session that died, dealt with here
 * @param detail the venue's number of it, why it was not sent, how it ended; may be empty
 * @param at when it was written down, by our clock
 */
public record OrderNews(ClientOrderId id, Optional<Order> order, Step step, String detail, Instant at) {
    /** What became of it. */
    public enum Step {
        /** About to go to the venue: it is on the disk. */
        INTENDED,
        /** The venue has it. */
        ACCEPTED,
        /** The venue said no. */
        REJECTED,
        /** It never left us. */
        NOT_SENT,
        /** We asked and never heard: it may work, it may not. */
        UNRESOLVED,
        /** The venue is asked to end it. */
        CANCEL_ASKED,
        /** It can trade no more. */
        ENDED,
        /** The stop's verdict on it. */
        SETTLED
    }
}
