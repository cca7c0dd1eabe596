package trysail.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import trysail.model.Levels;

/**
 * One side of a book in whole numbers. Nearly every change is near the best price, so the sizes there lie in a plain array
 * with one place a tick; levels far behind it are kept in a tree. Guarded by its market's lock.
 */
final class BookSide {
    private static final int WINDOW = 1 << 14;
    /** Where in the window the best price is put: it may run a little ahead, and much lies behind it. */
    private static final int BEST_AT = WINDOW - WINDOW / 4;

    /** A real book has some thousand; beyond this the farthest are forgotten. */
    private static final int MAX_FAR = 50_000;

    /** +1 for bids, whose best is highest; -1 for asks. A key is a price times this: higher is better. */
    private final int sign;

    private final long[] sizes = new long[WINDOW];
    private final TreeMap<Long, Long> far = new TreeMap<>();
    private long base;
    /** Place of the best level in the window; -1 when the window is empty, and with it the side. */
    private int best = -1;

    private int near;

    BookSide(boolean bids) {
        this.sign = bids ? 1 : -1;
    }

    void clear() {
        Arrays.fill(sizes, 0);
        far.clear();
        best = -1;
        near = 0;
    }

    int count() {
        return near + far.size();
    }

    boolean isEmpty() {
        return best < 0;
    }

    /** The best price; of a side that is not empty. */
    long best() {
        return sign * (base + best);
    }

    long bestSize() {
        return sizes[best];
    }

    /** The worst price; of a side that is not empty. */
    long farthest() {
        if (!far.isEmpty()) {
            return sign * far.firstKey();
        }
        int at = 0;
        while (sizes[at] == 0) {
            at++;
        }
        return sign * (base + at);
    }

    /** Sets the size at a price; 0 removes the level. */
    void set(long price, long size) {
        long key = sign * price;
        long at = key - base;
        if (best < 0 || at >= WINDOW) {
            if (size == 0) {
                return;
            }
            around(key);
            at = key - base;
        }
        if (at < 0) {
            setFar(key, size);
        } else {
            setNear((int) at, size);
        }
    }

    private void setNear(int at, long size) {
        long old = sizes[at];
        sizes[at] = size;
        near += (size == 0 ? 0 : 1) - (old == 0 ? 0 : 1);
        if (size != 0) {
            best = Math.max(best, at);
        } else if (at == best) {
            while (best >= 0 && sizes[best] == 0) {
                best--;
            }
            if (best < 0 && !far.isEmpty()) {
                around(far.lastKey());
            }
        }
    }

    private void setFar(long key, long size) {
        if (size == 0) {
            far.remove(key);
            return;
        }
        far.put(key, size);
        if (far.size() > MAX_FAR) {
            far.pollFirstEntry();
        }
    }

    /** Moves the window so that it holds this key, which is to be the best. */
    private void around(long key) {
        for (int at = 0; at < WINDOW && near > 0; at++) {
            if (sizes[at] != 0) {
                far.put(base + at, sizes[at]);
            }
        }
        Arrays.fill(sizes, 0);
        near = 0;
        best = -1;
        base = key - BEST_AT;
        var inside = far.tailMap(base, true);
        for (Map.Entry<Long, Long> level : inside.entrySet()) {
            int at = (int) (level.getKey() - base);
            sizes[at] = level.getValue();
            best = at;
            near++;
        }
        inside.clear();
    }

    /** The best {@code limit} levels, best first. */
    Levels levels(int limit) {
        int n = Math.min(limit, count());
        var pairs = new long[2 * n];
        int found = 0;
        for (int at = best; at >= 0 && found < n; at--) {
            if (sizes[at] != 0) {
                pairs[2 * found] = sign * (base + at);
                pairs[2 * found++ + 1] = sizes[at];
            }
        }
        if (found < n) {
            for (var level : far.descendingMap().entrySet()) {
                if (found == n) {
                    break;
                }
                pairs[2 * found] = sign * level.getKey();
                pairs[2 * found++ + 1] = level.getValue();
            }
        }
        return Levels.of(pairs, n);
    }
}
