package trysail.model;

import java.time.Instant;

/**
 * A change of one instrument's order book, or the whole of it.
 *
 * @param snapshot true when these levels replace the book; false when they amend it
 * @param updateId the venue's number of the last change inside, rising
 * @param time when the venue made it, by the venue's clock
 */
public record BookDelta(Instrument instrument, boolean snapshot, Levels bids, Levels asks, long updateId, Instant time)
        implements MarketEvent {}
