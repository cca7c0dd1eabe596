package trysail.venue;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.model.FeedNotice;
import trysail.model.MarketEvent;
import trysail.scope.SessionClock;
import trysail.stream.Sink;

/**
 * The feed of a venue that somebody else wrote, which may be no more than a loop: its first event says that it is
 * subscribed and live, and what there is to count is counted here.
 */
final class OwnFeed implements MarketFeed {
    private final MarketFeed own;
    private final SessionClock clock;
    private volatile Runnable onSubscribed = () -> {};
    private final AtomicLong frames = new AtomicLong();
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Optional<Instant> last = Optional.empty();

    OwnFeed(MarketFeed own, SessionClock clock) {
        this.own = own;
        this.clock = clock;
    }

    @Override
    public void run(Sink<? super MarketEvent> out) throws InterruptedException {
        own.run(event -> {
            Objects.requireNonNull(event, "a venue's feed gave null for an event");
            if (begun.compareAndSet(false, true)) {
                begin(event, out);
            }
            count(event);
            out.put(event);
        });
    }

    private void begin(MarketEvent first, Sink<? super MarketEvent> out) throws InterruptedException {
        if (!(first instanceof FeedNotice)) {
            var live = new FeedNotice(FeedNotice.Kind.LIVE, "the first event", clock.now());
            count(live);
            out.put(live);
        }
        onSubscribed.run();
    }

    private void count(MarketEvent event) {
        if (event instanceof FeedNotice notice) {
            switch (notice.kind()) {
                case LIVE -> connects.incrementAndGet();
                case GAP, CROSSED -> gaps.incrementAndGet();
                case LOST -> {}
            }
        } else {
            frames.incrementAndGet();
            last = Optional.of(clock.now());
        }
    }

    @Override
    public void onSubscribed(Runnable listener) {
        onSubscribed = listener;
        own.onSubscribed(listener);
    }

    /** Counted here: the receipt asks, and waits for nobody else's code. */
    @Override
    public FeedStats stats() {
        return new FeedStats(frames.get(), 0, connects.get(), gaps.get(), last);
    }

    @Override
    public void reconnect() {
        own.reconnect();
    }

    @Override
    public void tap(FrameTap tap) {
        own.tap(tap);
    }

    @Override
    public void untap(FrameTap tap) {
        own.untap(tap);
    }

    @Override
    public void farewell() {
        own.farewell();
    }

    @Override
    public void close() throws InterruptedException {
        own.close();
    }
}
