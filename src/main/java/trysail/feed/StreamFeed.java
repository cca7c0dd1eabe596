package trysail.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import trysail.exchange.ExchangeException;
import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsListener;

/**
 * Quotes, trades and books over one connection at a time, and over one beside it where a venue serves at another address
 * what is next best to a stream that is silent on the first. The main line's reader is the task itself; the other line has
 * a reader of its own, begun when it is wanted.
 */
public final class StreamFeed implements MarketFeed {
    private final SessionContext ctx;
    private final StreamSettings settings;
    private final List<Instrument> instruments;
    private final SnapshotSource snapshots;
    private final Function<MarketHandler, Conversation> words;
    private final StreamPlan plan;
    private final StreamWatch watch;
    private final Optional<Beside> beside;
    private final Random random;
    private final FeedCounters counters = new FeedCounters();
    private final Tapping tapping;
    private final StreamLife life;
    private final AtomicReference<Optional<ExchangeException>> refusal = new AtomicReference<>(Optional.empty());
    private volatile List<SnapshotFetcher> fetchers = List.of();
    private volatile List<BookSync> books = List.of();
    private volatile Optional<Conversation> conversation = Optional.empty();
    private volatile Optional<StreamJudge> judge = Optional.empty();
    private volatile Optional<FeedRouter> router = Optional.empty();
    private volatile Runnable onSubscribed = () -> {};
    private volatile boolean leaving;

    /**
     * Opens nothing yet.
     *
     * @param snapshots where whole books come from
     * @param words begins a conversation in the venue's words, once for each connection
     */
    public StreamFeed(
            SessionContext ctx,
            StreamSettings settings,
            Ticket.Office tickets,
            List<Instrument> instruments,
            SnapshotSource snapshots,
            Function<MarketHandler, Conversation> words) {
        this(ctx, settings, tickets, instruments, snapshots, words, StreamPlan.NONE, Optional.empty());
    }

    /**
     * The same, where each stream has clocks of its own.
     *
     * @param plan what is asked for, and what is next best
     * @param second where that may be besides, and the words that are used there
     */
    public StreamFeed(
            SessionContext ctx,
            StreamSettings settings,
            Ticket.Office tickets,
            List<Instrument> instruments,
            SnapshotSource snapshots,
            Function<MarketHandler, Conversation> words,
            StreamPlan plan,
            Optional<Second> second) {
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException(settings.name() + ": no instruments are given; name at least one");
        }
        this.ctx = ctx;
        this.settings = settings;
        this.instruments = List.copyOf(instruments);
        this.snapshots = snapshots;
        this.words = words;
        random = new Random(settings.jitterSeed());
        tapping = new Tapping(ctx.clock());
        life = new StreamLife(ctx, settings, tickets);
        this.plan = plan;
        watch = new StreamWatch(ctx.clock(), plan, this.instruments, settings.times());
        beside = second.map(Beside::new);
        plan.onChange(this::changed);
    }

    /** Where a feed's second line leads, and what is said there. */
    public record Second(Ticket.Office tickets, Function<MarketHandler, Conversation> words) {}

    /** What is asked for has changed: a line that is wanted now begins, and each that is open says the difference. */
    private void changed() {
        if (plan.beside()) {
            beside.ifPresent(Beside::begin);
        }
        conversation.ifPresent(Conversation::restate);
        beside.flatMap(b -> b.conversation).ifPresent(Conversation::restate);
    }

    private void reconnect(StreamPlan.Line line, String why) {
        switch (line) {
            case MAIN -> life.cut(why);
            case BESIDE -> beside.ifPresent(b -> b.life.cut(why));
        }
    }

    /** The second line: its life, its connection, and the thread that reads it. */
    private final class Beside implements StreamLife.Owner {
        private final StreamLife life;
        private final Function<MarketHandler, Conversation> words;
        private final AtomicReference<Optional<Thread>> reader = new AtomicReference<>(Optional.empty());
        private volatile Optional<Conversation> conversation = Optional.empty();

        private Beside(Second second) {
            words = second.words();
            life = new StreamLife(ctx, settings, second.tickets());
        }

        /** Once, and not before the feed runs. */
        private void begin() {
            if (router.isEmpty() || life.closed() || reader.get().isPresent()) {
                return;
            }
            var thread = ctx.startVirtual(settings.name() + " beside", this::run);
            if (!reader.compareAndSet(Optional.empty(), Optional.of(thread)) || life.closed()) {
                thread.interrupt();
            }
        }

        private void run() {
            try {
                life.begin();
                life.run(backoff(), this);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (ExchangeException no) {
                refused(no);
            }
        }

        @Override
        public WsListener listener() {
            var connection = connection(StreamPlan.Line.BESIDE, words, () -> {});
            conversation = Optional.of(connection.conversation());
            return connection;
        }

        @Override
        public boolean over(Ticket ticket, WsEnd end) {
            watch.gone(StreamPlan.Line.BESIDE);
            return end.endOfFeed();
        }

        /** The main line tells when the venue is away. */
        @Override
        public void noTicket(String reason) {}

        private void interrupt() {
            reader.get().ifPresent(Thread::interrupt);
        }

        private void close(Deadline deadline) throws InterruptedException {
            life.close();
            interrupt();
            if (reader.get().isPresent()) {
                ctx.clock().join(reader.get().get(), deadline);
            }
        }
    }

    private FeedConnection connection(
            StreamPlan.Line line, Function<MarketHandler, Conversation> spoken, Runnable subscribed) {
        return new FeedConnection(
                ctx.clock(),
                router.orElseThrow(),
                counters,
                tapping,
                watch,
                judge.orElseThrow(),
                line,
                settings.times().acknowledged(),
                spoken,
                subscribed);
    }

    @Override
    public void run(Sink<? super MarketEvent> out) throws InterruptedException {
        life.begin();
        var routes = router(out);
        router = Optional.of(routes);
        var judging =
                new StreamJudge(ctx, settings.name(), plan, watch, snapshots, routes.books(), this::reconnect);
        judge = Optional.of(judging);
        var backoff = backoff();
        try {
            if (plan.beside()) {
                beside.ifPresent(Beside::begin);
            }
            life.run(backoff, new Running(routes, out));
        } finally {
            fetchers.forEach(SnapshotFetcher::close);
            judging.close();
            beside.ifPresent(Beside::interrupt);
        }
    }

    private final class Running implements StreamLife.Owner {
        private final FeedRouter router;
        private final Sink<? super MarketEvent> out;

        private Running(FeedRouter router, Sink<? super MarketEvent> out) {
            this.router = router;
            this.out = out;
        }

        @Override
        public WsListener listener() {
            var connection = connection(StreamPlan.Line.MAIN, words, onSubscribed);
            conversation = Optional.of(connection.conversation());
            return connection;
        }

        @Override
        public boolean over(Ticket ticket, WsEnd end) throws InterruptedException {
            if (refusal.get().isPresent()) {
                throw refusal.get().get();
            }
            if (end.endOfFeed()) {
                settle();
                return true;
            }
            if (!life.closed() && !leaving) { // what we leave is not lost
                lost(ticket.address().getAuthority() + ": " + end.reason());
            }
            watch.gone(StreamPlan.Line.MAIN);
            router.reset();
            return false;
        }

        @Override
        public void noTicket(String reason) throws InterruptedException {
            lost(reason);
        }

        private void lost(String detail) throws InterruptedException {
            out.put(new FeedNotice(FeedNotice.Kind.LOST, detail, ctx.clock().now()));
        }
    }

    private FeedRouter router(Sink<? super MarketEvent> out) {
        var routes = new FeedRouter(ctx.clock(), out, tapping);
        var fetching = new ArrayList<SnapshotFetcher>();
        for (var instrument : instruments) {
            var fetcher = new SnapshotFetcher(ctx, instrument, snapshots, backoff(), this::refused);
            fetching.add(fetcher);
            routes.add(instrument, fetcher);
        }
        fetchers = List.copyOf(fetching);
        books = routes.books();
        if (life.closed()) {
            fetchers.forEach(SnapshotFetcher::close);
        }
        return routes;
    }

    private synchronized Backoff backoff() {
        var times = settings.times();
        return new Backoff(ctx.clock(), new Random(random.nextLong()), times.firstRetry(), times.longestRetry());
    }

    /** The venue will never give us a book: there is no point in going on. */
    private void refused(ExchangeException no) {
        refusal.compareAndSet(Optional.empty(), Optional.of(no));
        life.cut("refused");
    }

    /** At the end of a recording a book may still wait for its snapshot. */
    private void settle() throws InterruptedException {
        var deadline = ctx.clock().deadline(settings.times().settle());
        for (var book : books) {
            book.awaitSettled(deadline);
        }
    }

    @Override
    public void onSubscribed(Runnable listener) {
        onSubscribed = listener;
    }

    @Override
    public FeedStats stats() {
        var gaps = books.stream().mapToInt(BookSync::gaps).sum();
        return new FeedStats(counters.frames(), counters.bytes(), counters.connects(), gaps, counters.lastData(), watch.states());
    }

    @Override
    public void reconnect() {
        life.again();
        beside.ifPresent(b -> b.life.again());
    }

    @Override
    public void tap(FrameTap tap) {
        tapping.to(tap);
    }

    @Override
    public void untap(FrameTap tap) {
        tapping.remove(tap);
    }

    @Override
    public void farewell() {
        leaving = true;
        life.farewell(conversation.map(Conversation::lastWords).orElse(List.of()));
        beside.ifPresent(
                b -> b.life.farewell(b.conversation.map(Conversation::lastWords).orElse(List.of())));
    }

    @Override
    public void close() throws InterruptedException {
        var running = fetchers;
        running.forEach(SnapshotFetcher::close);
        judge.ifPresent(StreamJudge::close);
        beside.ifPresent(Beside::interrupt);
        life.close();
        var deadline = ctx.clock().deadline(settings.limits().close());
        if (beside.isPresent()) {
            beside.get().close(deadline);
        }
        if (judge.isPresent()) {
            judge.get().join(deadline);
        }
        for (var fetcher : running) {
            fetcher.join(deadline);
        }
    }
}
