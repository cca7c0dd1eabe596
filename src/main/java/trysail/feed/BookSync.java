package trysail.feed;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.exchange.Book;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.stream.Sink;

/**
 * Keeps one instrument's book in step with the venue: changes wait until a snapshot has come that they continue, then
 * each must follow the one before. A change that is missing, update numbers that begin again, or a book that is crossed,
 * voids the book: the strategy is told, and another snapshot is asked for.
 *
 * <p>A change that is older than the book is passed over: venues repeat themselves, and a snapshot is ahead of what was
 * on its way. A second one that goes on from the first does not: the venue counts anew, as after a restart.
 *
 * <p>Emits a snapshot, then the changes that follow it. Changes come from the reader, snapshots from a thread of their
 * own; the lock makes each wait for the other, and a wait ends when interrupted.
 */
public final class BookSync {
    /** Waiting changes are bounded in number and in levels; the oldest go first, and then a later snapshot is needed. */
    private static final int MOST_WAITING = 1 << 14;

    private static final int MOST_LEVELS_WAITING = 1 << 20;

    private static final long NONE = -1;

    /** What became of a snapshot. */
    public enum Taken {
        YES,
        /** The changes that continue it are gone: a later one is needed. */
        TOO_OLD,
        /** Nobody waits for it any more. */
        UNWANTED
    }

    private enum State {
        /** No change has come since the connection was made. */
        UNHEARD,
        /** A snapshot is being fetched. */
        WAITING,
        /** The book is what the venue's is. */
        IN_STEP
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final SessionClock clock;
    private final Instrument instrument;
    private final Sink<? super MarketEvent> out;
    private final Consumer<BookSync> fetch;
    private final Consumer<BookDelta> taken;
    private final Book book;
    private final ArrayDeque<Diff> waiting = new ArrayDeque<>();
    private int levelsWaiting;
    private State state = State.UNHEARD;
    private boolean fetching;
    private int generation;
    private boolean chained;
    private long last;
    /** The last number of the older change that was passed over last; {@link #NONE} when the one since then was not old. */
    private long passedOver = NONE;

    private Optional<String> contradicts = Optional.empty();
    private volatile Supplier<Optional<Quote>> latest = Optional::empty;

    private final AtomicInteger gaps = new AtomicInteger();

    /**
     * Knows nothing yet.
     *
     * @param fetch starts the fetching of a snapshot and does not wait for it
     * @param taken hears of each book that is in step again, as it then is; must not block
     */
    public BookSync(
            SessionClock clock,
            Instrument instrument,
            Sink<? super MarketEvent> out,
            Consumer<BookSync> fetch,
            Consumer<BookDelta> taken) {
        this.taken = taken;
        this.clock = clock;
        this.instrument = instrument;
        this.out = out;
        this.fetch = fetch;
        book = new Book(instrument);
    }

    /** How often the book had to be fetched anew. */
    public int gaps() {
        return gaps.get();
    }

    public void diff(Diff diff) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state != State.IN_STEP) {
                keep(diff);
                ask();
            } else if (follows(diff)) {
                apply(diff);
            } else if (diff.last() > last) {
                var detail = "a change is missing: " + diff.previous() + " follows " + last;
                keep(diff);
                lose(FeedNotice.Kind.GAP, detail);
            } else {
                older(diff);
            }
        } finally {
            lock.unlock();
        }
    }

    private void older(Diff diff) throws InterruptedException {
        if (passedOver == NONE || diff.first() <= passedOver) {
            passedOver = diff.last();
            return;
        }
        var detail = "update numbers begin again: " + diff.last() + " comes after " + last;
        keep(diff);
        lose(FeedNotice.Kind.GAP, detail);
    }

    /** A snapshot has come, asked for in {@code askedIn}. */
    public Taken snapshot(BookDelta snapshot, int askedIn) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state != State.WAITING) {
                fetching = false;
                return Taken.UNWANTED;
            }
            last = snapshot.updateId();
            passedOver = NONE;
            chained = false;
            while (!waiting.isEmpty() && waiting.getFirst().last() < last) {
                forget();
            }
            if (askedIn != generation || (!waiting.isEmpty() && !follows(waiting.getFirst()))) {
                return Taken.TOO_OLD;
            }
            fetching = false;
            book.apply(snapshot);
            out.put(snapshot);
            state = State.IN_STEP;
            contradicts = Optional.empty();
            catchUp();
            inStep().ifPresent(taken); // with what had waited: whoever hears of it has not heard that
            settled.signalAll();
            return Taken.YES;
        } finally {
            lock.unlock();
        }
    }

    /** The whole book as it is; empty while it is not the venue's. */
    Optional<BookDelta> inStep() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return state == State.IN_STEP
                    ? Optional.of(new BookDelta(
                            instrument,
                            true,
                            book.topBids(Integer.MAX_VALUE),
                            book.topAsks(Integer.MAX_VALUE),
                            last,
                            clock.now()))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void catchUp() throws InterruptedException {
        while (state == State.IN_STEP && !waiting.isEmpty()) {
            var next = waiting.getFirst();
            if (!follows(next)) {
                lose(FeedNotice.Kind.GAP, "a change is missing: " + next.previous() + " follows " + last);
                return;
            }
            forget();
            apply(next);
        }
        if (state == State.IN_STEP && book.crossed()) {
            lose(FeedNotice.Kind.CROSSED, "bid reaches ask in the snapshot");
        }
    }

    /** The first change must span the snapshot's number or continue it; each later one must continue the one before. */
    private boolean follows(Diff diff) {
        return diff.previous() == last || (!chained && diff.first() <= last && last <= diff.last());
    }

    private void apply(Diff diff) throws InterruptedException {
        last = diff.last();
        passedOver = NONE;
        chained = true;
        book.apply(diff.delta());
        out.put(diff.delta());
        hold(diff.delta());
        if (book.crossed() && waiting.isEmpty()) {
            lose(FeedNotice.Kind.CROSSED, "bid " + price(book.bestBid()) + " reaches ask " + price(book.bestAsk()));
        }
    }

    private static String price(Optional<BigDecimal> best) {
        return best.map(BigDecimal::toPlainString).orElse("-");
    }

    /** Another witness, such as a quote, says that the book cannot be right. */
    void crossed(String detail) throws InterruptedException {
        doubted(FeedNotice.Kind.CROSSED, detail);
    }

    /** The same, where it has said so for a while. */
    void apart(String detail) throws InterruptedException {
        doubted(FeedNotice.Kind.GAP, detail);
    }

    private void doubted(FeedNotice.Kind kind, String detail) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state == State.IN_STEP) {
                lose(kind, detail);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing changes, so no change will ask for the snapshot: the book is fetched all the same. */
    void quiet() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state == State.UNHEARD) {
                ask();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last change it has taken; empty while it is not in step, and while somebody is at it. */
    OptionalLong lastTaken() {
        return glance(() -> OptionalLong.of(last), OptionalLong.empty());
    }

    /** From now on it is held against these: the latest quote each time it is asked for; any thread. */
    void against(Supplier<Optional<Quote>> quotes) {
        latest = quotes;
    }

    /**
     * How the book contradicts the quote: the one's bid is not below the other's ask. Empty when they do not, while the
     * book is not in step, and while somebody is at it.
     *
     * @param standing a quote that has stood for so long that the book must have come to it
     */
    Optional<String> contradiction(Optional<Quote> standing) {
        return glance(() -> standing.map(this::contradiction).orElse(contradicts), Optional.empty());
    }

    /**
     * With each change the book is held against a quote that is no newer than the change: changes come some at a time,
     * quotes one by one, and what a quote says that the book has not come to yet is no contradiction.
     */
    private void hold(BookDelta change) {
        var quote = latest.get();
        if (quote.isPresent() && !quote.get().time().isAfter(change.time())) {
            contradicts = contradiction(quote.get());
        }
    }

    private Optional<String> contradiction(Quote quote) {
        var bid = book.bestBid();
        var ask = book.bestAsk();
        var apart = (ask.isPresent() && quote.bid().compareTo(ask.get()) >= 0)
                || (bid.isPresent() && quote.ask().compareTo(bid.get()) <= 0);
        return apart
                ? Optional.of("the quote is " + quote.bid().toPlainString() + "/"
                        + quote.ask().toPlainString() + ", the book " + price(bid) + "/" + price(ask))
                : Optional.empty();
    }

    /** Looks at a book that is in step, and waits for nobody: whoever is at it may be waiting for room. */
    private <T> T glance(Supplier<T> look, T otherwise) {
        if (!lock.tryLock()) {
            return otherwise;
        }
        try {
            return state == State.IN_STEP ? look.get() : otherwise;
        } finally {
            lock.unlock();
        }
    }

    private void lose(FeedNotice.Kind kind, String detail) throws InterruptedException {
        state = State.WAITING;
        book.clear();
        gaps.incrementAndGet();
        out.put(new FeedNotice(kind, Optional.of(instrument), detail, clock.now()));
        ask();
    }

    /** The connection is gone: what waits continues nothing any more. */
    void reset() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            state = State.UNHEARD;
            generation++;
            waiting.clear();
            levelsWaiting = 0;
            book.clear();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        state = State.WAITING;
        if (!fetching) {
            fetching = true;
            fetch.accept(this);
        }
    }

    /** The number to hand back with a snapshot; empty when none is wanted, and then the fetching is over. */
    OptionalInt wanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state == State.WAITING) {
                return OptionalInt.of(generation);
            }
            fetching = false;
            return OptionalInt.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no snapshot is awaited; false when the deadline came first. */
    public boolean awaitSettled(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (state == State.WAITING && !deadline.expired()) {
                clock.await(settled, deadline);
            }
            return state != State.WAITING;
        } finally {
            lock.unlock();
        }
    }

    private void keep(Diff diff) {
        if (!waiting.isEmpty() && diff.last() < waiting.getFirst().first()) { // numbers begin again
            waiting.clear();
            levelsWaiting = 0;
        }
        waiting.addLast(diff);
        levelsWaiting += levels(diff);
        while (waiting.size() > MOST_WAITING || levelsWaiting > MOST_LEVELS_WAITING) {
            forget();
        }
    }

    private void forget() {
        levelsWaiting -= levels(waiting.removeFirst());
    }

    private static int levels(Diff diff) {
        return diff.delta().bids().count() + diff.delta().asks().count();
    }
}
