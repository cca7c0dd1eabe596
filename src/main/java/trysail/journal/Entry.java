package trysail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Rejection;

/** One line of a session's journal. What is folded from them is all that a session knows of its orders. */
public sealed interface Entry {
    /** About one order of ours. */
    sealed interface OfOrder extends Entry {
        ClientOrderId id();
    }

    /** About the session as a whole, or about an intent that never became an order. */
    sealed interface OfSession extends Entry {}

    /** The session begins. */
    record Opened(Header header) implements OfSession {}

    /** What the session trades, once the venue has told its steps: orders in the journal are of these. */
    record Listed(List<Instrument> instruments) implements OfSession {
        public Listed {
            instruments = List.copyOf(instruments);
        }
    }

    /** A later session has taken over this journal; {@code epoch} is how many times it has now been opened. */
    record Claimed(int epoch, String by) implements OfSession {}

    /** Recovery is done; the venue's positions from which fills are counted on. */
    record Ready(List<Position> positions) implements OfSession {
        public Ready {
            positions = List.copyOf(positions);
        }
    }

    /** About to go to the venue: on the disk before it is on the wire. */
    record Intended(Order order, Purpose purpose, String why) implements OfOrder {
        @Override
        public ClientOrderId id() {
            return order.id();
        }
    }

    record Accepted(ClientOrderId id, String venueId, Instant time) implements OfOrder {}

    record Rejected(ClientOrderId id, Rejection why, String text) implements OfOrder {
        /** The venue's words, and its code where they do not end with it. */
        public String words() {
            var code = " (" + why.word() + ")";
            return text.endsWith(code) ? text : text + code;
        }
    }

    record NotSent(ClientOrderId id, String reason) implements OfOrder {}

    record Unresolved(ClientOrderId id, String reason) implements OfOrder {}

    record Filled(ClientOrderId id, Fill fill) implements OfOrder {}

    /** Over at the venue; {@code filled} in base currency, as the venue counts it. */
    record Ended(ClientOrderId id, OrderState state, BigDecimal filled) implements OfOrder {}

    record CancelAsked(ClientOrderId id, String why) implements OfOrder {}

    /** Our risk said no to {@code what}. */
    record Denied(String what, String rule, String reason) implements OfSession {}

    /** Approved, and still in line when the gate shut. */
    record Dropped(ClientOrderId id, String what) implements OfOrder {}

    /** This session has dealt with what a dead one had left at the venue. */
    record Recovered(String session, int orders, int fills) implements OfSession {}

    /** What somebody asked of the running session, and what followed. */
    record Asked(String what) implements OfSession {}

    /** The account changed, and none of our orders did it. */
    record Foreign(OrderEvent.Foreign what) implements OfSession {}

    record FateKnown(OrderFate fate) implements OfOrder {
        @Override
        public ClientOrderId id() {
            return fate.id();
        }
    }

    /** The session is over. */
    record Closed(String reason) implements OfSession {}

    /** The order it is about, if it is about one. */
    default Optional<ClientOrderId> about() {
        return switch (this) {
            case OfOrder e -> Optional.of(e.id());
            case OfSession e -> Optional.empty();
        };
    }

    /** An entry and when it was made, by our clock. */
    record Stamped(Instant at, Entry entry) {}
}
