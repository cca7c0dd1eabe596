package trysail.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a feed has seen.
 *
 * @param frames market frames parsed, before any conflation
 * @param bytes of their payloads
 * @param connects connections that reached the subscribed state
 * @param gaps books that had to be fetched anew
 * @param lastData when the last market frame arrived, by our clock
 * @param streams each stream that is asked for; none where the feed does not tell them apart
 */
public record FeedStats(
        long frames, long bytes, int connects, int gaps, Optional<Instant> lastData, List<StreamState> streams) {
    /** Nothing counted. */
    public static final FeedStats NONE = new FeedStats(0, 0, 0, 0, Optional.empty());

    public FeedStats {
        streams = List.copyOf(streams);
    }

    /** Of a feed that does not tell its streams apart. */
    public FeedStats(long frames, long bytes, int connects, int gaps, Optional<Instant> lastData) {
        this(frames, bytes, connects, gaps, lastData, List.of());
    }
}
