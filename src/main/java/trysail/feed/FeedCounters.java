package trysail.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a feed counts while it runs. Thread-safe. */
public final class FeedCounters {
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger malformed = new AtomicInteger();
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

    public void attempted() {
        attempts.incrementAndGet();
    }

    void malformed() {
        malformed.incrementAndGet();
    }

    public long frames() {
        return frames.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public int connects() {
        return connects.get();
    }

    public int attempts() {
        return attempts.get();
    }

    public int malformedFrames() {
        return malformed.get();
    }

    public Optional<Instant> lastData() {
        return lastData;
    }
}
