package trysail.simulator.play;

import java.util.Map;
import java.util.TreeMap;
import trysail.model.Levels;

/** Changes of a book that are sent as one: of each price the last size. Not thread-safe. */
public final class ChangeSet {
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();

    public void clear() {
        bids.clear();
        asks.clear();
    }

    public void put(boolean isBids, long price, long size) {
        (isBids ? bids : asks).put(price, size);
    }

    public int count() {
        return bids.size() + asks.size();
    }

    /** By price, the lowest first. */
    public Levels bids() {
        return levels(bids);
    }

    public Levels asks() {
        return levels(asks);
    }

    private static Levels levels(Map<Long, Long> side) {
        var pairs = new long[2 * side.size()];
        var n = 0;
        for (var level : side.entrySet()) {
            pairs[n++] = level.getKey();
            pairs[n++] = level.getValue();
        }
        return Levels.of(pairs, side.size());
    }
}
