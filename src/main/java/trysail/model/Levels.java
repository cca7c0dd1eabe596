package trysail.model;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Price levels of one side of a book, as whole numbers: the price and size of the wire without their decimal point,
 * at the instrument's scales. A size of zero deletes the level. Immutable.
 */
public final class Levels {
    public static final Levels NONE = new Levels(new long[0]);

    private final long[] pairs;

    private Levels(long[] pairs) {
        this.pairs = pairs;
    }

    /** The first {@code 2 * levels} numbers of {@code pairs}: price, size, price, size… The array is copied. */
    public static Levels of(long[] pairs, int levels) {
        return levels == 0 ? NONE : new Levels(Arrays.copyOf(pairs, 2 * levels));
    }

    public int count() {
        return pairs.length / 2;
    }

    /** Unscaled price of level {@code i}. */
    public long price(int i) {
        return pairs[2 * i];
    }

    /** Unscaled size of level {@code i}; 0 deletes it. */
    public long size(int i) {
        return pairs[2 * i + 1];
    }

    public BigDecimal price(int i, Instrument instrument) {
        return BigDecimal.valueOf(price(i), instrument.priceScale());
    }

    public BigDecimal size(int i, Instrument instrument) {
        return BigDecimal.valueOf(size(i), instrument.sizeScale());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Levels l && Arrays.equals(l.pairs, pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return count() + " levels";
    }
}
