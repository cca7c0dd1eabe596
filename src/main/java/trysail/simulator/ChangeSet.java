package trysail.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Changes of a book that are sent as one: of each price the last size. Not thread-safe. */
final class ChangeSet {
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();

    void clear() {
        bids.clear();
        asks.clear();
    }

    void put(boolean isBids, long price, long size) {
        (isBids ? bids : asks).put(price, size);
    }

    int count() {
        return bids.size() + asks.size();
    }

    /** Price, size, price, size… */
    long[] bids() {
        return pairs(bids);
    }

    long[] asks() {
        return pairs(asks);
    }

    private static long[] pairs(Map<Long, Long> side) {
        return side.entrySet().stream()
                .flatMapToLong(e -> LongStream.of(e.getKey(), e.getValue()))
                .toArray();
    }
}
