package trysail.feed;

import java.time.Duration;

/**
 * How long a feed is patient.
 *
 * @param acknowledged from the opening of a connection until all subscriptions are granted
 * @param firstRetry before the second try of connecting; doubled for each later one
 * @param longestRetry what the doubling ends at
 * @param settle for books that still wait for their snapshot when the feed is at its end
 * @param firstFrame from the asking for a stream until its first frame, before the venue is asked whether it is quiet
 * @param idle from one frame of a stream to the next, before the same
 */
public record FeedTimes(
        Duration acknowledged,
        Duration firstRetry,
        Duration longestRetry,
        Duration settle,
        Duration firstFrame,
        Duration idle) {
    public static final FeedTimes DEFAULT =
            new FeedTimes(Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(5));

    /** With the usual clocks for each stream. */
    public FeedTimes(Duration acknowledged, Duration firstRetry, Duration longestRetry, Duration settle) {
        this(acknowledged, firstRetry, longestRetry, settle, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
