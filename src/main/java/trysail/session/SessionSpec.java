package trysail.session;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.disk.Directories;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.fault.Fault;
import trysail.listen.SessionListener;
import trysail.log.LogStyle;
import trysail.model.Intent;
import trysail.model.Numbers;
import trysail.order.OnStop;
import trysail.recon.OnForeign;
import trysail.risk.RiskLimits;
import trysail.risk.RiskRule;
import trysail.risk.RiskState;
import trysail.risk.Rules;
import trysail.scope.Rung;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.FeeAsset;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.FromFile;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.venue.Venues;
import trysail.wire.Origins;
import trysail.words.BadInput;
import trysail.words.Durations;

/**
 * What a session is asked to be, beginning with {@link #paper}. Immutable to its users: each word returns a new one.
 * A word that cannot be is refused with {@link BadInput} at once.
 */
public final class SessionSpec implements Cloneable {
    /** The venue that this process embeds, or that another process runs. */
    public static final String SIMULATOR = "simulator";

    /** The mode whose orders are real. */
    public static final String LIVE = "live";

    /** What the venue's dead man's switch is set to in live mode, unless something else is said. */
    public static final Duration DEAD_MAN = Duration.ofSeconds(60);

    private static final Duration SHORTEST_DEAD_MAN = Duration.ofSeconds(10);
    private static final Duration LONGEST_DEAD_MAN = Duration.ofHours(1);

    private static final Duration SHORTEST_STOP = Duration.ofMillis(500);
    private static final Duration SLOWEST = Duration.ofHours(1);
    private static final int MOST_REFUSALS = 20;
    private static final Duration OPENING = Duration.ofSeconds(30);

    private String mode = "paper";
    private Optional<Duration> duration = Optional.empty();
    private VenueChoice venue = VenueChoice.NOTHING_SAID;
    private FeedSpec feed = new FeedSpec.Synthetic(1);
    private Speed speed = Speed.REAL_TIME;
    private Protocol protocol = Protocol.USUAL;
    private Optional<Duration> funding = Optional.empty();
    private Optional<FeeAsset> feeAsset = Optional.empty();
    private List<String> symbols = List.of();
    private Supplier<Strategy> strategy = () -> Strategies.named("quoter");
    private Stakes stakes = Stakes.USUAL;
    private Optional<Credentials> credentials = Optional.empty();
    private OnStop onStop = OnStop.CANCEL;
    private Duration stopWithin = Rung.WHOLE;
    private Duration openWithin = OPENING;
    private List<Fault> faults = List.of();
    private Duration latency = Duration.ofMillis(50);
    private Duration jitter = Duration.ofMillis(20);
    private Path journal = Directories.journals();
    private Optional<String> name = Optional.empty();
    private long seed = 1;
    private String strategyName = "quoter";
    private Optional<String> strategyHash = Optional.empty();
    private Optional<Duration> deadMan = Optional.empty();
    private Optional<OnForeign> onForeign = Optional.empty();
    private Optional<Integer> maxRefusals = Optional.empty();
    private LogStyle log = LogStyle.USUAL;
    private boolean verbose = false;
    private Appendable logCopy = System.err;
    private List<SessionListener> listeners = List.of();
    private boolean traceLedger = Boolean.getBoolean("trysail.traceLedger");

    private SessionSpec() {}

    /** A paper session on the embedded exchange, until stopped, everything else at its default. */
    public static SessionSpec paper() {
        return new SessionSpec();
    }

    /**
     * A session that trades on a venue with the account of the {@link #credentials}: its orders are real. It must be told
     * {@link #capitalLimit} and {@link #maxLoss}.
     *
     * @param venue its word, such as {@code binance-usdm}, or a provider's with options
     */
    public static SessionSpec live(String venue) {
        return new SessionSpec().with(s -> {
            s.mode = LIVE;
            s.venue = VenueChoice.NOTHING_SAID.trading().venue(venue);
            s.deadMan = Optional.of(DEAD_MAN);
            s.maxRefusals = Optional.of(MOST_REFUSALS);
        });
    }

    private SessionSpec with(Consumer<SessionSpec> change) {
        try {
            var copy = (SessionSpec) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether this process runs the venue itself. */
    public boolean embedded() {
        return place() instanceof Place.Embedded;
    }

    public SessionSpec mode(String word) {
        return with(s -> s.mode = word);
    }

    /** A name of your own; the session's number follows it. */
    public SessionSpec named(String word) {
        return with(s -> s.name = Optional.of(word));
    }

    /** How long it is to run: from the instant it is recovered, subscribed and has its history. */
    public SessionSpec lasting(Duration d) {
        if (d.isNegative()) {
            throw new BadInput("a session cannot last " + d + ": give it some time");
        }
        var most = d.compareTo(Durations.LONGEST) > 0 ? Durations.LONGEST : d; // for ever is ten years
        return with(s -> s.duration = Optional.of(most));
    }

    /**
     * {@link #SIMULATOR}, or the word of a real venue: paper fills on its live market; or a provider's, with options.
     *
     * @see trysail.exchange.VenueProvider
     */
    public SessionSpec venue(String word) {
        return with(s -> s.venue = venue.venue(word));
    }

    /** A venue of your own, asked for clients and a feed by each session; paper fills, unless it takes orders itself. */
    public SessionSpec venue(Venue own) {
        return with(s -> s.venue = venue.own(own));
    }

    /** Whose words the simulator speaks. */
    public SessionSpec dialect(String word) {
        return dialect(Venues.named(word));
    }

    SessionSpec dialect(VenueKind kind) {
        return with(s -> s.venue = venue.dialect(kind));
    }

    /** {@code synthetic:1} or {@code recording:FILE}. */
    public SessionSpec feed(String spec) {
        return feed(BadInput.unless(() -> FeedSpec.parse(spec)));
    }

    public SessionSpec feed(FeedSpec spec) {
        return with(s -> s.feed = spec);
    }

    public SessionSpec speed(Speed times) {
        return with(s -> s.speed = times);
    }

    /**
     * Which year's rules of its wire the embedded exchange keeps to: {@code 2026}, as venues speak now, or {@code 2024}.
     */
    public SessionSpec protocol(String year) {
        return protocol(BadInput.unless(() -> Protocol.parse(year)));
    }

    SessionSpec protocol(Protocol year) {
        return with(s -> s.protocol = year);
    }

    /** Has positions on the embedded exchange pay or receive funding each such time of market time, at least a second. */
    public SessionSpec funding(Duration each) {
        var period = BadInput.unless(() -> SimulatedExchange.Config.fundable(each));
        return with(s -> s.funding = Optional.of(period));
    }

    /** What fees are paid in on the embedded exchange, as {@code BNB:0.5@600}: so much of it, worth that each. */
    public SessionSpec feeAsset(String asset) {
        var held = BadInput.unless(() -> FeeAsset.parse(asset));
        return with(s -> s.feeAsset = Optional.of(held));
    }

    /** Instruments in {@code BTC-USDT} form, in capitals or not; none: the usual ones. */
    public SessionSpec symbols(List<String> some) {
        var canonical = Symbols.canonical(some);
        return with(s -> s.symbols = canonical);
    }

    /** A strategy by name, such as {@code crossover,fast=10,slow=50}. */
    public SessionSpec strategy(String spec) {
        var maker = BadInput.unless(() -> Strategies.maker(spec));
        return with(s -> {
            s.strategy = maker;
            s.strategyName = spec;
            s.strategyHash = Optional.empty();
        });
    }

    /** A strategy of your own: an object for this one session. */
    public SessionSpec strategy(Strategy own) {
        return with(s -> {
            s.strategy = new Lent(own);
            s.strategyName = nameOf(own);
            s.strategyHash = own instanceof FromFile f ? Optional.of(f.sha256()) : Optional.empty();
        });
    }

    /** Ours say who they are; of a stranger's nothing is run before the session. */
    private static String nameOf(Strategy own) {
        var type = own.getClass();
        if (type.getName().startsWith("trysail.script.")) {
            return own.toString();
        }
        return type.isHidden() || type.isAnonymousClass() ? "of one's own" : type.getSimpleName();
    }

    public SessionSpec capital(BigDecimal quote) {
        var bounded = BadInput.unless(() -> Numbers.bounded(quote));
        return with(s -> s.stakes = stakes.capital(bounded));
    }

    /** How far it may go, order by order. */
    public SessionSpec limits(RiskLimits some) {
        return with(s -> s.stakes = stakes.limits(some));
    }

    /** One more rule by name, such as {@code buys-only} or {@code gap,most=3}: a provider's. */
    public SessionSpec rule(String spec) {
        return rule(BadInput.unless(() -> Rules.offers().make(spec)));
    }

    /** One more rule of your own, asked after those that are there. */
    public SessionSpec rule(RiskRule own) {
        var all = new ArrayList<>(rules());
        all.add(own);
        return rules(all);
    }

    /** As {@link #rule(RiskRule)}: entries alone are asked about, such as {@code rule("buys-only", (order, state) -> …)}. */
    public SessionSpec rule(String name, BiFunction<Intent.Submit, RiskState, Optional<String>> objection) {
        return rule(RiskRule.of(name, objection));
    }

    /** Rules of your own, asked in this order after the standard ones: objects for this one session. */
    public SessionSpec rules(List<RiskRule> own) {
        return with(s -> s.stakes = stakes.rules(own));
    }

    /** What it may lose in all, in quote currency: the kill switch fires then. Nothing said: any sum. */
    public SessionSpec maxLoss(BigDecimal quote) {
        return with(s -> s.stakes = stakes.maxLoss(quote));
    }

    /** How far its profit may fall below the highest it was, in quote currency: the kill switch fires then. */
    public SessionSpec maxDrawdown(BigDecimal quote) {
        return with(s -> s.stakes = stakes.maxDrawdown(quote));
    }

    /**
     * What may be at work at once, in quote currency: all positions and all entries that may still fill. It is also what
     * shares of equity are shares of, as {@link #capital} is else.
     */
    public SessionSpec capitalLimit(BigDecimal quote) {
        return with(s -> s.stakes = stakes.capitalLimit(quote));
    }

    /**
     * Has the venue end the orders of the instruments traded, those of others as well, when the session has not been heard
     * of for this time, from 10 s to an hour; empty: never.
     */
    public SessionSpec deadMan(Optional<Duration> time) {
        time.filter(t -> t.compareTo(SHORTEST_DEAD_MAN) < 0 || t.compareTo(LONGEST_DEAD_MAN) > 0)
                .ifPresent(t -> {
                    throw new BadInput("--dead-man " + Durations.print(t) + " cannot be: from 10s to 1h, or off");
                });
        return with(s -> s.deadMan = time);
    }

    /** One more who hears what the session does, on a thread of its own. */
    public SessionSpec listener(SessionListener one) {
        var all = new ArrayList<>(listeners);
        all.add(one);
        return with(s -> s.listeners = List.copyOf(all));
    }

    /** A server that speaks the venue's protocol elsewhere, such as another process's {@code trysail venue}. */
    public SessionSpec at(URI restUrl, URI wsUrl) {
        var site = BadInput.unless(() -> new VenueKind.Site(Origins.rest(restUrl), Origins.webSocket(wsUrl)));
        return with(s -> s.venue = venue.at(site));
    }

    public SessionSpec credentials(Credentials keys) {
        return with(s -> s.credentials = Optional.of(keys));
    }

    public SessionSpec onStop(OnStop policy) {
        return with(s -> s.onStop = policy);
    }

    public SessionSpec stopWithin(Duration whole) {
        mustSuffice("--stop-within", whole);
        return with(s -> s.stopWithin = whole);
    }

    /** How long it may take to open, without the recovery of sessions that died; a venue not reached is tried until then. */
    public SessionSpec openWithin(Duration most) {
        if (!most.isPositive() || most.compareTo(Durations.LONGEST) > 0) {
            throw new BadInput("--open-within " + most + " cannot be: more than zero, at most "
                    + Durations.LONGEST.toDays() + " days");
        }
        return with(s -> s.openWithin = most);
    }

    /** @throws BadInput when a stop cannot be done in so little time */
    static void mustSuffice(String option, Duration within) {
        if (within.compareTo(SHORTEST_STOP) < 0) {
            throw new BadInput(option + " " + (within.isNegative() ? within : Durations.print(within))
                    + " is too short: at least 500ms");
        }
        if (within.compareTo(Durations.LONGEST) > 0) {
            throw new BadInput(option + " " + within + " is too long: at most " + Durations.LONGEST.toDays() + " days");
        }
    }

    public SessionSpec faults(List<Fault> some) {
        return with(s -> s.faults = List.copyOf(some));
    }

    public SessionSpec latency(Duration mean, Duration moreOrLess) {
        if (mean.compareTo(SLOWEST) > 0 || moreOrLess.compareTo(SLOWEST) > 0) {
            throw new BadInput("a latency of " + mean + " ± " + moreOrLess + " cannot be: at most " + SLOWEST);
        }
        return with(s -> {
            s.latency = mean;
            s.jitter = moreOrLess;
        });
    }

    public SessionSpec journal(Path directory) {
        return with(s -> s.journal = directory);
    }

    public SessionSpec seed(long number) {
        return with(s -> s.seed = number);
    }

    /** How its log is kept: in text from INFO on, ten megabytes five times, unless said otherwise. */
    public SessionSpec log(LogStyle style) {
        return with(s -> s.log = style);
    }

    public SessionSpec verbose(boolean on) {
        return with(s -> s.verbose = on);
    }

    /** Whether the ledger keeps the stack of each opening; else as the system property {@code trysail.traceLedger} says. */
    public SessionSpec traceLedger(boolean on) {
        return with(s -> s.traceLedger = on);
    }

    /** Where log lines go too, when {@link #verbose(boolean)}: standard error unless said otherwise. It must not block. */
    public SessionSpec logCopy(Appendable lines) {
        return with(s -> s.logCopy = lines);
    }

    /** {@code paper}, {@code live} or {@code replay}: what the session's name begins with, unless it has one. */
    public String mode() {
        return mode;
    }

    /** How long it runs once it does; empty: until it is stopped. */
    public Optional<Duration> duration() {
        return duration;
    }

    /** {@link #SIMULATOR}, or the word of a real venue, or the name of one's own. */
    public String venue() {
        return venue.word();
    }

    /** Where the venue is. */
    public Place place() {
        return venue.place();
    }

    /** Whose words are spoken there; the usual one's, where a venue of one's own speaks none. */
    public VenueKind dialect() {
        return venue.dialect();
    }

    /** Whose account it trades on. */
    public AccountKind account() {
        return venue.account();
    }

    /** What the embedded exchange plays. */
    public FeedSpec feed() {
        return feed;
    }

    /** How fast the embedded exchange plays. */
    public Speed speed() {
        return speed;
    }

    /** Which year's rules of its wire the embedded exchange keeps to. */
    Protocol protocol() {
        return protocol;
    }

    /** What fees are paid in on the embedded exchange; empty: in quote currency alone. */
    Optional<FeeAsset> feeAsset() {
        return feeAsset;
    }

    /** After how much market time the embedded exchange funds positions; empty: never. */
    Optional<Duration> funding() {
        return funding;
    }

    /** Instruments in {@code BTC-USDT} form; empty: the usual ones. */
    public List<String> symbols() {
        return symbols;
    }

    /** Holds a strategy object no longer that was given to it. */
    void letGoOfStrategy() {
        if (strategy instanceof Lent lent) {
            lent.letGo();
        }
    }

    /** Makes the strategy object of one session. */
    public Supplier<Strategy> strategy() {
        return strategy;
    }

    /** What to call the strategy, such as {@code crossover,fast=10} or the name of a file. */
    public String strategyName() {
        return strategyName;
    }

    /** SHA-256 of the file that the strategy came from, in hex; empty when it came from none. */
    public Optional<String> strategyHash() {
        return strategyHash;
    }

    /** How its log is kept. */
    public LogStyle log() {
        return log;
    }

    /** Paper equity in quote currency. */
    public BigDecimal capital() {
        return stakes.capital();
    }

    /** How far it may go, order by order. */
    public RiskLimits limits() {
        return stakes.limits();
    }

    /** Rules of the user's own. */
    public List<RiskRule> rules() {
        return stakes.rules();
    }

    /** What it may lose in all; empty: any sum. */
    public Optional<BigDecimal> maxLoss() {
        return stakes.maxLoss();
    }

    /** How far its profit may fall below the highest it was; empty: any sum. */
    public Optional<BigDecimal> maxDrawdown() {
        return stakes.maxDrawdown();
    }

    /** How many orders in a row the venue may refuse before the session ends; empty: any number. Nothing said: live 20. */
    public SessionSpec maxRefusals(Optional<Integer> inARow) {
        inARow.filter(n -> n < 1).ifPresent(n -> {
            throw new BadInput("--max-refusals " + n + " cannot be: from 1 on, or off");
        });
        return with(s -> s.maxRefusals = inARow);
    }

    /** How many orders in a row the venue may refuse before the session ends; empty: any number. */
    public Optional<Integer> maxRefusals() {
        return maxRefusals;
    }

    /** What follows when what was no order of its own moves a position it manages. Nothing said: live a pause, else a notice. */
    public SessionSpec onForeign(OnForeign policy) {
        return with(s -> s.onForeign = Optional.of(policy));
    }

    /** What follows when what was no order of its own moves a position it manages. */
    public OnForeign onForeign() {
        return onForeign.orElse(isLive() ? OnForeign.PAUSE : OnForeign.NOTE);
    }

    /** What may be at work at once; empty: what the other limits let. */
    public Optional<BigDecimal> capitalLimit() {
        return stakes.capitalLimit();
    }

    /** All rules besides the standard ones. */
    List<RiskRule> allRules() {
        return stakes.allRules();
    }

    /** What the venue's dead man's switch is set to; empty: it is not armed. */
    public Optional<Duration> deadMan() {
        return deadMan;
    }

    /** Whether its orders are real. */
    public boolean isLive() {
        return venue.live();
    }

    /** Who hears what the session does. */
    public List<SessionListener> listeners() {
        return listeners;
    }

    /** Where the venue's REST interface is, when not at its usual place. */
    public Optional<URI> rest() {
        return venue.elsewhere().map(VenueKind.Site::rest);
    }

    /** Where the venue's streams are, when not at their usual place. */
    public Optional<URI> ws() {
        return venue.elsewhere().map(VenueKind.Site::ws);
    }

    /** The keys of the account, where the venue is elsewhere. */
    public Optional<Credentials> credentials() {
        return credentials;
    }

    /** What a stop does with orders and positions. */
    public OnStop onStop() {
        return onStop;
    }

    /** How long the whole stop may take. */
    public Duration stopWithin() {
        return stopWithin;
    }

    /** How long opening may take, but for recovery. */
    public Duration openWithin() {
        return openWithin;
    }

    /** What the embedded exchange does wrong on purpose. */
    public List<Fault> faults() {
        return faults;
    }

    /** How long an order is on its way to a simulated matching. */
    public Duration latency() {
        return latency;
    }

    /** By how much more or less than {@link #latency}. */
    public Duration jitter() {
        return jitter;
    }

    /** The directory of journals and logbook. */
    public Path journal() {
        return journal;
    }

    /** What the session's name begins with. */
    public Optional<String> name() {
        return name;
    }

    /** Of latencies and of the back-off's jitter; never of client order ids. */
    public long seed() {
        return seed;
    }

    /** Whether log lines go to standard error too. */
    public boolean verbose() {
        return verbose;
    }

    /** Where they go then. */
    public Appendable logCopy() {
        return logCopy;
    }

    /** Whether the ledger keeps the stack of each opening. */
    public boolean traceLedger() {
        return traceLedger;
    }
}
