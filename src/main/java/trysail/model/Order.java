package trysail.model;

import java.math.BigDecimal;
import java.util.Locale;

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

    /** As a person says it, such as {@code buy 0.001 BTC-USDT at 64757.6}. */
    public String words() {
        return side.name().toLowerCase(Locale.ROOT) + " " + size.toPlainString() + " " + instrument.symbol()
                + ' ' + terms.words()
                + (reduceOnly ? ", reduce only" : "");
    }
}
