package trysail.model;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One side of an order book, best level first. Prices and sizes are whole numbers at the instrument's scales. Keeps
 * 65,536 levels and then lets the worst go: a peer cannot grow it without bound. Mutable, not thread-safe: one owner, or
 * its owner's lock.
 *
 * <p>Nearly every change is near the best price, so the sizes there lie in a plain array, the window, with one place a
 * price; the levels far behind it are kept in a tree.
 */
public final class BookSide {
    private static final int MOST = 1 << 16;

    /** The window begins small, since most books are, and doubles when more levels than this lie behind it. */
    private static final int FEW_FAR = 64;

    private static final int SMALLEST_WINDOW = 1 << 10;
    private static final int LARGEST_WINDOW = 1 << 14;

    /** +1 for bids, whose best is highest; -1 for asks. A key is a price times this: higher is better. */
    private final int sign;

    private final TreeMap<Long, Long> far = new TreeMap<>();
    private long[] window = new long[SMALLEST_WINDOW];
    private long base;
    /** Place of the best level in the window; -1 when the window is empty, and with it the side. */
    private int best = -1;

    private int near;

    /** An empty side: bids for {@link Side#BUY}, asks for {@link Side#SELL}. */
    public BookSide(Side side) {
        sign = side == Side.BUY ? 1 : -1;
    }

    public void clear() {
        Arrays.fill(window, 0);
        far.clear();
        best = -1;
        near = 0;
    }

    /** How many levels there are. */
    public int count() {
        return near + far.size();
    }

    public boolean isEmpty() {
        return best < 0;
    }

    /** Price of the best level. Throws {@link NoSuchElementException} when the side is empty. */
    public long best() {
        needLevels();
        return sign * (base + best);
    }

    /** Size of the best level. Throws {@link NoSuchElementException} when the side is empty. */
    public long bestSize() {
        needLevels();
        return window[best];
    }

    /** Price of the worst level. Throws {@link NoSuchElementException} when the side is empty. */
    public long worst() {
        needLevels();
        if (!far.isEmpty()) {
            return sign * far.firstKey();
        }
        int at = 0;
        while (window[at] == 0) {
            at++;
        }
        return sign * (base + at);
    }

    private void needLevels() {
        if (best < 0) {
            throw new NoSuchElementException("this side of the book is empty");
        }
    }

    /** Price of the first level that is worse than {@code price}, whether or not there is a level at that price. */
    public OptionalLong behind(long price) {
        long key = sign * price;
        for (int at = Math.min(best, place(key) - 1); at >= 0; at--) {
            if (window[at] != 0) {
                return OptionalLong.of(sign * (base + at));
            }
        }
        var next = far.lowerKey(key);
        return next == null ? OptionalLong.empty() : OptionalLong.of(sign * next);
    }

    /** Size at this price; 0 when there is no level. */
    public long sizeAt(long price) {
        long key = sign * price;
        int at = place(key);
        if (at < 0) {
            return far.getOrDefault(key, 0L);
        }
        return at <= best ? window[at] : 0;
    }

    /** The best {@code most} levels, best first; fewer when there are fewer. */
    public Levels top(int most) {
        int n = Math.min(most, count());
        var pairs = new long[2 * n];
        int found = 0;
        for (int at = best; at >= 0 && found < n; at--) {
            if (window[at] != 0) {
                pairs[2 * found] = sign * (base + at);
                pairs[2 * found++ + 1] = window[at];
            }
        }
        var behind = far.descendingMap().entrySet().iterator();
        while (found < n) {
            var level = behind.next();
            pairs[2 * found] = sign * level.getKey();
            pairs[2 * found++ + 1] = level.getValue();
        }
        return Levels.of(pairs, n);
    }

    /** Sets each of these levels, in their order. */
    public void apply(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            set(levels.price(i), levels.size(i));
        }
    }

    /** Sets the size at a price; 0 removes the level. */
    public void set(long price, long size) {
        long key = sign * price;
        int at = place(key);
        if (best < 0 || at >= window.length) {
            if (size == 0) {
                return;
            }
            around(key);
            at = place(key);
        }
        if (at < 0) {
            setFar(key, size);
        } else {
            setNear(at, size);
        }
        // the window is smaller than the bound, so beyond the bound the worst level is a far one
        if (count() > MOST) {
            far.pollFirstEntry();
        }
    }

    /** Where in the window this key is; -1 behind it, its length ahead of it. Right for a key as far away as a long goes. */
    private int place(long key) {
        if (key < base) {
            return -1;
        }
        long at = key - base;
        return at < 0 || at >= window.length ? window.length : (int) at;
    }

    private void setNear(int at, long size) {
        long old = window[at];
        window[at] = size;
        near += (size == 0 ? 0 : 1) - (old == 0 ? 0 : 1);
        if (size != 0) {
            best = Math.max(best, at);
        } else if (at == best) {
            while (best >= 0 && window[best] == 0) {
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
        if (far.size() > FEW_FAR && window.length < LARGEST_WINDOW) {
            long top = base + best;
            empty();
            window = new long[2 * window.length];
            around(top);
        }
    }

    /** Moves the window so that it holds this key, which is to be the best. */
    private void around(long key) {
        empty();
        // the best may run a little ahead, and much lies behind it
        int behind = window.length - window.length / 4;
        base = Math.max(key, Long.MIN_VALUE + behind) - behind;
        var inside = far.tailMap(base, true);
        for (var level : inside.entrySet()) {
            int at = (int) (level.getKey() - base);
            window[at] = level.getValue();
            best = at;
            near++;
        }
        inside.clear();
    }

    /** Moves what the window holds to the tree. */
    private void empty() {
        for (int at = best; at >= 0; at--) {
            if (window[at] != 0) {
                far.put(base + at, window[at]);
                window[at] = 0;
            }
        }
        near = 0;
        best = -1;
    }
}
