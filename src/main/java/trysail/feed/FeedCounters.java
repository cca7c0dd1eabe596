package trysail.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a feed counts while it runs. Thread-safe. */
final class FeedCounters {
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger connects = new AtomicInteger();
    private volatile Optional<Instant> lastData = Optional.empty();

    void frame(int length) {
        frames.increment();
        bytes.add(length);
    }

    void data(Instant now) {
        lastData = Optional.of(now);
    }

    void connected() {
        connects.incrementAndGet();
    }

    long frames() {
        return frames.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    int connects() {
        return connects.get();
    }

    Optional<Instant> lastData() {
        return lastData;
    }
}
