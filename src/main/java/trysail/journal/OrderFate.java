package trysail.journal;

import java.util.Locale;
import java.util.Optional;
import trysail.model.ClientOrderId;

/**
 * The verdict on one order.
 *
 * @param venueId the venue's number of it, when it ever told us
 * @param detail why, where the fate alone does not say it; may be empty
 */
public record OrderFate(ClientOrderId id, Optional<String> venueId, Fate fate, String detail) {
    /** How an order ended, or that we do not know. */
    public enum Fate {
        CANCELLED,
        FILLED,
        PARTLY_FILLED_THEN_CANCELLED,
        /** The venue said no, or never had it. */
        REJECTED,
        /** Left working because that was asked for. */
        KEPT,
        /** Its venue died with its process. */
        VENUE_GONE,
        /** It may work, it may not: the next start asks again. */
        UNKNOWN;

        /** As in receipts: {@code partly_filled_then_cancelled}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Fate of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public static OrderFate unknown(ClientOrderId id, Optional<String> venueId, String detail) {
        return new OrderFate(id, venueId, Fate.UNKNOWN, detail);
    }
}
