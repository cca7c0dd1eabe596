package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.exchange.AccountFeed;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.exchange.MarketFeed;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.feed.StreamAccountFeed;
import trysail.feed.StreamFeed;
import trysail.feed.StreamPlan;
import trysail.feed.StreamSettings;
import trysail.feed.Ticket;
import trysail.model.Instrument;
import trysail.scope.SessionContext;
import trysail.wire.Origins;
import trysail.wire.rest.RestClient;
import trysail.wire.rest.VenueClock;
import trysail.wire.ws.WsLimits;

/** Binance USD-M futures: the venue itself, or any server that speaks its protocol. Thread-safe. */
public final class BinanceVenue implements Venue {
    /** Where the venue's own REST interface is. */
    public static final URI REST = URI.create("https://fapi.binance.com");

    /** Where the venue itself answers what a key may do. */
    static final URI KEYS = URI.create("https://api.binance.com");

    /** Where the venue's own streams are. */
    public static final URI WEB_SOCKET = URI.create("wss://fstream.binance.com");

    private final SessionContext context;
    private final URI rest;
    private final URI webSocket;
    private final Optional<Credentials> credentials;
    private final long seed;
    private final Optional<VenueKind.Offer> offer;
    private final VenueClock clock;
    private final BinanceSymbols symbols = new BinanceSymbols();
    private volatile Consumer<String> news = words -> {};

    /**
     * A venue at these addresses; connects to nothing.
     *
     * @param rest such as {@link #REST}: scheme, host and port
     * @param webSocket such as {@link #WEB_SOCKET}
     * @param credentials none: public data only
     * @param seed decides the pauses between attempts to connect again
     * @throws IllegalArgumentException when an address is not of the form {@code https://host} or {@code wss://host}
     */
    public BinanceVenue(SessionContext context, URI rest, URI webSocket, Optional<Credentials> credentials, long seed) {
        this(context, new VenueKind.Site(rest, webSocket), credentials, seed);
    }

    /** The same at a place that may say what it carries: then it is asked for nothing else. */
    public BinanceVenue(SessionContext context, VenueKind.Site site, Optional<Credentials> credentials, long seed) {
        var rest = site.rest();
        var webSocket = site.ws();
        offer = site.offer();
        this.context = context;
        this.rest = Origins.rest(rest);
        this.webSocket = Origins.webSocket(webSocket);
        this.credentials = credentials;
        this.seed = seed;
        this.clock = new VenueClock(context.clock());
    }

    @Override
    public String name() {
        return BinanceKind.REAL.word();
    }

    @Override
    public String address() {
        return rest.toString();
    }

    /** The fingerprint of the key, or {@code public} without one. */
    @Override
    public String account() {
        return credentials.map(Credentials::fingerprint).orElse("public");
    }

    @Override
    public Optional<Duration> clockOffset() {
        return clock.offset();
    }

    @Override
    public void onNews(Consumer<String> hears) {
        news = hears;
    }

    @Override
    public boolean takesOrders() {
        return credentials.isPresent();
    }

    /** An unconnected client; it is in the ledger until it is closed. */
    @Override
    public ExchangeClient client() {
        return rest("rest");
    }

    private BinanceClient rest(String what) {
        var lines = new RestClient<>(
                context, name() + " " + what, rest, () -> FuturesExchange.open(rest, credentials, clock.stamps()));
        return new BinanceClient(
                lines, VenueErrors.with(credentials), context.clock(), clock, symbols, words -> news.accept(words));
    }

    @Override
    public MarketFeed feed(List<Instrument> instruments) {
        var plan = new BinanceStreams(instruments, offer);
        return new StreamFeed(
                context,
                StreamSettings.usual(name() + " feed", WsLimits.STREAMS, seed),
                Ticket.open(BinanceStreams.market(webSocket)),
                instruments,
                new DepthSnapshots(context, rest),
                heard -> new BinanceConversation(plan, StreamPlan.Line.MAIN, instruments, heard),
                plan,
                Optional.of(new StreamFeed.Second(
                        Ticket.open(BinanceStreams.beside(webSocket)),
                        heard -> new BinanceConversation(plan, StreamPlan.Line.BESIDE, instruments, heard))));
    }

    /** The account's stream; it and the client that asks for its keys are in the ledger until it is closed. */
    @Override
    public AccountFeed accountFeed() {
        return new StreamAccountFeed(
                context,
                StreamSettings.usual(name() + " account", WsLimits.ACCOUNT, seed),
                new ListenKeys(rest("listen keys"), webSocket, ListenKeys.RENEWAL),
                reports -> new AccountMessages(reports, symbols));
    }

    @Override
    public String toString() {
        return name() + " at " + address();
    }
}
