package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import trysail.exchange.AccountFeed;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeException;
import trysail.feed.FeedTimes;
import trysail.json.MalformedFrame;
import trysail.scope.SessionContext;
import trysail.stream.Sink;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.Reconnect;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsLimits;
import trysail.wire.ws.WsListener;

/**
 * What Binance USD-M says of an account's orders. Each connection has a listen key of its own asking; the key is kept
 * alive while the connection lasts and left to expire after it. The key is a secret and appears nowhere.
 */
public final class BinanceAccountFeed implements AccountFeed {
    private static final String NAME = "binance-usdm account";
    private static final Duration KEY_CALL = Duration.ofSeconds(5);

    private final SessionContext ctx;
    private final URI origin;
    private final ListenKeys keys;
    private final BinanceSymbols symbols;
    private final WsLimits limits;
    private final Duration keepAlive;
    private final Supplier<SSLSocketFactory> tls;
    private final Reconnect reconnect;
    private final Backoff backoff;
    private final AtomicInteger connects = new AtomicInteger();
    private int path;

    /**
     * Opens nothing yet.
     *
     * @param wsOrigin such as {@code wss://fstream.binance.com}
     * @param symbols what the venue's clients have learnt of its names
     * @param jitterSeed decides by how much the pauses between tries differ
     */
    BinanceAccountFeed(SessionContext ctx, URI wsOrigin, ListenKeys keys, BinanceSymbols symbols, long jitterSeed) {
        this(
                ctx,
                wsOrigin,
                keys,
                symbols,
                WsLimits.ACCOUNT,
                FeedTimes.DEFAULT,
                Duration.ofMinutes(30),
                BinanceFeed::systemTls,
                jitterSeed);
    }

    BinanceAccountFeed(
            SessionContext ctx,
            URI wsOrigin,
            ListenKeys keys,
            BinanceSymbols symbols,
            WsLimits limits,
            FeedTimes times,
            Duration keepAlive,
            Supplier<SSLSocketFactory> tls,
            long jitterSeed) {
        this.ctx = ctx;
        this.keys = keys;
        this.symbols = symbols;
        this.limits = limits;
        this.keepAlive = keepAlive;
        this.tls = tls;
        origin = BinanceStreams.checked(wsOrigin);
        reconnect = new Reconnect(ctx.clock());
        backoff = new Backoff(ctx.clock(), new Random(jitterSeed), times.firstRetry(), times.longestRetry());
    }

    /**
     * {@inheritDoc}
     *
     * @throws ExchangeException.Unauthenticated when the venue does not take our keys
     * @throws ExchangeException.Refused when it gives no listen key
     */
    @Override
    public void run(Sink<? super AccountReport> out) throws InterruptedException {
        reconnect.begin(NAME);
        while (reconnect.pause(backoff.next())) {
            try {
                connectOnce(keys.create(ctx.clock().deadline(KEY_CALL)), out);
            } catch (ExchangeException.RateLimited later) {
                out.put(new AccountReport.Lost(String.valueOf(later.getMessage())));
                reconnect.pause(later.after());
            } catch (ExchangeException.Unreachable | ExchangeException.OutcomeUnknown again) {
                out.put(new AccountReport.Lost(String.valueOf(again.getMessage())));
            }
        }
        throw new InterruptedException(NAME + " was closed");
    }

    private void connectOnce(String key, Sink<? super AccountReport> out) throws InterruptedException {
        var addresses = BinanceStreams.account(origin, key);
        var conversation = new AccountConnection(out);
        var address = addresses.get(path % addresses.size());
        var connection = new WsConnection(ctx, NAME, address, limits, tls, conversation);
        var keeper = ctx.startVirtual(NAME + " key", () -> keep(key, connection));
        try {
            var end = reconnect.run(connection);
            if (end.refused()) {
                path++;
            }
            if (!reconnect.closed()) {
                out.put(new AccountReport.Lost(end.reason()));
            }
        } finally {
            end(keeper);
        }
    }

    /** The keys have one user at a time: the next connection asks for one only when nobody keeps the last one alive. */
    private void end(Thread keeper) {
        var interrupted = Thread.interrupted();
        keeper.interrupt();
        try {
            ctx.clock().join(keeper, ctx.clock().deadline(limits.close()));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A key that cannot be kept alive is replaced, with its connection. */
    private void keep(String key, WsConnection connection) {
        try {
            while (true) {
                ctx.clock().sleep(keepAlive);
                try {
                    keys.keepAlive(key, ctx.clock().deadline(KEY_CALL));
                } catch (ExchangeException.Refused | ExchangeException.Unauthenticated no) {
                    connection.cut("the listen key is not valid any more");
                    return;
                } catch (ExchangeException later) {
                    // it is valid for as long again: the next round is early enough
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class AccountConnection implements WsListener {
        private final Sink<? super AccountReport> out;

        private AccountConnection(Sink<? super AccountReport> out) {
            this.out = out;
        }

        @Override
        public void opened(WsConnection connection) throws InterruptedException {
            connects.incrementAndGet();
            out.put(new AccountReport.Connected());
        }

        @Override
        public boolean message(WsConnection connection, byte[] buffer, int from, int to)
                throws MalformedFrame, InterruptedException {
            switch (AccountMessages.read(buffer, from, to, symbols)) {
                case AccountMessages.Meaning.Report said -> out.put(said.report());
                case AccountMessages.Meaning.KeyExpired expired -> connection.cut("the listen key has expired");
                case AccountMessages.Meaning.Nothing nothing -> {}
            }
            return true;
        }
    }

    @Override
    public boolean reconnect() {
        reconnect.again("cut to connect again");
        return !reconnect.closed();
    }

    @Override
    public int connects() {
        return connects.get();
    }

    @Override
    public void farewell() {
        reconnect.current().ifPresent(connection -> connection.farewell(java.util.List.of()));
    }

    @Override
    public void close() throws InterruptedException {
        reconnect.close();
    }
}
