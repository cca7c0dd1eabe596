package trysail.simulator.desk;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.matching.Submission;
import trysail.model.Instrument;

/** What every order has to keep to before it is matched. */
public final class OrderRules {
    /** Largest size, and highest price, of any order. */
    public static final BigDecimal LARGEST = BigDecimal.valueOf(100_000_000);

    private OrderRules() {}

    /** Limit price; zero for a market order. */
    public static BigDecimal price(Submission order) {
        return order.terms().limitPrice().orElse(BigDecimal.ZERO);
    }

    /** The rule that an order breaks, the first of them; {@code reference} prices a market order. */
    public static Optional<Refusal> broken(Submission order, Instrument instrument, BigDecimal reference) {
        var size = order.size();
        var price = price(order);
        if (size.signum() <= 0) {
            return Optional.of(Refusal.SIZE_NOT_POSITIVE);
        }
        if (size.compareTo(LARGEST) > 0) {
            return Optional.of(Refusal.SIZE_TOO_LARGE);
        }
        if (price.compareTo(LARGEST) > 0) {
            return Optional.of(Refusal.PRICE_TOO_HIGH);
        }
        if (size.stripTrailingZeros().scale() > instrument.sizeScale()) {
            return Optional.of(Refusal.PRECISION);
        }
        if (size.remainder(instrument.lot()).signum() != 0) {
            return Optional.of(Refusal.LOT);
        }
        if (price.remainder(instrument.tick()).signum() != 0) {
            return Optional.of(Refusal.TICK);
        }
        if (size.compareTo(instrument.minSize()) < 0) {
            return Optional.of(Refusal.SIZE_TOO_SMALL);
        }
        var worth = (price.signum() == 0 ? reference : price).multiply(size);
        return !order.reduceOnly() && worth.compareTo(instrument.minNotional()) < 0
                ? Optional.of(Refusal.NOTIONAL)
                : Optional.empty();
    }
}
