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
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsListener;

/**
 * Quotes, trades and books over one connection at a time. A venue that serves its streams at several addresses has one of
 * these for each.
 */
public final class StreamFeed implements MarketFeed {
    private final SessionContext ctx;
    private final StreamSettings settings;
    private final List<Instrument> instruments;
    private final SnapshotSource snapshots;
    private final Function<MarketHandler, Conversation> words;
    private final Random random;
    private final FeedCounters counters = new FeedCounters();
    private final Tapping tapping;
    private final StreamLife life;
    private final AtomicReference<Optional<ExchangeException>> refusal = new AtomicReference<>(Optional.empty());
    private volatile List<SnapshotFetcher> fetchers = List.of();
    private volatile List<BookSync> books = List.of();
    private volatile Optional<Conversation> conversation = Optional.empty();
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
    }

    @Override
    public void run(Sink<? super MarketEvent> out) throws InterruptedException {
        life.begin();
        var router = router(out);
        try {
            life.run(backoff(), new Running(router, out));
        } finally {
            fetchers.forEach(SnapshotFetcher::close);
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
            var patience = settings.times().acknowledged();
            var connection = new FeedConnection(ctx.clock(), router, counters, tapping, patience, words, onSubscribed);
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
        var router = new FeedRouter(ctx.clock(), out, tapping);
        var fetching = new ArrayList<SnapshotFetcher>();
        for (var instrument : instruments) {
            var fetcher = new SnapshotFetcher(ctx, instrument, snapshots, backoff(), this::refused);
            fetching.add(fetcher);
            router.add(instrument, fetcher);
        }
        fetchers = List.copyOf(fetching);
        books = router.books();
        if (life.closed()) {
            fetchers.forEach(SnapshotFetcher::close);
        }
        return router;
    }

    private Backoff backoff() {
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
        return new FeedStats(counters.frames(), counters.bytes(), counters.connects(), gaps, counters.lastData());
    }

    @Override
    public void reconnect() {
        life.again();
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
    }

    @Override
    public void close() throws InterruptedException {
        var running = fetchers;
        running.forEach(SnapshotFetcher::close);
        life.close();
        var deadline = ctx.clock().deadline(settings.limits().close());
        for (var fetcher : running) {
            fetcher.join(deadline);
        }
    }
}
