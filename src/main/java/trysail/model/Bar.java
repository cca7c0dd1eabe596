package trysail.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Open, high, low, close and volume of one instrument over one time frame.
 *
 * @param frame its length, such as one minute
 * @param openTime its first instant
 * @param volume in base currency
 * @param closed whether its time is over; a running bar replaces itself
 */
public record Bar(
        Instrument instrument,
        Duration frame,
        Instant openTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        boolean closed)
        implements MarketEvent {

    public Instant closeTime() {
        return openTime.plus(frame);
    }
}
