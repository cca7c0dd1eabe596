package trysail.simulator.play;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.model.BookDelta;
import trysail.model.BookSide;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.candle.Candle;
import trysail.simulator.candle.Candles;
import trysail.simulator.candle.Kline;
import trysail.simulator.candle.TimeFrame;

/**
 * One instrument's market: written by the thread that plays, read by REST and matching. Thread-safe; each answer is a
 * consistent copy.
 *
 * <p>A recording's own snapshot stands as the book until the player passes the line it was logged at; changes that come
 * before that line are held, as the recorded client held them.
 */
public final class MarketState implements MarketView {
    /** A client that records asks for its snapshot within seconds; more is not held. */
    private static final int MAX_HELD = 100_000;

    /** Who asks for no more than this does not build a book from it. */
    private static final int A_GLANCE = 5;

    private final Instrument instrument;
    private final SessionClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private final TradeLog trades = new TradeLog();
    private final Candles candles;
    private final List<BookDelta> held = new ArrayList<>();

    private long updateId;
    private boolean bookLive = true;
    private boolean playing;
    private boolean bookAsked;
    private long time;
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;

    /** A market that stands at {@code opening} until it is played. */
    public MarketState(Instrument instrument, SessionClock clock, long seed, Opening opening) {
        this.instrument = instrument;
        this.clock = clock;
        this.time = clock.now().toEpochMilli();
        this.candles = new Candles(instrument, seed, time, opening.lastPrice());
        trades.add(opening.tradeId(), opening.lastPrice(), opening.lastSize(), opening.buyerIsMaker(), time);
        quote(opening.bid(), opening.bidSize(), opening.ask(), opening.askSize());
        replace(opening);
    }

    /** Begins a pass: the book is the pass's opening one, live at once unless {@code snapshotLater}. */
    BookDelta restart(Opening opening, boolean snapshotLater, long now) {
        lock.lock();
        try {
            held.clear();
            replace(opening);
            bookLive = !snapshotLater;
            playing = true;
            time = now;
            candles.roll(now);
            return snapshot(Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private void replace(Opening opening) {
        bids.clear();
        asks.clear();
        apply(opening.bids(), opening.asks());
        updateId = opening.updateId();
    }

    private void apply(Levels newBids, Levels newAsks) {
        bids.apply(newBids);
        asks.apply(newAsks);
    }

    private void quote(long newBid, long newBidSize, long newAsk, long newAskSize) {
        bid = newBid;
        bidSize = newBidSize;
        ask = newAsk;
        askSize = newAskSize;
    }

    void quote(Tick.Quoted to) {
        lock.lock();
        try {
            moves(to);
            quote(to.bid(), to.bidSize(), to.ask(), to.askSize());
        } finally {
            lock.unlock();
        }
    }

    void trade(Tick.Traded trade) {
        lock.lock();
        try {
            moves(trade);
            trades.add(trade.tradeId(), trade.price(), trade.size(), trade.buyerIsMaker(), trade.transactTime());
            candles.trade(trade.transactTime(), trade.price(), trade.size(), !trade.buyerIsMaker());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes in a change; empty while it is held or when it is older than the book. Where the chain of changes breaks and a
     * later snapshot mends it, the book stands still until then, as the recorded client's did.
     */
    Optional<BookDelta> change(Tick.Changed change, boolean snapshotAhead) {
        lock.lock();
        try {
            moves(change);
            if (change.lastId() < updateId) {
                return Optional.empty();
            }
            var delta = new BookDelta(
                    instrument,
                    false,
                    change.bids(),
                    change.asks(),
                    change.lastId(),
                    Instant.ofEpochMilli(change.transactTime()));
            bookLive &= !snapshotAhead || follows(change);
            if (!bookLive && held.size() < MAX_HELD) {
                held.add(delta);
                return Optional.empty();
            }
            apply(delta);
            return Optional.of(delta);
        } finally {
            lock.unlock();
        }
    }

    /** Its update numbers begin again: this is that of the book as it stands. */
    void renumber(long id) {
        lock.lock();
        try {
            updateId = id;
        } finally {
            lock.unlock();
        }
    }

    private boolean follows(Tick.Changed change) {
        return change.previousId() == updateId || (change.firstId() <= updateId && updateId <= change.lastId());
    }

    /** A later snapshot has come: a book that stood still is this one now. False when it went on all the time. */
    boolean renew(Tick.Snapshot snapshot) {
        lock.lock();
        try {
            if (bookLive) {
                return false;
            }
            bids.clear();
            asks.clear();
            apply(snapshot.bids(), snapshot.asks());
            updateId = snapshot.lastId();
            held.removeIf(change -> change.updateId() < updateId);
            bookAsked = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The line of the snapshot is passed: what was held applies, in order. */
    List<BookDelta> goLive() {
        lock.lock();
        try {
            bookLive = true;
            held.forEach(this::apply);
            var late = List.copyOf(held);
            held.clear();
            return late;
        } finally {
            lock.unlock();
        }
    }

    private void apply(BookDelta delta) {
        apply(delta.bids(), delta.asks());
        updateId = delta.updateId();
    }

    private void moves(Tick.OnMarket tick) {
        time = tick.eventTime();
        candles.roll(time);
    }

    /** From here on {@link #awaitAsked} waits for somebody to ask for the book. */
    void forgetAsked() {
        lock.lock();
        try {
            bookAsked = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody has asked for the book since the market began. */
    boolean awaitAsked(Deadline until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!bookAsked && !until.expired()) {
                clock.await(asked, until);
            }
            return bookAsked;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public Quote quote() {
        lock.lock();
        try {
            return new Quote(
                    instrument, price(bid), size(bidSize), price(ask), size(askSize), Instant.ofEpochMilli(now()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public BookDelta book(int levels) {
        lock.lock();
        try {
            if (levels > A_GLANCE) {
                bookAsked = true;
                asked.signalAll();
            }
            return snapshot(levels);
        } finally {
            lock.unlock();
        }
    }

    /** The book for the streams: not an answer to anybody who waits for one. */
    public BookDelta top(int levels) {
        lock.lock();
        try {
            return snapshot(levels);
        } finally {
            lock.unlock();
        }
    }

    private BookDelta snapshot(int levels) {
        return new BookDelta(
                instrument, true, bids.top(levels), asks.top(levels), updateId, Instant.ofEpochMilli(now()));
    }

    @Override
    public List<Trade> trades(int limit) {
        lock.lock();
        try {
            return trades.last(limit, instrument);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Kline> klines(Duration frame, Optional<Instant> from, Optional<Instant> to, int limit) {
        lock.lock();
        try {
            candles.roll(now());
            return TimeFrame.of(frame)
                    .map(f -> candles.klines(
                            f, from.map(Instant::toEpochMilli), to.map(Instant::toEpochMilli), Math.max(1, limit)))
                    .orElse(List.of());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Kline day() {
        lock.lock();
        try {
            candles.roll(now());
            return candles.day().kline(instrument, false);
        } finally {
            lock.unlock();
        }
    }

    /** The running candle of a frame, as it is now. */
    public Candle running(TimeFrame frame) {
        lock.lock();
        try {
            return candles.running(frame).copy();
        } finally {
            lock.unlock();
        }
    }

    public Optional<Candle> closedLast(TimeFrame frame) {
        lock.lock();
        try {
            return candles.closedLast(frame);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public BigDecimal markPrice() {
        return quote().mid();
    }

    @Override
    public Instant time() {
        lock.lock();
        try {
            return Instant.ofEpochMilli(now());
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return playing ? time : clock.now().toEpochMilli();
    }

    private BigDecimal price(long unscaled) {
        return BigDecimal.valueOf(unscaled, instrument.priceScale());
    }

    private BigDecimal size(long unscaled) {
        return BigDecimal.valueOf(unscaled, instrument.sizeScale());
    }
}
