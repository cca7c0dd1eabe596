package trysail.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeException;
import trysail.fault.Fault;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.scope.SessionContext;
import trysail.script.StrategyFile;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.words.BadInput;

/** What is shown and asked before real orders; whatever speaks against them keeps the venue without any. */
class LiveQuestionTest {
    @TempDir
    private Path directory;

    private final PlainConsole console = new PlainConsole(
            new Paper(100, 40, false, true),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Sessions sessions = new Sessions();
    private final Helm helm = new Helm(sessions, new Signals(), console, Helm.Mode.COMMAND, word -> false);
    private final StringBuilder shown = new StringBuilder();
    private SimulatedExchange exchange;

    @Command(name = "live")
    private static final class Holder implements Runnable {
        @Mixin
        private LiveOptions live = new LiveOptions();

        @Override
        public void run() {}
    }

    private static LiveOptions options(String... words) {
        var holder = new Holder();
        new CommandLine(holder).parseArgs(words);
        return holder.live;
    }

    @BeforeEach
    void open() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.session(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of()));
    }

    @AfterEach
    void close() throws Exception {
        console.close();
        exchange.close();
    }

    private SessionSpec spec() {
        var keys = exchange.openAccount(new BigDecimal(10_000));
        return SessionSpec.live("binance-usdm")
                .at(exchange.restUri(), exchange.wsUri())
                .credentials(Credentials.of(keys.key(), keys.secret()))
                .symbols(List.of("BTC-USDT"))
                .strategy("quoter")
                .capitalLimit(new BigDecimal(200))
                .maxLoss(new BigDecimal(20))
                .journal(directory);
    }

    private void ask(SessionSpec spec, String... words) throws InterruptedException {
        new LiveQuestion(helm, spec, options(words), shown::append).ask();
    }

    @Test
    void venueAccountLimitsAndPositionsAreShown() throws Exception {
        ask(spec(), "--yes");

        assertThat(shown)
                .contains("live on binance-usdm at " + exchange.restUri())
                .contains("the key may trade, may not withdraw · one-way mode")
                .contains("10000")
                .contains(
                        "capital 200 · loss 20 · drawdown any · dead man's switch 1m · refusals in a row 20 · on stop cancel")
                .contains("BTC-USDT by quoter")
                .containsPattern("positions +none")
                .doesNotContain(spec().credentials().orElseThrow().secret());
    }

    @Test
    void whereNobodyCanBeAskedNothingStartsWithoutYes() {
        assertThatThrownBy(() -> ask(spec())).isInstanceOf(BadInput.class).hasMessageContaining("--yes");
    }

    @Test
    void aKeyThatMayWithdrawIsRefused() {
        exchange.inject(Fault.parse("key-rights:withdraw"));

        assertThatThrownBy(() -> ask(spec(), "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "the key may withdraw: a session never needs that; use a key that may trade and nothing else");
    }

    @Test
    void aKeyThatMayNotTradeIsRefused() {
        exchange.inject(Fault.parse("key-rights:read"));

        assertThatThrownBy(() -> ask(spec(), "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("the key may not trade: ");
    }

    @Test
    void wrongKeysAreNamedByTheirVariables() {
        var wrong = spec().credentials(Credentials.of("no-such-key", "no-such-secret"));

        assertThatThrownBy(() -> ask(wrong, "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("TRYSAIL_API_KEY")
                .hasMessageNotContaining("no-such-secret");
    }

    @Test
    void anAccountWithLessThanTheLimitIsRefused() {
        assertThatThrownBy(() -> ask(spec().capitalLimit(new BigDecimal(20_000)), "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("less than --capital-limit 20000");
    }

    @Test
    void anInstrumentThatTheVenueDoesNotListIsRefusedByName() {
        assertThatThrownBy(() -> ask(spec().symbols(List.of("NOPE-USDT")), "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("NOPE-USDT");
    }

    @Test
    void aVenueThatCannotBeReachedIsNoBadInput() {
        var nowhere = spec().at(URI.create("http://127.0.0.1:9"), URI.create("ws://127.0.0.1:9"));

        assertThatThrownBy(() -> ask(nowhere, "--yes")).isInstanceOf(ExchangeException.Unreachable.class);
    }

    @Test
    void aStrategyFileMustHaveRunOnPaperAsItIsNow() throws Exception {
        var file = directory.resolve("mine.jsh");
        Files.writeString(file, "Strategy mine = (event, state) -> List.of();\nmine\n");
        var live = spec().strategy(StrategyFile.load(file));

        assertThatThrownBy(() -> ask(live, "--yes"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("never ran on paper here as it is now")
                .hasMessageContaining("--untested");
        ask(live, "--yes", "--untested");
        assertThat(shown).contains("mine.jsh, which ran never on paper here");

        var paper = SessionSpec.paper()
                .strategy(StrategyFile.load(file))
                .lasting(Duration.ofMillis(1))
                .journal(directory);
        var receipt = sessions.start(paper).await();
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        ask(live, "--yes");
        assertThat(shown).contains("mine.jsh, which ran on paper as paper-1");

        Files.writeString(file, "Strategy mine = (event, state) -> List.of(); // changed\nmine\n");
        var changed = spec().strategy(StrategyFile.load(file));
        assertThatThrownBy(() -> ask(changed, "--yes")).isInstanceOf(BadInput.class);
    }
}
