package trysail.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade of ours. The pair of symbol and trade id names it: hearing of it twice changes nothing.
 *
 * @param venueId the venue's number of the order it belongs to
 * @param price in quote currency
 * @param size in base currency
 * @param time when it happened, by the venue's clock
 */
public record Fill(
        String symbol,
        String venueId,
        String tradeId,
        Side side,
        BigDecimal price,
        BigDecimal size,
        Fee fee,
        boolean maker,
        Instant time) {
    /** A trade whose fee was taken in quote currency. */
    public Fill(
            String symbol,
            String venueId,
            String tradeId,
            Side side,
            BigDecimal price,
            BigDecimal size,
            BigDecimal fee,
            boolean maker,
            Instant time) {
        this(
                symbol,
                venueId,
                tradeId,
                side,
                price,
                size,
                Fee.of(fee, Symbol.quote(symbol), symbol, price),
                maker,
                time);
    }

    /** The same trade with this fee. */
    public Fill with(Fee other) {
        return new Fill(symbol, venueId, tradeId, side, price, size, other, maker, time);
    }
}
