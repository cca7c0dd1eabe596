package trysail.feed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeException;
import trysail.feed.StreamPlan.Kind;
import trysail.feed.StreamPlan.Line;
import trysail.feed.StreamWatch.Silent;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * Finds out why a stream is silent, on a thread that lives only while one is. The rule:
 *
 * <ol>
 *   <li>A stream is <em>silent</em> when its clock runs out: that of its first frame, or that since its last one. The venue's
 *       REST interface is asked for what the stream would have told: the number and the best prices of the book, and the
 *       last trade's number; then, a fifth of the idle clock later, once more: what was on its way has come by then.
 *   <li>Did nothing happen, it is <em>quiet</em>: told once, and its clock is twice as long from then on, up to five minutes.
 *       Nothing happened to a book whose number is that of the last change we took; to quotes while the best prices are
 *       those of the last quote; to trades while the last trade's number is the one it was, or the book's is: nothing
 *       trades without a change of the book. What was never heard of is compared with the answer before.
 *   <li>Else it is <em>dead</em>. Its next best name is asked for, after the last one the best once more, and after that the
 *       connection is made anew; every other time at once where none of its streams
 *       speaks. Each round without a frame doubles the clock.
 *   <li>Where the venue cannot be asked, it stays as it is, told once, and its clock grows; but where none of the
 *       connection's streams speaks and REST does not answer either, the connection is made anew.
 *   <li>A book and a quote that have contradicted each other for three seconds at every look: the book is fetched anew. Do
 *       they still, after that, the quotes are dead.
 * </ol>
 *
 * All times are those of the market: one that goes at eight times the clock has an eighth of them.
 */
final class StreamJudge {
    private static final Logger LOG = Logger.getLogger(StreamJudge.class.getName());

    /** A book that was fetched is above suspicion for so many graces. */
    private static final int AGAIN = 10;

    private final SessionContext ctx;
    private final String name;
    private final StreamPlan plan;
    private final StreamWatch watch;
    private final SnapshotSource venue;
    private final List<BookSync> books;
    private final BiConsumer<Line, String> reconnect;
    private final AtomicReference<Optional<Thread>> thread = new AtomicReference<>(Optional.empty());
    /** The last answer about each instrument, and when each book was fetched because of its quote: the judging thread's. */
    private final List<Optional<Sight>> before;

    private final long[] fetchedAt;
    private volatile boolean closed;

    /** What the venue says of one instrument by REST, asked at this time. */
    private record Sight(BookDelta book, OptionalLong trade, long at) {
        Optional<BigDecimal> bid() {
            return best(book.bids().count() > 0, true);
        }

        Optional<BigDecimal> ask() {
            return best(book.asks().count() > 0, false);
        }

        private Optional<BigDecimal> best(boolean any, boolean bids) {
            return any
                    ? Optional.of((bids ? book.bids() : book.asks()).price(0, book.instrument()))
                    : Optional.empty();
        }
    }

    private enum Verdict {
        QUIET,
        DEAD,
        UNKNOWN
    }

    StreamJudge(
            SessionContext ctx,
            String name,
            StreamPlan plan,
            StreamWatch watch,
            SnapshotSource venue,
            List<BookSync> books,
            BiConsumer<Line, String> reconnect) {
        this.ctx = ctx;
        this.name = name;
        this.plan = plan;
        this.watch = watch;
        this.venue = venue;
        this.books = books;
        this.reconnect = reconnect;
        before = new ArrayList<>(Collections.nCopies(books.size(), Optional.empty()));
        fetchedAt = new long[books.size()];
    }

    /** Begins to find out, unless it does so already or there is nothing to find out. Never blocks; any thread. */
    void look() {
        var at = thread.get();
        if (closed || at.filter(Thread::isAlive).isPresent() || !watch.anything(books)) {
            return;
        }
        var judging = ctx.startVirtual(name + " judge", this::judge);
        if (!thread.compareAndSet(at, Optional.of(judging)) || closed) {
            judging.interrupt();
        }
    }

    private void judge() {
        try {
            for (var i : watch.apart(books)) {
                apart(i);
            }
            var silent = watch.silent().stream().collect(Collectors.groupingBy(Silent::instrument));
            for (var of : silent.entrySet()) {
                judge(of.getKey(), of.getValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(int instrument, List<Silent> silent) throws InterruptedException {
        var from = ctx.clock().nanos();
        var trades = silent.stream().anyMatch(s -> s.kind() == Kind.TRADES);
        Optional<ExchangeException> trouble = Optional.empty();
        Optional<Sight> first = Optional.empty();
        Optional<Sight> second = Optional.empty();
        try {
            first = Optional.of(sight(instrument, trades));
            ctx.clock().sleep(watch.grace());
            second = Optional.of(sight(instrument, trades));
        } catch (ExchangeException e) {
            trouble = Optional.of(e);
        }
        var earlier = before.get(instrument);
        before.set(instrument, second);
        for (var one : silent) {
            if (!watch.silentSince(one.stream(), from)) {
                continue; // it spoke meanwhile
            }
            var then = earlier.filter(e -> covers(e, one)).isPresent() ? earlier : first;
            var verdict = then.isPresent() && second.isPresent()
                    ? verdict(one, then.get(), second.get())
                    : Verdict.UNKNOWN;
            switch (verdict) {
                case QUIET -> quiet(one);
                case DEAD -> dead(one, "the venue has gone on without it");
                case UNKNOWN -> unknown(one, trouble);
            }
        }
    }

    /** Whether an answer tells of the whole silence so far. */
    private boolean covers(Sight sight, Silent one) {
        return watch.silentSince(one.stream(), sight.at) && (one.kind() != Kind.TRADES || sight.trade.isPresent());
    }

    private Sight sight(int index, boolean trades) throws InterruptedException {
        var instrument = watch.instrument(index);
        var at = ctx.clock().nanos();
        var book = venue.glance(instrument);
        try {
            return new Sight(book, trades ? venue.lastTrade(instrument) : OptionalLong.empty(), at);
        } catch (ExchangeException.Refused noSuchQuestion) {
            return new Sight(book, OptionalLong.empty(), at);
        }
    }

    private Verdict verdict(Silent one, Sight first, Sight now) {
        var moved = first.book.updateId() != now.book.updateId();
        return switch (one.kind()) {
            case BOOK -> {
                var taken = books.get(one.instrument()).lastTaken();
                yield of(taken.isPresent() ? taken.getAsLong() != now.book.updateId() : moved);
            }
            case QUOTES -> {
                var quote = watch.quote(one.instrument());
                var same = quote.isPresent()
                        ? isAt(now.bid(), quote.get().bid()) && isAt(now.ask(), quote.get().ask())
                        : !moved || (first.bid().equals(now.bid()) && first.ask().equals(now.ask()));
                yield of(!same);
            }
            case TRADES -> {
                if (!moved) {
                    yield Verdict.QUIET;
                }
                yield first.trade.isPresent() && now.trade.isPresent()
                        ? of(first.trade.getAsLong() != now.trade.getAsLong())
                        : Verdict.UNKNOWN;
            }
        };
    }

    private static Verdict of(boolean moved) {
        return moved ? Verdict.DEAD : Verdict.QUIET;
    }

    /** An empty side is quoted as nothing. */
    private static boolean isAt(Optional<BigDecimal> best, BigDecimal quoted) {
        return best.map(b -> b.compareTo(quoted) == 0).orElse(quoted.signum() == 0);
    }

    private void quiet(Silent one) throws InterruptedException {
        if (watch.quiet(one.stream())) {
            LOG.log(Level.INFO, "stream {0} is quiet: nothing has happened there", text(one));
        }
        if (one.kind() == Kind.BOOK) {
            books.get(one.instrument()).quiet();
        }
    }

    private void unknown(Silent one, Optional<ExchangeException> trouble) {
        var line = line(one);
        if (trouble.isPresent() && isAway(trouble.get()) && watch.allSilent(line)) {
            var unused = watch.dead(one.stream());
            reconnect.accept(line, text(one) + " is silent, and so is everything: " + trouble.get().getMessage());
        } else if (watch.unknown(one.stream())) {
            LOG.log(Level.WARNING, "stream {0} is silent, and nobody can say why: {1}", new Object[] {
                text(one), trouble.map(Throwable::getMessage).orElse("the venue does not tell its last trade")
            });
        }
    }

    private static boolean isAway(ExchangeException trouble) {
        return switch (trouble) {
            case ExchangeException.Unreachable e -> true;
            case ExchangeException.OutcomeUnknown e -> true;
            case ExchangeException.RateLimited e -> false;
            case ExchangeException.Refused e -> false;
            case ExchangeException.Unauthenticated e -> false;
        };
    }

    private void dead(Silent one, String why) {
        var line = line(one);
        var what = text(one);
        before.set(one.instrument(), Optional.empty());
        var times = watch.dead(one.stream());
        if (times % 2 == 1 && watch.allSilent(line)) {
            reconnect.accept(line, what + " is silent and so are all others: " + why);
            return;
        }
        var next = plan.next(one.kind(), instrument(one));
        if (!next) {
            reconnect.accept(line, what + " is silent: " + why);
            return;
        }
        LOG.log(Level.WARNING, "stream {0} is dead, {1}: {2} is asked for", new Object[] {what, why, text(one)});
        watch.asked(one.stream());
    }

    private void apart(int index) throws InterruptedException {
        var quote = watch.quote(index);
        var why = quote.flatMap(books.get(index)::apartFrom);
        if (why.isEmpty()) {
            return; // it has mended itself
        }
        var now = ctx.clock().nanos();
        var again = fetchedAt[index] != 0 && now - fetchedAt[index] < AGAIN * watch.grace().toNanos();
        fetchedAt[index] = again ? 0 : now;
        if (again) {
            dead(
                    new Silent(watch.stream(Kind.QUOTES, index), Kind.QUOTES, index),
                    "it contradicts a book that was fetched anew");
        } else {
            LOG.log(Level.WARNING, "{0}: quote and book are apart, the book is fetched anew: {1}", new Object[] {
                watch.instrument(index), why.get()
            });
            books.get(index).apart("quote and book are apart: " + why.get());
        }
    }

    private Instrument instrument(Silent one) {
        return watch.instrument(one.instrument());
    }

    private Line line(Silent one) {
        return plan.line(one.kind(), instrument(one));
    }

    private String text(Silent one) {
        return plan.name(one.kind(), instrument(one)).orElse("-");
    }

    /** Cuts what it asks; {@link #join} waits for it. */
    void close() {
        closed = true;
        thread.get().ifPresent(Thread::interrupt);
    }

    /** True when no thread is left. */
    boolean join(Deadline deadline) throws InterruptedException {
        var left = thread.get();
        return left.isEmpty() || ctx.clock().join(left.get(), deadline);
    }
}
