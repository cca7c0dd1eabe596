package trysail.simulator.play;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.fault.Fault;
import trysail.model.Levels;
import trysail.model.MarketEvent;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
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
    private static final long FIRST_AGAIN = 100;
    /** A tenth off the market: where nothing trades. */
    private static final int FAR = 10;

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
    private final AtomicInteger renumberings = new AtomicInteger();
    private final Queue<Fault.OffMarket.Kind> offMarket = new ConcurrentLinkedQueue<>();
    private volatile boolean losing;
    /** By how much the numbers of each instrument are less than its source says, since they began again. */
    private long[] renumbered = {};
    /** The last number of a change that went out, where changes since then were left out; 0 where none was. */
    private long[] lostSince = {};

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

    /** Lets the numbers of the next change, and of all later ones of its instrument, begin again from small ones. */
    public void renumber() {
        renumberings.incrementAndGet();
    }

    /** Leaves changes out of the streams, and lets the next one after them follow the last one before them. */
    public void loseChanges(boolean on) {
        losing = on;
    }

    /** Publishes what is no trade of the market, beside the next quote. */
    public void tradeOffMarket(Fault.OffMarket.Kind kind) {
        offMarket.add(kind);
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
        renumbered = new long[markets.size()];
        lostSince = new long[markets.size()];
        for (int i = 0; i < markets.size(); i++) {
            tell(markets.get(i).restart(source.opening(i), source.snapshotInside(i), now));
        }
        while (source.hasNext()) {
            pace(source.due());
            apply(source.next());
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

    private void apply(Tick tick) throws InterruptedException {
        switch (tick) {
            case Tick.Traded trade -> {
                if (trade.moves()) {
                    var market = markets.get(trade.instrument());
                    market.trade(trade);
                    if (!sinks.isEmpty()) {
                        tell(market.trades(1).getFirst());
                    }
                }
                publish(trade, false);
            }
            case Tick.Quoted quote -> {
                var market = markets.get(quote.instrument());
                market.quote(quote);
                if (!sinks.isEmpty()) {
                    tell(market.quote());
                }
                publishQuote(quote);
            }
            case Tick.Changed as -> {
                var change = numbered(as);
                int i = change.instrument();
                var delta = markets.get(i).change(change, source.snapshotAhead(i));
                if (delta.isPresent()) {
                    tell(delta.get());
                }
                change(change, change != as);
                heardChange[i] = true;
                if (owesSnapshot[i]) {
                    passSnapshot(i);
                }
            }
            case Tick.Foreign foreign -> {
                hub.passOn(foreign);
                count();
            }
            case Tick.Snapshot snapshot -> snapshot(snapshot);
            case Tick.Aside aside -> {}
        }
    }

    private void publish(Tick.OnMarket tick, boolean altered) {
        hub.publish(tick, altered);
        count();
    }

    private void count() {
        played.lazySet(played.getPlain() + 1); // one writer
    }

    private void change(Tick.Changed as, boolean altered) {
        if (take(gaps)) {
            return;
        }
        int i = as.instrument();
        if (losing) {
            lostSince[i] = lostSince[i] == 0 ? as.previousId() : lostSince[i];
            return;
        }
        var chained = lostSince[i] == 0 ? as : numbered(as, lostSince[i] + 1, as.lastId(), lostSince[i]);
        lostSince[i] = 0;
        var cross = take(crossings);
        var change = cross ? crossed(chained) : chained;
        var other = altered || change != as;
        publish(change, other);
        if (take(repetitions)) {
            publish(change, other);
        }
    }

    /** What its numbers are since they have begun again. */
    private Tick.Changed numbered(Tick.Changed as) {
        int i = as.instrument();
        if (take(renumberings)) {
            renumbered[i] = as.previousId() - FIRST_AGAIN;
            lostSince[i] = 0;
            markets.get(i).renumber(FIRST_AGAIN);
        }
        long less = renumbered[i];
        return less == 0 ? as : numbered(as, as.firstId() - less, as.lastId() - less, as.previousId() - less);
    }

    private static Tick.Changed numbered(Tick.Changed as, long first, long last, long previous) {
        return new Tick.Changed(
                as.instrument(), as.eventTime(), as.transactTime(), first, last, previous, as.bids(), as.asks());
    }

    private void publishQuote(Tick.Quoted quote) {
        long less = renumbered[quote.instrument()];
        publish(
                less == 0
                        ? quote
                        : new Tick.Quoted(
                                quote.instrument(),
                                quote.eventTime(),
                                quote.transactTime(),
                                quote.updateId() - less,
                                quote.bid(),
                                quote.bidSize(),
                                quote.ask(),
                                quote.askSize()),
                less != 0);
        for (var kind = offMarket.poll(); kind != null; kind = offMarket.poll()) {
            publish(aside(kind, quote), true);
        }
    }

    /** What is no trade of the market, at this instant of it. Its number is that of the last trade: it has none there. */
    private Tick.Traded aside(Fault.OffMarket.Kind kind, Tick.Quoted at) {
        var last = markets.get(at.instrument()).trades(1);
        long id = last.isEmpty() ? 1 : last.getLast().id();
        return switch (kind) {
            case NOTHING -> aside(at, id, 0, 0, Tick.Origin.NOTHING);
            case INSURANCE -> aside(at, id, at.bid() - at.bid() / FAR, 1 + at.bidSize(), Tick.Origin.INSURANCE);
            case ADL -> aside(at, id, at.ask() + at.ask() / FAR, 1 + at.askSize(), Tick.Origin.ADL);
        };
    }

    private static Tick.Traded aside(Tick.Quoted at, long id, long price, long size, Tick.Origin origin) {
        var sold = price <= at.bid();
        return new Tick.Traded(at.instrument(), at.eventTime(), at.transactTime(), id, price, size, sold, origin);
    }

    /** The same with one bid more, a tick above the best ask. */
    private Tick.Changed crossed(Tick.Changed change) {
        var market = markets.get(change.instrument());
        var quote = market.quote();
        var bids = new long[2 * change.bids().count() + 2];
        for (int i = 0; i < change.bids().count(); i++) {
            bids[2 * i] = change.bids().price(i);
            bids[2 * i + 1] = change.bids().size(i);
        }
        bids[bids.length - 2] =
                quote.ask().add(market.instrument().tick()).unscaledValue().longValueExact();
        bids[bids.length - 1] = quote.askSize().unscaledValue().longValueExact();
        return new Tick.Changed(
                change.instrument(),
                change.eventTime(),
                change.transactTime(),
                change.firstId(),
                change.lastId(),
                change.previousId(),
                Levels.of(bids, bids.length / 2),
                change.asks());
    }

    private static boolean take(AtomicInteger wanted) {
        return wanted.get() > 0 && wanted.getAndDecrement() > 0;
    }

    private void snapshot(Tick.Snapshot snapshot) throws InterruptedException {
        int i = snapshot.instrument();
        if (i < 0) {
            return;
        }
        if (passedSnapshot[i]) {
            if (!markets.get(i).renew(snapshot)) {
                return;
            }
            tell(markets.get(i).top(Integer.MAX_VALUE));
        }
        passSnapshot(i);
    }

    /**
     * Here the recorded client had its snapshot: wait for ours to have asked, then let the book go on. Nobody asks before
     * the first change: a capture that begins with its snapshots gets to them one change later.
     */
    private void passSnapshot(int i) throws InterruptedException {
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
