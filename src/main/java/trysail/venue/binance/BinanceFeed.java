package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import trysail.exchange.ExchangeException;
import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.feed.BookSync;
import trysail.feed.FeedConnection;
import trysail.feed.FeedCounters;
import trysail.feed.FeedRouter;
import trysail.feed.FeedTimes;
import trysail.feed.SnapshotFetcher;
import trysail.feed.SnapshotSource;
import trysail.feed.Tapping;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.Reconnect;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsLimits;

/**
 * Quotes, trades and books of Binance USD-M futures over one connection.
 *
 * <p>The task that calls {@link #run} is the reader and, between connections, the one who waits and connects again:
 * there cannot be two connections at once.
 */
public final class BinanceFeed implements MarketFeed {
    private static final String NAME = "binance-usdm feed";

    private final SessionContext ctx;
    private final URI address;
    private final List<Instrument> instruments;
    private final SnapshotSource snapshots;
    private final WsLimits limits;
    private final FeedTimes times;
    private final Supplier<SSLSocketFactory> tls;
    private final Random random;
    private final FeedCounters counters = new FeedCounters();
    private final Tapping tapping;
    private final Reconnect reconnect;
    private final AtomicReference<Optional<ExchangeException>> refusal = new AtomicReference<>(Optional.empty());
    private volatile List<SnapshotFetcher> fetchers = List.of();
    private volatile List<BookSync> books = List.of();
    private volatile Optional<FeedConnection> talk = Optional.empty();
    private volatile boolean leaving;
    private volatile Runnable onSubscribed = () -> {};

    /**
     * Opens nothing yet.
     *
     * @param wsOrigin such as {@code wss://fstream.binance.com}
     * @param restOrigin such as {@code https://fapi.binance.com}, for books
     * @param jitterSeed decides by how much the pauses between tries differ
     */
    public BinanceFeed(
            SessionContext ctx, URI wsOrigin, URI restOrigin, List<Instrument> instruments, long jitterSeed) {
        this(
                ctx,
                wsOrigin,
                instruments,
                new DepthSnapshots(ctx, restOrigin),
                WsLimits.MARKET,
                FeedTimes.DEFAULT,
                BinanceFeed::systemTls,
                jitterSeed);
    }

    BinanceFeed(
            SessionContext ctx,
            URI wsOrigin,
            List<Instrument> instruments,
            SnapshotSource snapshots,
            WsLimits limits,
            FeedTimes times,
            Supplier<SSLSocketFactory> tls,
            long jitterSeed) {
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException(NAME + ": no instruments are given; name at least one");
        }
        this.ctx = ctx;
        this.address = BinanceStreams.market(BinanceStreams.checked(wsOrigin));
        this.instruments = List.copyOf(instruments);
        this.snapshots = snapshots;
        this.limits = limits;
        this.times = times;
        this.tls = tls;
        random = new Random(jitterSeed);
        tapping = new Tapping(ctx.clock());
        reconnect = new Reconnect(ctx.clock());
    }

    static SSLSocketFactory systemTls() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    @Override
    public void run(Sink<? super MarketEvent> out) throws InterruptedException {
        reconnect.begin(NAME);
        var router = router(out);
        var backoff = backoff(times.firstRetry(), times.longestRetry());
        try {
            while (reconnect.pause(backoff.next())) {
                var end = connectOnce(router);
                if (refusal.get().isPresent()) {
                    throw refusal.get().get();
                }
                if (end.endOfFeed()) {
                    settle();
                    return;
                }
                if (!reconnect.closed() && !leaving) { // what we leave is not lost
                    out.put(new FeedNotice(
                            FeedNotice.Kind.LOST,
                            address.getAuthority() + ": " + end.reason(),
                            ctx.clock().now()));
                }
                router.reset();
            }
        } finally {
            fetchers.forEach(SnapshotFetcher::close);
        }
        throw new InterruptedException(NAME + " was closed");
    }

    private FeedRouter router(Sink<? super MarketEvent> out) {
        var router = new FeedRouter(ctx.clock(), out, tapping);
        var fetching = new java.util.ArrayList<SnapshotFetcher>();
        for (var instrument : instruments) {
            var fetcher = new SnapshotFetcher(
                    ctx, instrument, snapshots, backoff(times.firstRetry(), times.longestRetry()), this::refused);
            fetching.add(fetcher);
            router.add(instrument, fetcher);
        }
        fetchers = List.copyOf(fetching);
        books = router.books();
        if (reconnect.closed()) {
            fetchers.forEach(SnapshotFetcher::close);
        }
        return router;
    }

    private Backoff backoff(Duration first, Duration longest) {
        return new Backoff(ctx.clock(), new Random(random.nextLong()), first, longest);
    }

    private WsEnd connectOnce(FeedRouter router) throws InterruptedException {
        counters.attempted();
        var conversation = new FeedConnection(
                ctx.clock(), instruments, router, counters, tapping, times.acknowledged(), onSubscribed);
        talk = Optional.of(conversation);
        return reconnect.run(new WsConnection(ctx, NAME, address, limits, tls, conversation));
    }

    /** The venue will never give us a book: there is no point in going on. */
    private void refused(ExchangeException no) {
        refusal.compareAndSet(Optional.empty(), Optional.of(no));
        reconnect.current().ifPresent(connection -> connection.cut("refused"));
    }

    /** At the end of a recording a book may still wait for its snapshot. */
    private void settle() throws InterruptedException {
        var deadline = ctx.clock().deadline(times.settle());
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

    FeedCounters counters() {
        return counters;
    }

    /** The streams that the venue has acknowledged on the connection there is. */
    List<String> subscribed() {
        return talk.map(t -> t.subscriptions().granted()).orElse(List.of());
    }

    @Override
    public void reconnect() {
        reconnect.again("cut to connect again");
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
        var lastWords = talk.map(t -> t.subscriptions().farewell()).orElse(List.of());
        reconnect.current().ifPresent(connection -> connection.farewell(lastWords));
    }

    @Override
    public void close() throws InterruptedException {
        var running = fetchers;
        running.forEach(SnapshotFetcher::close);
        reconnect.close();
        var deadline = ctx.clock().deadline(limits.close());
        for (var fetcher : running) {
            fetcher.join(deadline);
        }
    }
}
