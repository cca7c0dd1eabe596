package trysail.simulator.play;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

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

    /** Price, size, price, size… */
    public long[] bids() {
        return pairs(bids);
    }

    public long[] asks() {
        return pairs(asks);
    }

    private static long[] pairs(Map<Long, Long> side) {
        return side.entrySet().stream()
                .flatMapToLong(e -> LongStream.of(e.getKey(), e.getValue()))
                .toArray();
    }
}
