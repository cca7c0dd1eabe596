package trysail.order;

import java.time.Duration;

/**
 * How long the order loop waits for what.
 *
 * @param call one call to the venue
 * @param arrival an order that the venue does not know this long after its request will not appear any more: longer than
 *     the window in which venues take a signed request
 * @param deafness how long orders are still sent while the private stream is down
 * @param recovery dealing with one dead session
 */
public record Patience(Duration call, Duration arrival, Duration deafness, Duration recovery) {
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofSeconds(30));

    /** A pause that doubles with each attempt, from 20 ms to at most two seconds. */
    public static Duration pause(int attempt) {
        return Duration.ofMillis(Math.min(2_000, 20L << Math.min(attempt, 10)));
    }
}
