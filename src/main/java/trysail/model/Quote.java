package trysail.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Best bid and ask of one instrument. Prices in quote currency, sizes in base currency.
 *
 * @param time when the venue made it, by the venue's clock
 */
public record Quote(
        Instrument instrument, BigDecimal bid, BigDecimal bidSize, BigDecimal ask, BigDecimal askSize, Instant time)
        implements MarketEvent {

    /** Half-way between bid and ask, with one decimal more than either. */
    public BigDecimal mid() {
        var sum = bid.add(ask);
        return sum.divide(BigDecimal.valueOf(2), sum.scale() + 1, RoundingMode.HALF_EVEN);
    }

    /** A bid at or above the ask: the venue's view is broken for the moment, or ours is. */
    public boolean crossed() {
        return bid.compareTo(ask) >= 0;
    }
}
