package trysail.model;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What we hold of one instrument, in one-way mode.
 *
 * @param size in base currency: positive when long, negative when short
 * @param entryPrice average price of what is open, in quote currency; zero when flat
 * @param realised profit of what was closed, fees not counted, in quote currency
 * @param fees paid so far, in quote currency; those whose worth is not known are not among them
 */
public record Position(String symbol, BigDecimal size, BigDecimal entryPrice, BigDecimal realised, BigDecimal fees) {
    public static Position flat(String symbol) {
        return new Position(symbol, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    public boolean isFlat() {
        return size.signum() == 0;
    }

    /** So much of it, to the same side. */
    public Position of(BigDecimal part) {
        return new Position(symbol, size.signum() < 0 ? part.negate() : part, entryPrice, realised, fees);
    }

    /** The position after a fill: average entry while it grows, profit realised while it shrinks. */
    public Position after(Side side, BigDecimal price, BigDecimal filled, BigDecimal fee) {
        var change = side.signed(filled);
        var next = size.add(change);
        var paid = fees.add(fee);
        if (size.signum() == 0 || size.signum() == change.signum()) {
            var cost = entryPrice.multiply(size.abs()).add(price.multiply(filled));
            return new Position(symbol, next, cost.divide(next.abs(), MathContext.DECIMAL64), realised, paid);
        }
        var closed = filled.min(size.abs());
        var profit = price.subtract(entryPrice).multiply(closed);
        var total = realised.add(size.signum() > 0 ? profit : profit.negate());
        var entry = next.signum() == 0 ? BigDecimal.ZERO : next.signum() == size.signum() ? entryPrice : price;
        return new Position(symbol, next, entry, total, paid);
    }

    /** The position after a trade. A fee whose worth is not known is left out: who sums fees up asks the fill, and says so. */
    public Position after(Fill fill) {
        var fee = fill.fee().inQuote().orElse(BigDecimal.ZERO);
        return after(fill.side(), fill.price(), fill.size(), fee);
    }

    /** Profit of what is open if it were closed at {@code mark}, in quote currency. */
    public BigDecimal unrealised(BigDecimal mark) {
        return mark.subtract(entryPrice).multiply(size);
    }

    /** Realised and unrealised profit, net of fees. */
    public BigDecimal profit(BigDecimal mark) {
        return realised.add(unrealised(mark)).subtract(fees);
    }
}
