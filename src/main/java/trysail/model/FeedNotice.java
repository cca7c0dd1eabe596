package trysail.model;

import java.time.Instant;

/** What the feed itself has to say: it is up, it was lost, a book has a gap. Strategies are told, in order. */
public record FeedNotice(Kind kind, String detail, Instant time) implements MarketEvent {
    public enum Kind {
        /** Subscribed and acknowledged by the venue. */
        LIVE,
        /** The connection is gone or silent; what is known grows stale until {@link #LIVE}. */
        LOST,
        /** A change of a book is missing; the book is void until its next snapshot. */
        GAP,
        /** A book's best bid reached its best ask; the book is void until its next snapshot. */
        CROSSED
    }
}
