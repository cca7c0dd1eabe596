package trysail.feed;

import java.time.Duration;

/**
 * How long a feed is patient.
 *
 * @param acknowledged from the opening of a connection until all subscriptions are granted
 * @param firstRetry before the second try of connecting; doubled for each later one
 * @param longestRetry what the doubling ends at
 * @param settle for books that still wait for their snapshot when the feed is at its end
 */
public record FeedTimes(Duration acknowledged, Duration firstRetry, Duration longestRetry, Duration settle) {
    public static final FeedTimes DEFAULT =
            new FeedTimes(Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(5));
}
