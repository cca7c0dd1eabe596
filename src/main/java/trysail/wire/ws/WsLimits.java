package trysail.wire.ws;

import java.time.Duration;

/**
 * The bounds of one WebSocket connection.
 *
 * @param open connecting, TLS and upgrade together, whatever the peer sends meanwhile
 * @param transportIdle without a byte, heartbeats and their answers included
 * @param dataIdle without a message that counts as data; pings and pongs do not
 * @param close joining reader and writer, at most
 * @param message bytes of one message, its fragments together
 * @param queued frames that wait to be sent
 */
public record WsLimits(
        Duration open, Duration transportIdle, Duration dataIdle, Duration close, int message, int queued) {
    static final Duration NEVER = Duration.ofDays(3650);

    /** For streams that are never silent for long. */
    public static final WsLimits MARKET = new WsLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMillis(400), 4 << 20, 64);

    /** For a connection whose user keeps a clock for each of the streams on it. */
    public static final WsLimits STREAMS = new WsLimits(
            MARKET.open, MARKET.transportIdle, NEVER, MARKET.close, MARKET.message, MARKET.queued);

    /** For a stream on which nothing happens for hours. */
    public static final WsLimits ACCOUNT =
            new WsLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), NEVER, Duration.ofMillis(400), 1 << 20, 64);
}
