package trysail.model;

import java.math.BigDecimal;

/**
 * An order as we send it.
 *
 * @param size in base currency
 * @param reduceOnly may only make a position smaller; the venue holds us to it
 */
public record Order(
        ClientOrderId id, Instrument instrument, Side side, BigDecimal size, Terms terms, boolean reduceOnly) {
    public Order {
        if (size.signum() <= 0) {
            throw new IllegalArgumentException("order " + id + ": size must be positive, not " + size);
        }
    }
}
