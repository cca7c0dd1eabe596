package trysail.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
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
 *   <li>Where the venue cannot be asked, it stays as it is, told once, and its clock grows. A name that never brought a
 *       frame is given up for the next best all the same, while there is one. Where none of the connection's streams speaks
 *       and REST does not answer either, the connection is made anew.
 *   <li>A book and a quote that have contradicted each other for three seconds at every look: the book is fetched anew. Do
 *       they still, after that, the one of the two that has said nothing since is dead.
 * </ol>
 *
 * All times are those of the market: one that goes at eight times the clock has an eighth of them.
 */
final class StreamJudge {
    private static final Logger LOG = Logger.getLogger(StreamJudge.class.getName());

    /** A book is fetched because of its quote once in so many graces. */
    private static final int AGAIN = 10;

    /** So many instruments are asked after at once, each later one so long after the one before: venues ration questions. */
    private static final int AT_ONCE = 4;

    private static final Duration BETWEEN = Duration.ofMillis(250);

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
    /** Whether a connection is made anew since it began to judge: what else it found is out of date. The judging thread's. */
    private boolean cut;

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
            return any ? Optional.of((bids ? book.bids() : book.asks()).price(0, book.instrument())) : Optional.empty();
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
        for (var i = 0; i < books.size(); i++) {
            var instrument = i;
            books.get(i).against(() -> watch.quote(instrument));
        }
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
        cut = false;
        try {
            for (var i : watch.apart(books)) {
                apart(i);
            }
            judge(new TreeMap<>(watch.silent().stream().collect(Collectors.groupingBy(Silent::instrument))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that are silent now, by their instruments: asked of the venue one after the other, and not all at once. */
    private void judge(SortedMap<Integer, List<Silent>> silent) throws InterruptedException {
        var from = ctx.clock().nanos();
        var first = new HashMap<Integer, Asked>();
        for (var of : silent.entrySet()) {
            pause(first.size());
            first.put(of.getKey(), ask(of.getKey(), of.getValue()));
        }
        ctx.clock().sleep(watch.grace());
        var again = 0;
        for (var of : silent.entrySet()) {
            if (cut || of.getValue().stream().noneMatch(one -> watch.stillSilent(one.stream(), from))) {
                continue; // it spoke meanwhile
            }
            pause(again++);
            judge(of.getKey(), of.getValue(), from, Objects.requireNonNull(first.get(of.getKey())));
        }
    }

    private void pause(int asked) throws InterruptedException {
        if (asked >= AT_ONCE) {
            ctx.clock().sleep(BETWEEN);
        }
    }

    /** An answer of the venue, or why there was none. */
    private record Asked(Optional<Sight> sight, Optional<ExchangeException> trouble) {}

    private Asked ask(int instrument, List<Silent> silent) throws InterruptedException {
        try {
            return new Asked(
                    Optional.of(sight(instrument, silent.stream().anyMatch(s -> s.kind() == Kind.TRADES))),
                    Optional.empty());
        } catch (ExchangeException e) {
            return new Asked(Optional.empty(), Optional.of(e));
        }
    }

    private void judge(int instrument, List<Silent> silent, long from, Asked first) throws InterruptedException {
        var second = first.sight.isPresent() ? ask(instrument, silent) : first;
        var earlier = before.get(instrument);
        before.set(instrument, second.sight);
        for (var one : silent) {
            if (cut || !watch.stillSilent(one.stream(), from)) {
                continue;
            }
            var then = earlier.filter(e -> covers(e, one)).isPresent() ? earlier : first.sight;
            var verdict = then.isPresent() && second.sight.isPresent()
                    ? verdict(one, then.get(), second.sight.get())
                    : Verdict.UNKNOWN;
            switch (verdict) {
                case QUIET -> quiet(one);
                case DEAD -> dead(one, "the venue has gone on without it");
                case UNKNOWN -> unknown(one, second.trouble);
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
                        ? isAt(now.bid(), quote.get().bid())
                                && isAt(now.ask(), quote.get().ask())
                        : !moved
                                || (first.bid().equals(now.bid()) && first.ask().equals(now.ask()));
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
        if (trouble.isEmpty() && watch.neverHeard(one.stream()) && plan.more(one.kind(), instrument(one))) {
            another(one, "its book changes, and the venue does not tell its trades");
            return;
        }
        if (trouble.isPresent() && isAway(trouble.get()) && watch.allSilent(line)) {
            var unused = watch.dead(one.stream());
            again(
                    line,
                    text(one) + " is silent, and so is everything: "
                            + trouble.get().getMessage());
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
            again(line, what + " is silent and so are all others: " + why);
            return;
        }
        if (!another(one, why)) {
            again(line, what + " is silent: " + why);
        }
    }

    private void again(Line line, String why) {
        cut = true;
        reconnect.accept(line, why);
    }

    /** Asks for it by its next name; false when only another connection is left to try. */
    private boolean another(Silent one, String why) {
        var what = text(one);
        if (!plan.next(one.kind(), instrument(one))) {
            return false;
        }
        LOG.log(Level.WARNING, "stream {0} is silent, {1}: {2} is asked for", new Object[] {what, why, text(one)});
        watch.asked(one.stream());
        return true;
    }

    private void apart(int index) throws InterruptedException {
        var why = books.get(index).contradiction(watch.standing(index));
        if (why.isEmpty()) {
            return; // it has mended itself
        }
        var now = ctx.clock().nanos();
        var fetched = fetchedAt[index];
        var again = fetched != 0 && now - fetched < AGAIN * watch.grace().toNanos();
        if (!again) {
            fetchedAt[index] = now;
            LOG.log(Level.WARNING, "{0}: quote and book are apart, the book is fetched anew: {1}", new Object[] {
                watch.instrument(index), why.get()
            });
            books.get(index).apart("quote and book are apart: " + why.get());
            return;
        }
        for (var kind : List.of(Kind.BOOK, Kind.QUOTES)) { // the one that has said nothing since is the wrong one
            var stream = watch.stream(kind, index);
            if (watch.silentSince(stream, fetched)) {
                fetchedAt[index] = 0;
                dead(
                        new Silent(stream, kind, index),
                        "it contradicts " + (kind == Kind.BOOK ? "the quotes" : "a book that was fetched anew"));
                return;
            }
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
