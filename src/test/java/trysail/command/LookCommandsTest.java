package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.LeakCheck;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.fault.Fault;
import trysail.helm.Helm;
import trysail.look.WorkingOrder;
import trysail.picture.Paper;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/** Every look as a command on a session that trades: for a person, for a program, and of one that has ended. */
@LeakCheck.PerClass
class LookCommandsTest {
    private static final List<String> LOOKS = List.of(
            "status",
            "orders",
            "fills --last 5",
            "positions",
            "pnl",
            "risk",
            "book BTC-USDT --depth 3",
            "bars BTC-USDT 5m --last 3",
            "chart BTC-USDT 1m",
            "scopes",
            "ledger");

    @TempDir
    private Path journals;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Sessions sessions = new Sessions();
    private Helm helm;
    private Commands commands;
    private Session session;

    @BeforeEach
    void startASession() throws Exception {
        var console = new PlainConsole(new Paper(100, 30, false, true), print(out), print(err));
        helm = new Helm(sessions, new Signals(), console, Helm.Mode.SCRIPT, Catalogue::has);
        commands = new Commands(helm, Map.of());
        var spec = SessionSpec.paper().journal(journals).faults(List.of(Fault.parse("latency:1ms")));
        session = helm.begin(spec, true);
        until(() -> !session.fills(1).isEmpty() && !session.orders().isEmpty());
    }

    @AfterEach
    void stopIt() throws Exception {
        helm.stopAll(new StopReason.StopRequested("test"));
        helm.console().close();
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    private static void until(Supplier<Boolean> condition) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (!condition.get()) {
            assertThat(soon.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }

    /** What a command prints; the console's printer is a thread of its own. */
    private String said(String line) throws InterruptedException {
        out.reset();
        assertThat(commands.line(line)).as(err.toString(StandardCharsets.UTF_8)).isZero();
        until(() -> out.toString(StandardCharsets.UTF_8).endsWith("\n"));
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json(String line) throws Exception {
        var text = said(line + " --json");
        assertThat(text.lines()).hasSize(1);
        return new ObjectMapper().readTree(text);
    }

    @Test
    void everyLookSaysTheSameToAPersonAndToAProgramBeforeAndAfterTheEnd() throws Exception {
        for (var look : LOOKS) {
            assertThat(said(look).lines()).as(look).isNotEmpty();
            assertThat(json(look).isEmpty()).as(look).isFalse();
            assertThat(said(look + " --session " + session.name())).isNotEmpty();
        }
        assertThat(said("status"))
                .contains("session   " + session.name() + "  running", "● connected  binance-usdm", "until stopped")
                .contains("queues    events ", "faults    latency:1ms±0", "p&l       ");
        assertThat(json("status").at("/venue/light").asText()).isEqualTo("green");
        assertThat(json("scopes").at("/tasks")).hasSize(9);
        assertThat(said("orders --watch")).startsWith("order "); // nobody to press a key: once

        helm.stopAll(new StopReason.StopRequested("test"));
        until(() -> out.toString(StandardCharsets.UTF_8).contains("exit_code"));
        for (var look : LOOKS) {
            assertThat(said(look).lines()).as(look).isNotEmpty();
            assertThat(json(look)).as(look).isNotNull();
        }
        assertThat(said("orders")).isEqualTo("no order works\n");
        assertThat(said("ledger")).isEqualTo("nothing is open\n");
        assertThat(said("status")).contains("stopped, exit 0", "session ended");
        var receipt = session.receipt().orElseThrow();
        assertThat(json("pnl").at("/pnl").decimalValue()).isEqualByComparingTo(receipt.pnl());
        assertThat(json("fills --last 4096")).hasSize((int) receipt.fills());
    }

    @Test
    void ordersAndFillsNameWhatTheSessionNames() throws Exception {
        var known = session.fills(1).getFirst();
        assertThat(json("fills --last 4096"))
                .anySatisfy(f -> assertThat(f.get("trade_id").asText())
                        .isEqualTo(known.fill().tradeId()));
        until(() -> session.orders().stream().anyMatch(o -> o.state() == WorkingOrder.State.WORKING));
        var text = Optional.of(said("orders"));
        assertThat(text.orElseThrow()).contains("order", "symbol", "side", "size", "filled", "price", "state", "age");
        assertThat(session.orders()).extracting(WorkingOrder::symbol).isSubsetOf("BTC-USDT", "ETH-USDT", "SOL-USDT");
    }

    @Test
    void wrongNamesAreOneLineWithTheRemedy() {
        for (var wrong : Map.of(
                        "book BTC-USDC", "did you mean BTC-USDT?",
                        "bars BTC-USDT 7s", "1m",
                        "chart DOGE", "it trades BTC-USDT, ETH-USDT, SOL-USDT",
                        "orders papier-1", "did you mean 'paper-1'?",
                        "book BTC --depth 0", "from 1 to 1000",
                        "fills --last 0", "at least 1")
                .entrySet()) {
            err.reset();
            assertThat(commands.line(wrong.getKey())).as(wrong.getKey()).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .asString()
                    .contains(wrong.getValue());
        }
    }
}
