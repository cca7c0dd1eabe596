package trysail.model;

import java.time.Instant;
import java.util.List;

/** What became of our orders. It re-enters the ring at its start. */
public sealed interface OrderEvent extends Event {
    /** Recovery is done: these positions are the venue's, and trading may begin. */
    record Ready(List<Position> positions) implements OrderEvent {
        public Ready {
            positions = List.copyOf(positions);
        }
    }

    /** The venue has it; it works. */
    record Accepted(Order order, String venueId, Instant time) implements OrderEvent {}

    /** It never worked at the venue. */
    record Rejected(Order order, Rejection why, String text, Instant time) implements OrderEvent {}

    /** It never left us: the gate shut, or the venue could not be reached. */
    record NotSent(Order order, String reason, Instant time) implements OrderEvent {}

    /** We asked and never heard: it may work, it may not. The order loop goes on asking. */
    record Unresolved(Order order, String reason, Instant time) implements OrderEvent {}

    /** It traded. */
    record Filled(ClientOrderId id, Fill fill) implements OrderEvent {}

    /** It can trade no more; {@code state} says how it ended. */
    record Ended(ClientOrderId id, OrderState state, Instant time) implements OrderEvent {}
}
