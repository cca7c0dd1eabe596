package trysail.command;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.console.PlainConsole;
import trysail.exchange.ExchangeException;
import trysail.helm.CommonOptions;
import trysail.helm.Foreground;
import trysail.helm.Helm;
import trysail.helm.Keys;
import trysail.helm.LogOptions;
import trysail.helm.MarketOptions;
import trysail.launch.LimitOptions;
import trysail.launch.LiveOptions;
import trysail.launch.LiveQuestion;
import trysail.model.Numbers;
import trysail.order.OnStop;
import trysail.scope.ExitCode;
import trysail.script.StrategyFile;
import trysail.session.SessionSpec;
import trysail.simulator.play.Speed;
import trysail.venue.VenueWords;
import trysail.venue.Venues;
import trysail.words.BadInput;
import trysail.words.Durations;
import trysail.words.Nearest;

/** {@code start paper 60s}: one session in the foreground. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Opens a trading session, trades, stops by itself, prints the receipt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  start paper 60s",
            "  start paper 5m --strategy crossover,fast=5,slow=20 --symbols BTC-USDT",
            "  start paper --feed recording:FILE.gz --speed max --json",
            "  start replay FILE.gz",
            "  start paper 30s --fault drop@5s --on-stop flatten",
            "  start paper 60s --max-order 5%% --max-position 20%% --max-loss 20",
            "  start live --venue NAME --strategy my.jsh --symbols BTC-USDT --capital-limit 200 --max-loss 20",
            "  start paper 60s --rest-url http://127.0.0.1:9443 --ws-url ws://127.0.0.1:9444"
        })
final class StartCommand implements Callable<Integer> {
    private static final List<String> MODES = List.of("paper", SessionSpec.LIVE, "replay");

    private final Helm helm;

    @Parameters(index = "0", paramLabel = "MODE", description = "paper, live, or replay FILE")
    private String mode = "";

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "[FILE] DURATION",
            description = "60s, 5m, 1h30m or PT60S; none: until stopped")
    private List<String> more = new ArrayList<>();

    @Option(
            names = "--venue",
            paramLabel = "NAME",
            description = SessionSpec.SIMULATOR + ", or a real market with paper fills: ${COMPLETION-CANDIDATES}",
            completionCandidates = VenueWords.class,
            defaultValue = SessionSpec.SIMULATOR)
    private String venue = "";

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Option(
            names = "--strategy",
            paramLabel = "NAME[,k=v]",
            description =
                    "a name that strategies lists, or a file: my.jsh; each with ,k=v; default: quoter on the simulator, elsewhere crossover")
    private String strategy = "";

    @Option(names = "--capital", paramLabel = "USDT", description = "paper equity", defaultValue = "10000")
    private String capital = "";

    @Option(names = "--rest-url", paramLabel = "URL", description = "where the venue's REST interface is")
    private String rest = "";

    @Option(names = "--ws-url", paramLabel = "URL", description = "where the venue's streams are")
    private String ws = "";

    @Option(
            names = "--on-stop",
            paramLabel = "POLICY",
            description = "keep, cancel or flatten",
            defaultValue = "cancel")
    private String onStop = "";

    @Option(
            names = "--stop-within",
            paramLabel = "TIME",
            description = "how long the whole stop may take, at least 500ms",
            defaultValue = "5s")
    private String stopWithin = "";

    @Option(
            names = "--open-within",
            paramLabel = "TIME",
            description = "how long opening may take, recovery of dead sessions apart",
            defaultValue = "30s")
    private String openWithin = "";

    @Option(names = "--seed", paramLabel = "N", description = "of latencies and back-off", defaultValue = "1")
    private long seed;

    @Option(names = "--name", paramLabel = "N", description = "a name of your own for the session")
    private String name = "";

    @Option(names = "--trace-ledger", description = "keep the stack of each opening: see ledger")
    private boolean traceLedger;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    StartCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var spec = spec();
        if (spec.isLive() && !mayGoLive(spec)) {
            return ExitCode.FAILED;
        }
        if (helm.mode() == Helm.Mode.COMMAND && helm.console() instanceof PlainConsole console) {
            return new Foreground(helm, console.printer(), common).run(spec);
        }
        var session = helm.begin(spec, common.json() || helm.page().json());
        if (!common.json() && !helm.page().json() && !common.quiet()) {
            helm.console().print(session.name() + " started\n");
        }
        return 0;
    }

    /** False when the venue could not be asked; what speaks against it is thrown. */
    private boolean mayGoLive(SessionSpec spec) throws InterruptedException {
        Consumer<String> shows = common.json() || helm.page().json()
                ? text -> text.lines().forEach(helm.console()::complain)
                : helm.console()::print;
        try {
            new LiveQuestion(helm, spec, live, shows).ask();
            return true;
        } catch (ExchangeException e) {
            helm.console().complain("live was not started: " + e.getMessage());
            return false;
        }
    }

    private SessionSpec begun() {
        if (mode.equals(SessionSpec.LIVE)) {
            market.dialect().ifPresent(kind -> {
                throw new BadInput(
                        "--dialect " + kind.word() + " is for the exchange inside: live speaks as its venue does");
            });
            if (venue.equals(SessionSpec.SIMULATOR)) {
                throw new BadInput("live trades with the account of a venue, and none is named: write --venue "
                        + Venues.usual().word() + "; on the exchange inside write paper");
            }
            return SessionSpec.live(venue).feed(market.feed());
        }
        return market.dialect()
                .map(kind -> SessionSpec.paper().dialect(kind.word()))
                .orElseGet(SessionSpec::paper)
                .venue(venue)
                .feed(market.feed());
    }

    private SessionSpec spec() {
        if (!MODES.contains(mode)) {
            throw new BadInput(unknown(mode));
        }
        var words = new ArrayList<>(more);
        var spec = begun();
        if (mode.equals("replay")) {
            if (words.isEmpty()) {
                throw new BadInput("replay needs a recording: replay FILE");
            }
            spec = spec.mode("replay").feed("recording:" + words.remove(0));
        }
        if (words.size() > 1) {
            throw new BadInput("one duration at the most, not " + words);
        }
        if (!words.isEmpty()) {
            spec = spec.lasting(Durations.parse("duration", words.get(0)));
        }
        spec = common.applyTo(spec)
                .speed(market.speed(mode.equals("replay") ? Speed.MAX : Speed.REAL_TIME))
                .protocol(market.protocol().toString())
                .symbols(market.symbols())
                .capital(amount(capital))
                .limits(limits.limits(spec.isLive()))
                .onStop(policy(onStop))
                .stopWithin(Durations.parse("--stop-within", stopWithin))
                .openWithin(Durations.parse("--open-within", openWithin))
                .faults(market.faults())
                .seed(seed)
                .log(log.style());
        spec = market.feeAsset().map(spec::feeAsset).orElse(spec);
        spec = market.funding().map(spec::funding).orElse(spec);
        spec = limits.maxLoss().map(spec::maxLoss).orElse(spec);
        spec = limits.ruled(limits.maxDrawdown().map(spec::maxDrawdown).orElse(spec));
        spec = live.applyTo(spec);
        if (traceLedger) {
            spec = spec.traceLedger(true);
        }
        spec = StrategyFile.isOne(strategy)
                ? spec.strategy(StrategyFile.load(strategy))
                : spec.strategy(strategy.isEmpty() ? usualStrategy(spec) : strategy);
        if (!name.isEmpty()) {
            spec = spec.named(name);
        }
        if (rest.isEmpty() != ws.isEmpty()) {
            throw new BadInput("--rest-url and --ws-url go together: a venue has both");
        }
        if (!rest.isEmpty()) {
            spec = spec.at(url("--rest-url", rest, "http", "https"), url("--ws-url", ws, "ws", "wss"));
        }
        return Keys.fromEnvironment().map(spec::credentials).orElse(spec);
    }

    /** People bring words from elsewhere: each is answered with what there is instead. */
    private static String unknown(String mode) {
        var instead = switch (mode.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "")) {
            case "real", "prod", "production", "trade" ->
                "write live --venue NAME for real orders, paper --venue NAME for fills on paper at a real market's prices,"
                        + " paper for the exchange inside";
            case "backtest", "backtesting", "historical", "history", "simulate", "simulation", "sim", "play" ->
                "write replay FILE, a recording played as fast as it goes (record FILE makes one), or paper --speed max"
                        + " on the exchange inside";
            case "dryrun", "dry", "test", "testnet", "sandbox", "virtual", "practice", "papertrade", "papertrading" ->
                "write paper: nothing real is traded; on the exchange inside, or with --venue NAME on a real market's"
                        + " prices";
            case "optimise", "optimize", "hyperopt", "sweep" ->
                "write replay FILE for one run; for many, jshell jshell/sweep.jsh";
            default ->
                Nearest.to(mode, MODES).map(n -> "did you mean '" + n + "'?").orElse("write paper or replay FILE");
        };
        return "unknown mode '" + mode + "'; " + instead;
    }

    private static String usualStrategy(SessionSpec spec) {
        if (spec.isLive()) {
            throw new BadInput("live needs --strategy: nothing trades real money by default; see strategies");
        }
        return switch (spec.account()) {
            case VENUE -> "quoter";
            case PAPER -> "crossover";
        };
    }

    private static BigDecimal amount(String text) {
        try {
            return Numbers.of(text);
        } catch (NumberFormatException e) {
            throw new BadInput("--capital '" + text + "' is not an amount: write 10000", e);
        }
    }

    private static OnStop policy(String text) {
        return Arrays.stream(OnStop.values())
                .filter(p -> p.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new BadInput("--on-stop '" + text + "' is unknown: write keep, cancel or flatten"));
    }

    private static URI url(String option, String text, String... schemes) {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && Arrays.asList(schemes).contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new BadInput(option + " '" + text + "' is not a URL: write " + schemes[0] + "://127.0.0.1:9443", e);
        }
        throw new BadInput(option + " '" + text + "' is not a URL: write " + schemes[0] + "://127.0.0.1:9443");
    }
}
