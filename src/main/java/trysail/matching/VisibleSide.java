package trysail.matching;

import java.util.Arrays;
import trysail.model.Levels;

/**
 * One side of the market's book as sorted whole numbers, best level last, so that most changes move little.
 *
 * <p>Asks are kept by negated price: then "greater is better" on both sides. Bounded: the worst levels are forgotten.
 */
final class VisibleSide {
    private static final int MOST = 4_096;

    private final int sign;
    private long[] keys = new long[256];
    private long[] sizes = new long[256];
    private int count;

    VisibleSide(int sign) {
        this.sign = sign;
    }

    void clear() {
        count = 0;
    }

    void apply(Levels levels) {
        for (var i = 0; i < levels.count(); i++) {
            set(sign * levels.price(i), levels.size(i));
        }
    }

    private void set(long key, long size) {
        var at = Arrays.binarySearch(keys, 0, count, key);
        if (at >= 0) {
            if (size != 0) {
                sizes[at] = size;
                return;
            }
            System.arraycopy(keys, at + 1, keys, at, count - at - 1);
            System.arraycopy(sizes, at + 1, sizes, at, count - at - 1);
            count--;
        } else if (size != 0) {
            insert(-at - 1, key, size);
        }
    }

    private void insert(int at, long key, long size) {
        if (count == MOST) {
            forgetWorst();
            insert(Math.max(0, at - MOST / 8), key, size);
            return;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(sizes, at, sizes, at + 1, count - at);
        keys[at] = key;
        sizes[at] = size;
        count++;
    }

    private void forgetWorst() {
        var dropped = MOST / 8;
        System.arraycopy(keys, dropped, keys, 0, count - dropped);
        System.arraycopy(sizes, dropped, sizes, 0, count - dropped);
        count -= dropped;
    }

    int count() {
        return count;
    }

    /** Level {@code i} from the best. */
    long price(int i) {
        return sign * keys[count - 1 - i];
    }

    long size(int i) {
        return sizes[count - 1 - i];
    }

    /** Size shown at this price: 0 when the book has none there, that of the worst level known beyond it. */
    long sizeAt(long price) {
        if (count == 0) {
            return 0;
        }
        var key = sign * price;
        if (key < keys[0]) {
            return sizes[0];
        }
        var at = Arrays.binarySearch(keys, 0, count, key);
        return at < 0 ? 0 : sizes[at];
    }
}
