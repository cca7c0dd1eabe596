package trysail.simulator.play;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.json.FrameText;
import trysail.model.MarketEvent;
import trysail.recording.UsdmFrame;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.binance.market.UsdmText;
import trysail.stream.Sink;

/**
 * Plays a market: one thread that takes each frame when it is due, shows it in the instrument's state, hands it to
 * matching and publishes it. Begins when {@link #begin} is called; ends when interrupted, or after one pass of a feed that
 * is played once.
 */
public final class Player {
    private static final Duration FOR_SNAPSHOT = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int FLUSH_EVERY = 1024;

    private final MarketSource source;
    private final List<MarketState> markets;
    private final StreamHub hub;
    private final Outlet outlet;
    private final Speed speed;
    private final boolean once;
    private final SessionClock clock;
    private final List<Sink<MarketEvent>> sinks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger crossings = new AtomicInteger();
    private final AtomicInteger repetitions = new AtomicInteger();
    private final UsdmFrame frame = new UsdmFrame();
    private final FrameText crossed = new FrameText();
    private boolean[] passedSnapshot = {};
    private boolean[] heardChange = {};
    private boolean[] owesSnapshot = {};
    private boolean begun;
    private boolean ended;
    private final AtomicLong played = new AtomicLong();
    private long passBegan;
    private int unflushed;

    public Player(
            MarketSource source,
            MarketSet set,
            StreamHub hub,
            Outlet outlet,
            Speed speed,
            boolean once,
            SessionClock clock) {
        this.source = source;
        this.markets = set.states();
        this.sinks = set.sinks();
        this.hub = hub;
        this.outlet = outlet;
        this.speed = speed;
        this.once = once;
        this.clock = clock;
    }

    /** Lets the market begin, once. True for the call that did. */
    public boolean begin() {
        lock.lock();
        try {
            if (begun) {
                return false;
            }
            begun = true;
            markets.forEach(MarketState::forgetAsked);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the next depth change out of the streams: a subscriber sees a gap. */
    public void skipOneChange() {
        gaps.incrementAndGet();
    }

    /** Lets the next depth change carry a bid above the best ask. */
    public void crossOneChange() {
        crossings.incrementAndGet();
    }

    /** Publishes the next depth change twice. */
    public void repeatOneChange() {
        repetitions.incrementAndGet();
    }

    /** Frames published so far. */
    public long played() {
        return played.get();
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of a feed that is played once; false when the deadline comes first. */
    public boolean awaitEnd(Deadline until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && !until.expired()) {
                clock.await(changed, until);
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The playing thread. */
    public void run() {
        try {
            awaitBegin();
            int pass = 0;
            do {
                play(pass++);
            } while (!once);
            outlet.flush();
            finish();
            outlet.endOfFeed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the exchange closes
        }
    }

    private void awaitBegin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!begun) {
                clock.await(changed, clock.deadline(IDLE));
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void play(int pass) throws InterruptedException {
        long now = clock.now().toEpochMilli();
        source.begin(pass, now);
        passBegan = clock.nanos();
        passedSnapshot = new boolean[markets.size()];
        heardChange = new boolean[markets.size()];
        owesSnapshot = new boolean[markets.size()];
        for (int i = 0; i < markets.size(); i++) {
            tell(markets.get(i).restart(source.opening(i), source.snapshotInside(i), now));
        }
        while (source.hasNext()) {
            pace(source.due());
            source.next(frame);
            apply();
            if (outlet.congested()) {
                outlet.flush();
                outlet.relieve(speed instanceof Speed.Unbounded);
            }
        }
        hub.flushDerived();
        if (!once && speed instanceof Speed.Unbounded) {
            outlet.relieve(true);
        }
    }

    /** Waits until a frame is due; what is late or at full speed is batched, but never for long. */
    private void pace(long due) throws InterruptedException {
        if (speed instanceof Speed.Times(double factor)) {
            long early = passBegan + (long) (due / factor) - clock.nanos();
            if (early > 0) {
                outlet.flush();
                unflushed = 0;
                clock.sleep(Duration.ofNanos(early));
                return;
            }
        }
        if (++unflushed >= FLUSH_EVERY) {
            outlet.flush();
            unflushed = 0;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void apply() throws InterruptedException {
        switch (frame.kind) {
            case TRADE -> {
                if (frame.price > 0 && frame.size > 0) { // the venue's own transfers come as trades of nothing
                    var market = markets.get(frame.instrument);
                    market.trade(frame);
                    if (!sinks.isEmpty()) {
                        tell(market.trades(1).getFirst());
                    }
                }
                publish();
            }
            case QUOTE -> {
                var market = markets.get(frame.instrument);
                market.quote(frame);
                if (!sinks.isEmpty()) {
                    tell(market.quote());
                }
                publish();
            }
            case DEPTH -> {
                var delta = markets.get(frame.instrument).depth(frame, source.snapshotAhead(frame.instrument));
                if (delta.isPresent()) {
                    tell(delta.get());
                }
                change();
                heardChange[frame.instrument] = true;
                if (owesSnapshot[frame.instrument]) {
                    snapshot();
                }
            }
            case OTHER -> publish();
            case SNAPSHOT -> snapshot();
            case ASIDE -> {}
        }
    }

    private void publish() {
        hub.publish(frame);
        played.lazySet(played.getPlain() + 1); // one writer
    }

    private void change() {
        if (take(gaps)) {
            return;
        }
        if (take(crossings)) {
            var quote = markets.get(frame.instrument).quote();
            var instrument = markets.get(frame.instrument).instrument();
            frame.bids = Arrays.copyOf(frame.bids, Math.max(frame.bids.length, 2 * frame.bidLevels + 2));
            frame.bids[2 * frame.bidLevels] =
                    quote.ask().add(instrument.tick()).unscaledValue().longValueExact();
            frame.bids[2 * frame.bidLevels + 1] =
                    quote.askSize().unscaledValue().longValueExact();
            frame.bidLevels++;
            new UsdmText(instrument).combined(frame, crossed);
        }
        publish();
        if (take(repetitions)) {
            publish();
        }
    }

    private static boolean take(AtomicInteger wanted) {
        return wanted.get() > 0 && wanted.getAndDecrement() > 0;
    }

    /**
     * Here the recorded client had its snapshot: wait for ours to have asked, then let the book go on. Nobody asks before
     * the first change: a capture that begins with its snapshots gets to them one change later.
     */
    private void snapshot() throws InterruptedException {
        int i = frame.instrument;
        if (i < 0) {
            return;
        }
        if (passedSnapshot[i]) {
            if (!markets.get(i).renew(frame)) {
                return;
            }
            tell(markets.get(i).top(Integer.MAX_VALUE));
        }
        if (!heardChange[i]) {
            owesSnapshot[i] = true;
            return;
        }
        owesSnapshot[i] = false;
        passedSnapshot[i] = true;
        if (once) {
            outlet.flush();
            long from = clock.nanos();
            markets.get(i).awaitAsked(clock.deadline(FOR_SNAPSHOT));
            passBegan += clock.nanos() - from;
        }
        for (var late : markets.get(i).goLive()) {
            tell(late);
        }
    }

    private void tell(MarketEvent event) throws InterruptedException {
        for (int i = 0; i < sinks.size(); i++) {
            sinks.get(i).put(event);
        }
    }
}
