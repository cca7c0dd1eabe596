package trysail.simulator;

import java.util.Arrays;
import trysail.model.Levels;

/**
 * One side of a book in whole numbers. The best price lies at the end of the arrays: nearly every change is near the
 * best, so little has to be moved. Guarded by its market's lock.
 */
final class BookSide {
    /** A real book has some thousand; beyond this the farthest are forgotten. */
    private static final int MAX_LEVELS = 50_000;

    /** +1 for bids, whose best is highest; -1 for asks. Prices are kept times this, rising. */
    private final int sign;

    private long[] keys = new long[1024];
    private long[] sizes = new long[1024];
    private int count;

    BookSide(boolean bids) {
        this.sign = bids ? 1 : -1;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Price of the level {@code i} steps behind the best. */
    long price(int i) {
        return sign * keys[count - 1 - i];
    }

    long size(int i) {
        return sizes[count - 1 - i];
    }

    /** Sets the size at a price; 0 removes the level. */
    void set(long price, long size) {
        long key = sign * price;
        int at = Arrays.binarySearch(keys, 0, count, key);
        if (at >= 0) {
            if (size == 0) {
                remove(at, at + 1);
            } else {
                sizes[at] = size;
            }
        } else if (size != 0) {
            insert(-at - 1, key, size);
        }
    }

    private void insert(int at, long key, long size) {
        if (count == MAX_LEVELS) {
            if (at == 0) {
                return;
            }
            remove(0, 1);
            insert(at - 1, key, size);
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

    private void remove(int from, int to) {
        System.arraycopy(keys, to, keys, from, count - to);
        System.arraycopy(sizes, to, sizes, from, count - to);
        count -= to - from;
    }

    /** The best {@code limit} levels, best first. */
    Levels levels(int limit) {
        int n = Math.min(limit, count);
        var pairs = new long[2 * n];
        for (int i = 0; i < n; i++) {
            pairs[2 * i] = price(i);
            pairs[2 * i + 1] = size(i);
        }
        return Levels.of(pairs, n);
    }
}
