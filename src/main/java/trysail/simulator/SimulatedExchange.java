package trysail.simulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import trysail.fault.Fault;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.model.Instrument;
import trysail.model.Symbol;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.desk.AccountKeyMaker;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.desk.Accounts;
import trysail.simulator.desk.ByHand;
import trysail.simulator.desk.FeeAsset;
import trysail.simulator.fault.FaultScript;
import trysail.simulator.host.HostDialect;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.host.Protocol;
import trysail.simulator.host.RestHost;
import trysail.simulator.host.RestServer;
import trysail.simulator.host.SteppedClock;
import trysail.simulator.host.WsServer;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.play.MarketSet;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.Markets;
import trysail.simulator.play.Player;
import trysail.simulator.play.Speed;
import trysail.simulator.play.StreamHub;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;
import trysail.words.Durations;

/**
 * The embedded exchange: a venue on loopback, REST and WebSocket, over a recorded or generated market, in the words of
 * its {@link HostDialect}.
 *
 * <p>Everything it starts is in the ledger of the context it was opened with; after {@link #close} no thread, socket or
 * port is left. Thread-safe.
 */
public final class SimulatedExchange implements AutoCloseable {
    private static final BigDecimal TEST_CAPITAL = new BigDecimal("10000");
    private static final Duration STOP_PLAYING = Duration.ofMillis(500);
    /** What a client that does not say goodbye is waited for, by somebody with little time. */
    private static final Duration POLITE = Duration.ofMillis(250);

    private static final String LOOPBACK = "127.0.0.1";

    private final SessionContext ctx;
    final Config config;
    private final VenueRecord record;
    private final List<Instrument> instruments;
    private final Accounts accounts;
    private final FaultScript faults;
    final WsServer streams;
    final RestServer rest;
    final Player player;
    private final MarketSource source;
    private final List<String> awaited = new ArrayList<>();
    final StreamHub hub;
    private final Set<String> carried;
    private final AtomicBoolean closed = new AtomicBoolean();
    final Optional<SimulatedWire> wire;
    private Optional<Ledger.Entry> file = Optional.empty();
    private Optional<Thread> playing = Optional.empty();

    /** Who the exchange is for. */
    public enum Mode {
        /** One session: a recording begins when the session's streams are subscribed, plays once, and then says so. */
        SESSION,
        /** Anybody: a recording begins with the first request or subscriber, and plays again and again. */
        VENUE
    }

    /**
     * What to open.
     *
     * @param dialect whose words it speaks
     * @param symbols instruments in the form {@code BTC-USDT}; of a recording, those of them that it holds; none means the
     *     usual three, or all that the recording holds
     * @param port of REST; WebSocket takes the next one; 0 takes any two
     * @param latency how long an order is on its way
     * @param jitter by how much more or less
     * @param seed of faults and of the candles before the market began
     * @param funding after how much market time each position pays or receives what is due; empty: never
     */
    public record Config(
            HostDialect dialect,
            FeedSpec feed,
            Speed speed,
            List<String> symbols,
            int port,
            Mode mode,
            Duration latency,
            Duration jitter,
            long seed,
            List<Fault> faults,
            Optional<Duration> funding) {
        /** Positions are never funded. */
        public Config(
                HostDialect dialect,
                FeedSpec feed,
                Speed speed,
                List<String> symbols,
                int port,
                Mode mode,
                Duration latency,
                Duration jitter,
                long seed,
                List<Fault> faults) {
            this(dialect, feed, speed, symbols, port, mode, latency, jitter, seed, faults, Optional.empty());
        }

        public Config {
            funding.ifPresent(Config::fundable);
            symbols = symbols.stream().map(Symbol::canonical).toList();
            faults = List.copyOf(faults);
            for (var fault : faults) {
                if (fault.atVenue().isEmpty()) {
                    throw new IllegalArgumentException(
                            "fault '" + fault.what() + "' happens to a session, not at an exchange");
                }
            }
            if (port < 0 || port > 65_534) {
                throw new IllegalArgumentException("port must be between 0 and 65534, not " + port);
            }
        }

        /** A session's exchange on free ports, in the usual dialect, without latency or faults. */
        public static Config session(FeedSpec feed, Speed speed, List<String> symbols) {
            return usual(feed, speed, symbols, 0, Mode.SESSION);
        }

        /** An exchange for anybody, in the usual dialect, without latency or faults. */
        public static Config venue(FeedSpec feed, Speed speed, List<String> symbols, int port) {
            return usual(feed, speed, symbols, port, Mode.VENUE);
        }

        /** The same, keeping to the rules of another year. */
        public Config in(Protocol year) {
            return new Config(
                    dialect.in(year), feed, speed, symbols, port, mode, latency, jitter, seed, faults, funding);
        }

        /** @throws IllegalArgumentException when positions cannot be funded so often, or so seldom */
        public static Duration fundable(Duration each) {
            if (each.compareTo(Duration.ofSeconds(1)) < 0 || each.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "funding each " + Durations.print(each) + " cannot be: from 1s to 1d; 8h is usual");
            }
            return each;
        }

        /** The same, with positions that are funded each such time of market time. */
        public Config fundedEvery(Duration time) {
            return new Config(
                    dialect, feed, speed, symbols, port, mode, latency, jitter, seed, faults, Optional.of(time));
        }

        private static Config usual(FeedSpec feed, Speed speed, List<String> symbols, int port, Mode mode) {
            return new Config(
                    Dialects.usual(), feed, speed, symbols, port, mode, Duration.ZERO, Duration.ZERO, 1, List.of());
        }
    }

    private SimulatedExchange(SessionContext ctx, Config config, MarketSource source, Optional<SimulatedWire> wire) {
        this.ctx = ctx;
        this.wire = wire;
        this.config = config;
        this.source = source;
        this.instruments = source.instruments();
        this.record = new VenueRecord(ctx.clock());
        var states = new ArrayList<MarketState>();
        for (int i = 0; i < instruments.size(); i++) {
            states.add(new MarketState(instruments.get(i), ctx.clock(), config.seed + i, source.opening(i)));
        }
        var markets = new MarketSet(states);
        this.carried = Sources.carried(config, source);
        this.hub = new StreamHub(source, states, config.dialect.streams(instruments));
        var keys = wire.isPresent() ? AccountKeyMaker.seeded(config.seed) : AccountKeyMaker.secret();
        this.accounts = new Accounts(ctx.clock(), markets, record, Fees.USUAL, keys);
        config.funding.ifPresent(accounts::fundEvery);
        this.faults = new FaultScript(ctx, config.seed, config.dialect.faults(), new Suffering(this));
        var words = config.dialect.speak(venue(markets), hub);
        this.streams = new WsServer(ctx, hub, record, words, this::subscribed, faults);
        accounts.publishTo(streams);
        boolean once = once();
        this.player = new Player(source, markets, hub, streams, config.speed, once, ctx.clock());
        this.rest = new RestServer(ctx, new RestHost(ctx, markets, record, faults, words), streams::expireTickets);
        if (once) {
            awaited.addAll(Sources.awaited(config, source, carried));
        } else {
            markets.onTouch(this::begin);
        }
    }

    private HostedVenue venue(Markets markets) {
        return new HostedVenue(
                ctx.clock(),
                new SteppedClock(ctx.clock(), faults::clockStep),
                markets,
                accounts,
                record,
                new Latency(config.latency, config.jitter, config.seed),
                // storms draw how each answer is cut into pieces: in memory the listing is short as a rule
                () -> wire.isEmpty() || faults.isOddlyListing(),
                config.mode == Mode.VENUE,
                faults);
    }

    /**
     * Opens the exchange and its ports. Reads a recording and binds on the calling thread, which should be a platform
     * thread: file reads pin or stall virtual ones.
     *
     * @throws trysail.recording.RecordingException when the recording cannot be played
     * @throws IllegalArgumentException when the recording holds none of the symbols
     * @throws IOException when a port cannot be opened; the message names it
     */
    public static SimulatedExchange open(SessionContext ctx, Config config) throws IOException, InterruptedException {
        return open(ctx, config, Optional.empty());
    }

    /**
     * Opens the exchange on a network in memory, which it closes in the end: without ports, sockets or platform threads.
     *
     * @throws trysail.recording.RecordingException when the recording cannot be played
     * @throws IllegalArgumentException when the recording holds none of the symbols
     */
    public static SimulatedExchange open(SessionContext ctx, Config config, SimulatedWire wire)
            throws IOException, InterruptedException {
        return open(ctx, config, Optional.of(wire));
    }

    private static SimulatedExchange open(SessionContext ctx, Config config, Optional<SimulatedWire> wire)
            throws IOException, InterruptedException {
        var exchange = made(ctx, config, Sources.of(config), wire);
        try {
            exchange.start();
            return exchange;
        } catch (IOException | InterruptedException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private static SimulatedExchange made(
            SessionContext ctx, Config config, MarketSource source, Optional<SimulatedWire> wire) {
        try {
            return new SimulatedExchange(ctx, config, source, wire);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private boolean once() {
        return config.mode == Mode.SESSION && config.feed instanceof FeedSpec.Recorded;
    }

    private void start() throws IOException, InterruptedException {
        if (config.feed instanceof FeedSpec.Recorded(var path)) {
            file = Optional.of(ctx.ledger().open(Ledger.Kind.FILE, String.valueOf(path.getFileName())));
        }
        if (wire.isPresent()) {
            streams.start();
            rest.start();
            wire.get().attach(new Ends(this));
            playing = Optional.of(ctx.startVirtual("market", player::run));
            return;
        }
        streams.start(config.port == 0 ? 0 : config.port + 1);
        rest.start(config.port);
        playing = Optional.of(ctx.startPlatform("market", player::run));
    }

    /** The exchange on a network in memory, also once it is closed; empty before there is one. */
    public static Optional<SimulatedExchange> on(SimulatedWire wire) {
        return wire.server().flatMap(s -> s instanceof Ends ends ? Optional.of(ends.exchange()) : Optional.empty());
    }

    private void subscribed() {
        if (awaited.stream().allMatch(hub::wanted)) {
            begin();
        }
    }

    private void begin() {
        if (player.begin()) {
            config.faults.forEach(this::inject);
        }
    }

    /** Origin of the REST interface; clients add the venue's own paths. */
    public URI restUri() {
        return wire.map(SimulatedWire::address).orElseGet(() -> URI.create("http://" + LOOPBACK + ":" + rest.port()));
    }

    /** Origin of the WebSocket interface; clients add the venue's own paths. */
    public URI wsUri() {
        return wire.map(SimulatedWire::address).orElseGet(() -> URI.create("ws://" + LOOPBACK + ":" + streams.port()));
    }

    /** What it lists. */
    public List<Instrument> instruments() {
        return instruments;
    }

    /** The names of the streams that a session may ask it for: of a recording, exactly those that it holds. */
    public Set<String> carried() {
        return carried;
    }

    /** How many times faster than the clock its market goes; 0 where that means nothing: as fast as it can, or hurried. */
    public double pace() {
        return switch (config.speed) {
            case Speed.Times(double factor) -> once() && factor > 1 ? 0 : factor;
            case Speed.Unbounded u -> 0;
        };
    }

    /** A new account with keys of its own, funded with so much USDT. */
    public AccountKeys openAccount(BigDecimal capital) {
        return accounts.open(capital);
    }

    /** The same, paying its fees in another asset. */
    public AccountKeys openAccount(BigDecimal capital, FeeAsset fees) {
        return accounts.open(capital, fees);
    }

    /** The keys of {@link #testAccount}, the same for every simulated exchange. */
    public static AccountKeys testKeys() {
        return Accounts.TEST;
    }

    /** The account that anybody may use: well-known keys, 10 000 USDT when it is first asked for. */
    public AccountKeys testAccount() {
        return accounts.open(Accounts.TEST, TEST_CAPITAL);
    }

    /** The account that anybody may use, paying its fees in another asset. */
    public AccountKeys testAccount(FeeAsset fees) {
        return accounts.open(Accounts.TEST, TEST_CAPITAL, Optional.of(fees));
    }

    /** Ends an account: its working orders are cancelled, its keys unknown from now on. */
    public void closeAccount(AccountKeys keys) {
        accounts.close(keys);
    }

    /**
     * Rests a small order on each account, as its owner would by hand: too far from the market to trade.
     *
     * @param clientId what it is called, on every account
     * @return how many accounts there are
     */
    public int enterByHand(String clientId) {
        return byHand().rest(clientId);
    }

    ByHand byHand() {
        return new ByHand(ctx.clock(), accounts, record);
    }

    /** What it has seen: the witness. */
    public VenueRecord record() {
        return record;
    }

    /**
     * Lets something go wrong, at any time; a timed fault's time begins now.
     *
     * @throws IllegalArgumentException when it is none of {@link Fault.AtVenue}
     */
    public void inject(Fault fault) {
        faults.inject(fault);
    }

    /** What goes wrong on purpose now or waits for its time, in words; empty when nothing does. */
    public List<String> faults() {
        return faults.words();
    }

    /** Ends every fault that lasts or waits for its time. */
    public void clearFaults() {
        faults.clear();
    }

    /** What of a recording cannot be played, a line each. */
    public List<String> notes() {
        return source.notes();
    }

    /** Who is told, before the feed ends, when it ends for want of what it is read from. Must not block. */
    public void onBroken(Consumer<RuntimeException> listener) {
        source.onBroken(listener);
    }

    /** Market frames published so far, whoever listened. */
    public long framesPlayed() {
        return player.played();
    }

    /** Waits for the end of a recording that is played once; false when the deadline comes first. */
    public boolean awaitEnd(Deadline until) throws InterruptedException {
        return player.awaitEnd(until);
    }

    /** As {@link #close()}, for somebody with little time: clients that do not say goodbye are not waited for to the end. */
    public void close(Deadline deadline) throws InterruptedException {
        streams.politeUntil(deadline.within(deadline.remaining().dividedBy(2)).within(POLITE));
        close();
    }

    /** Stops playing, closes both servers, joins every thread. Idempotent; bounded by some two seconds at worst. */
    @Override
    public void close() throws InterruptedException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        playing.ifPresent(Thread::interrupt);
        wire.ifPresent(SimulatedWire::detach);
        try (faults;
                streams;
                rest) {
            if (playing.isPresent()) {
                ctx.clock().join(playing.get(), ctx.clock().deadline(STOP_PLAYING));
            }
        } finally {
            wire.ifPresent(SimulatedWire::close);
            source.close();
            file.ifPresent(Ledger.Entry::close);
        }
    }

    @Override
    public String toString() {
        return "simulated exchange (" + config.feed + ")";
    }
}
