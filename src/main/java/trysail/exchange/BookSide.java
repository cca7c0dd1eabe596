package trysail.exchange;

import java.util.Arrays;
import trysail.model.Levels;

/**
 * One side of a book: two sorted arrays, the best level last, because most changes happen there and move little. Keeps
 * {@link #MOST} levels and then lets the worst go: a peer cannot grow it without bound. One owner.
 */
final class BookSide {
    static final int MOST = 1 << 16;

    /** 1 when a higher price is better, -1 when a lower one is; prices are kept times this, so that better is larger. */
    private final int sign;

    private long[] keys = new long[1024];
    private long[] sizes = new long[1024];
    private int count;

    BookSide(boolean higherIsBetter) {
        sign = higherIsBetter ? 1 : -1;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    long price(int i) {
        return sign * keys[slot(i)];
    }

    long size(int i) {
        return sizes[slot(i)];
    }

    private int slot(int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("level " + i + " of " + count);
        }
        return count - 1 - i;
    }

    void apply(Levels levels) {
        for (var i = 0; i < levels.count(); i++) {
            set(sign * levels.price(i), levels.size(i));
        }
    }

    private void set(long key, long size) {
        var at = Arrays.binarySearch(keys, 0, count, key);
        if (at >= 0) {
            if (size == 0) {
                remove(at);
            } else {
                sizes[at] = size;
            }
        } else if (size != 0) {
            insert(-at - 1, key, size);
        }
    }

    private void remove(int at) {
        count--;
        System.arraycopy(keys, at + 1, keys, at, count - at);
        System.arraycopy(sizes, at + 1, sizes, at, count - at);
    }

    private void insert(int at, long key, long size) {
        var slot = at;
        if (count == MOST) {
            if (slot == 0) {
                return;
            }
            remove(0);
            slot--;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        System.arraycopy(keys, slot, keys, slot + 1, count - slot);
        System.arraycopy(sizes, slot, sizes, slot + 1, count - slot);
        keys[slot] = key;
        sizes[slot] = size;
        count++;
    }

    Levels top(int most) {
        var wanted = Math.min(most, count);
        var pairs = new long[2 * wanted];
        for (var i = 0; i < wanted; i++) {
            pairs[2 * i] = price(i);
            pairs[2 * i + 1] = size(i);
        }
        return Levels.of(pairs, wanted);
    }
}
