package trysail.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What the feed itself has to say: it is up, it was lost, a book has a gap. Strategies are told, in order.
 *
 * @param instrument whose book it is about; empty when it is about everything that the feed carries
 */
public record FeedNotice(Kind kind, Optional<Instrument> instrument, String detail, Instant time)
        implements MarketEvent {
    /** About everything that the feed carries. */
    public FeedNotice(Kind kind, String detail, Instant time) {
        this(kind, Optional.empty(), detail, time);
    }

    public enum Kind {
        /** Subscribed and acknowledged by the venue. */
        LIVE,
        /** The connection is gone or silent: quotes grow stale until {@link #LIVE}, books are void until a snapshot. */
        LOST,
        /** A change of a book is missing; the book is void until its next snapshot. */
        GAP,
        /** A book's best bid reached its best ask; the book is void until its next snapshot. */
        CROSSED
    }
}
