package trysail.strategy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Exponential moving average: α = 2 / (n + 1), seeded by the first value, valid from n values. Not thread-safe. */
final class Ema {
    private final int length;
    private final BigDecimal alpha;
    private BigDecimal value = BigDecimal.ZERO;
    private int count;

    Ema(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("an average over " + length + " values: at least 1 is needed");
        }
        this.length = length;
        alpha = BigDecimal.TWO.divide(BigDecimal.valueOf(length + 1L), MathContext.DECIMAL128);
    }

    void add(BigDecimal next) {
        value = count == 0 ? next : value.add(next.subtract(value).multiply(alpha), MathContext.DECIMAL64);
        count = Math.min(count + 1, length);
    }

    Optional<BigDecimal> value() {
        return count < length ? Optional.empty() : Optional.of(value);
    }
}
