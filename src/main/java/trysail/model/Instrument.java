package trysail.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A perpetual or pair that a venue lists, and the steps in which it trades.
 *
 * @param symbol {@code BASE-QUOTE}, such as {@code BTC-USDT}; the same word for every venue
 * @param tick smallest step of a price, in quote currency
 * @param lot smallest step of a size, in base currency
 * @param minSize smallest size of an order, in base currency
 * @param minNotional smallest price × size of an order, in quote currency
 */
public record Instrument(String symbol, BigDecimal tick, BigDecimal lot, BigDecimal minSize, BigDecimal minNotional) {
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{1,20}-[A-Z0-9]{1,20}");

    public Instrument {
        if (!SYMBOL.matcher(symbol).matches()) {
            throw new IllegalArgumentException("symbol '" + symbol + "' is not of the form BTC-USDT");
        }
        tick = positive("tick", tick).stripTrailingZeros();
        lot = positive("lot", lot).stripTrailingZeros();
        if (minSize.signum() < 0 || minNotional.signum() < 0) {
            throw new IllegalArgumentException(symbol + ": minimum size and notional cannot be negative");
        }
    }

    private static BigDecimal positive(String what, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
        return value;
    }

    public String base() {
        return symbol.substring(0, symbol.indexOf('-'));
    }

    public String quote() {
        return symbol.substring(symbol.indexOf('-') + 1);
    }

    /** Decimals of a price. */
    public int priceScale() {
        return Math.max(0, tick.scale());
    }

    /** Decimals of a size. */
    public int sizeScale() {
        return Math.max(0, lot.scale());
    }

    /** The price moved to a multiple of the tick. */
    public BigDecimal roundPrice(BigDecimal price, RoundingMode mode) {
        return price.divide(tick, 0, mode).multiply(tick).setScale(priceScale(), RoundingMode.UNNECESSARY);
    }

    /** The size cut down to a multiple of the lot. */
    public BigDecimal floorSize(BigDecimal size) {
        return size.divide(lot, 0, RoundingMode.FLOOR).multiply(lot).setScale(sizeScale(), RoundingMode.UNNECESSARY);
    }

    /** The smallest size that the venue takes at this price: minimum size, lot and notional rounded up. */
    public BigDecimal smallestSize(BigDecimal price) {
        var byNotional = minNotional.divide(price, sizeScale() + 4, RoundingMode.UP);
        return minSize.max(byNotional)
                .divide(lot, 0, RoundingMode.UP)
                .multiply(lot)
                .setScale(sizeScale(), RoundingMode.UNNECESSARY);
    }

    /** Two instruments are the same when their symbol is: a venue lists a symbol once. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Instrument i && i.symbol.equals(symbol);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(symbol);
    }

    @Override
    public String toString() {
        return symbol;
    }
}
