package trysail.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import trysail.model.Fill;
import trysail.model.Order;

/**
 * An order of ours that has not ended as far as we know.
 *
 * @param venueId the venue's number of it, once it told us
 * @param filled in base currency, by the fills we have seen
 * @param since when it was intended, by our clock
 */
public record TrackedOrder(Order order, Standing standing, Optional<String> venueId, BigDecimal filled, Instant since) {
    /** What we know of it. */
    public enum Standing {
        /** In the journal; the call may have begun. */
        INTENDED,
        /** The venue has it. */
        WORKING,
        /** We asked and never heard. */
        UNRESOLVED
    }

    static TrackedOrder intended(Order order, Instant at) {
        return new TrackedOrder(order, Standing.INTENDED, Optional.empty(), BigDecimal.ZERO, at);
    }

    TrackedOrder working(String itsVenueId) {
        return new TrackedOrder(order, Standing.WORKING, Optional.of(itsVenueId), filled, since);
    }

    TrackedOrder unresolved() {
        return new TrackedOrder(order, Standing.UNRESOLVED, venueId, filled, since);
    }

    TrackedOrder after(Fill fill) {
        return new TrackedOrder(order, standing, venueId, filled.add(fill.size()), since);
    }

    /** Whether the venue has ever told us that it has it. */
    public boolean wasAccepted() {
        return venueId.isPresent();
    }
}
