package trysail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Position;

/** One line of a session's journal. What is folded from them is all that a session knows of its orders. */
public sealed interface Entry {
    /** The session begins. */
    record Opened(Header header) implements Entry {}

    /** What the session trades, once the venue has told its steps: orders in the journal are of these. */
    record Listed(List<Instrument> instruments) implements Entry {
        public Listed {
            instruments = List.copyOf(instruments);
        }
    }

    /** A later session has taken over this journal; {@code epoch} is how many times it has now been opened. */
    record Claimed(int epoch, String by) implements Entry {}

    /** Recovery is done; the venue's positions from which fills are counted on. */
    record Ready(List<Position> positions) implements Entry {
        public Ready {
            positions = List.copyOf(positions);
        }
    }

    /** About to go to the venue: on the disk before it is on the wire. */
    record Intended(Order order, String why) implements Entry {}

    record Accepted(ClientOrderId id, String venueId, Instant time) implements Entry {}

    record Rejected(ClientOrderId id, String code, String text) implements Entry {}

    record NotSent(ClientOrderId id, String reason) implements Entry {}

    record Unresolved(ClientOrderId id, String reason) implements Entry {}

    record Filled(ClientOrderId id, Fill fill) implements Entry {}

    /** Over at the venue; {@code filled} in base currency, as the venue counts it. */
    record Ended(ClientOrderId id, OrderState state, BigDecimal filled) implements Entry {}

    record CancelAsked(ClientOrderId id, String why) implements Entry {}

    /** Our risk said no to {@code what}. */
    record Denied(String what, String rule, String reason) implements Entry {}

    /** Approved, and still in line when the gate shut. */
    record Dropped(ClientOrderId id, String what) implements Entry {}

    /** This session has dealt with what a dead one had left at the venue. */
    record Recovered(String session, int orders, int fills) implements Entry {}

    /** What somebody asked of the running session, and what followed. */
    record Asked(String what) implements Entry {}

    record FateKnown(OrderFate fate) implements Entry {}

    /** The session is over. */
    record Closed(String reason) implements Entry {}

    /** The order it is about, if it is about one. */
    default Optional<ClientOrderId> about() {
        return switch (this) {
            case Intended e -> Optional.of(e.order().id());
            case Accepted e -> Optional.of(e.id());
            case Rejected e -> Optional.of(e.id());
            case NotSent e -> Optional.of(e.id());
            case Unresolved e -> Optional.of(e.id());
            case Filled e -> Optional.of(e.id());
            case Ended e -> Optional.of(e.id());
            case CancelAsked e -> Optional.of(e.id());
            case Dropped e -> Optional.of(e.id());
            case FateKnown e -> Optional.of(e.fate().id());
            case Opened e -> Optional.empty();
            case Listed e -> Optional.empty();
            case Claimed e -> Optional.empty();
            case Ready e -> Optional.empty();
            case Denied e -> Optional.empty();
            case Recovered e -> Optional.empty();
            case Asked e -> Optional.empty();
            case Closed e -> Optional.empty();
        };
    }

    /** An entry and when it was made, by our clock. */
    record Stamped(Instant at, Entry entry) {}
}
