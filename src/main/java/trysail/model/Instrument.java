package trysail.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A contract or pair that a venue lists, and the steps in which it trades.
 *
 * @param symbol as {@link Symbol} says, such as {@code BTC-USDT}; the same word for every venue
 * @param kind what it is
 * @param venueSymbol the venue's own spelling; empty where no venue has listed it: it was made by hand, or read from a
 *     journal of an older version
 * @param contractSize how much of the base currency one contract is; 1 where the venue counts in base currency itself
 * @param tick smallest step of a price, in quote currency
 * @param lot smallest step of a size, in base currency
 * @param minSize smallest size of an order, in base currency
 * @param minNotional smallest price × size of an order, in quote currency
 */
public record Instrument(
        String symbol,
        InstrumentKind kind,
        Optional<String> venueSymbol,
        BigDecimal contractSize,
        BigDecimal tick,
        BigDecimal lot,
        BigDecimal minSize,
        BigDecimal minNotional) {
    /** The symbols that are meant where nobody names any. */
    public static final List<String> USUAL = List.of("BTC-USDT", "ETH-USDT", "SOL-USDT");

    public Instrument {
        if (!Symbol.isValid(symbol)) {
            throw new IllegalArgumentException(
                    "symbol '" + symbol + "' is not of the form BTC-USDT or BTC-USDT-261225");
        }
        if ((kind == InstrumentKind.LINEAR_DELIVERY) != Symbol.expiry(symbol).isPresent()) {
            throw new IllegalArgumentException(symbol + " cannot be " + kind.label() + ": a delivery contract, and no"
                    + " other, has its day in its symbol");
        }
        contractSize = positive("contract size", contractSize).stripTrailingZeros();
        tick = positive("tick", tick).stripTrailingZeros();
        lot = positive("lot", lot).stripTrailingZeros();
        if (minSize.signum() < 0 || minNotional.signum() < 0) {
            throw new IllegalArgumentException(symbol + ": minimum size and notional cannot be negative");
        }
    }

    /** A linear contract counted in base currency, not listed by any venue: delivered on the day in its symbol, if any. */
    public Instrument(String symbol, BigDecimal tick, BigDecimal lot, BigDecimal minSize, BigDecimal minNotional) {
        this(symbol, contract(symbol), Optional.empty(), BigDecimal.ONE, tick, lot, minSize, minNotional);
    }

    private static InstrumentKind contract(String symbol) {
        return Symbol.expiry(symbol).isPresent() ? InstrumentKind.LINEAR_DELIVERY : InstrumentKind.LINEAR_PERPETUAL;
    }

    private static BigDecimal positive(String what, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
        return value;
    }

    public String base() {
        return Symbol.base(symbol);
    }

    public String quote() {
        return Symbol.quote(symbol);
    }

    /** The day of delivery, UTC; empty for what has none. */
    public Optional<LocalDate> expiry() {
        return Symbol.expiry(symbol);
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
