package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.console.Console;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Churns;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/** The words that steer a running session, as a script says them, and the one line that answers each. */
class SteerCommandsTest {
    @TempDir
    private Path journals;

    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Sessions sessions = new Sessions();
    private boolean somebodyIsThere;
    private Helm helm;
    private Commands commands;

    @BeforeEach
    void takeTheHelm() {
        helm = new Helm(sessions, new Signals(), new Heard(), Helm.Mode.SCRIPT, Catalogue::has);
        commands = new Commands(helm, Map.of());
    }

    @AfterEach
    void leaveTheHelm() throws Exception {
        helm.stopAll(new StopReason.StopRequested("test"));
    }

    @Test
    void eachWordSaysInOneLineWhatItMeans() throws Exception { // F5
        started();

        assertThat(said("pause")).matches("paper-1: paused: nothing is sent until resume; .*order.* working\n");
        assertThat(said("pause")).startsWith("paper-1: was paused already");
        assertThat(said("disarm paper-1")).startsWith("paper-1: disarmed: nothing is sent until arm; ");
        assertThat(said("resume")).isEqualTo("paper-1: no more paused; still disarmed: arm opens the gate\n");
        assertThat(said("arm")).isEqualTo("paper-1: armed: it trades\n");
        assertThat(said("drain")).startsWith("paper-1: draining: no new entries until resume, exits go through; ");
        assertThat(said("why")).startsWith("paper-1: running, draining\n");
        assertThat(said("kill"))
                .matches("paper-1: killed: (\\d+ cancelled.* 0 unknown|none working); nothing is sent until arm\n");
        var json = new ObjectMapper().readTree(said("resume --json"));
        assertThat(json.get("session").asText()).isEqualTo("paper-1");
        assertThat(json.at("/held/0").asText()).isEqualTo("disarmed");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMaximalLossIsToldInTheMiddleOfWhateverIsDoneAndArmOpensTheGate() throws Exception {
        var churns = new Churns();
        var session = helm.begin(
                SessionSpec.paper()
                        .strategy(churns)
                        .maxLoss(BigDecimal.ONE)
                        .latency(Duration.ofMillis(5), Duration.ZERO)
                        .journal(journals),
                false);
        await(() -> out.toString().contains("the kill switch fires"));

        assertThat(out.toString())
                .containsOnlyOnce("paper-1: max-loss: ")
                .contains(" lost, 1 allowed: the kill switch fires, nothing is sent until arm\n");
        assertThat(said("status")).contains("running  over its max-loss", "max-loss  killed at ", "arm trades on");
        assertThat(new ObjectMapper()
                        .readTree(said("status --json"))
                        .at("/max_loss/fired")
                        .asBoolean())
                .isTrue();
        assertThat(said("resume"))
                .isEqualTo("paper-1: nothing to resume; still over its max-loss: arm opens the gate\n");
        var risk = new ObjectMapper().readTree(said("risk --json"));
        assertThat(risk.at("/killed/pnl").decimalValue()).isNegative();
        assertThat(risk.at("/warnings/0").asText()).startsWith("max-loss: ");
        churns.idle(true);
        assertThat(said("arm"))
                .matches("paper-1: armed: it trades; max-loss: 0\\.\\d\\d of 1 lost, \\d\\.\\d\\d left\n");
        assertThat(session.held()).isEmpty();
    }

    @Test
    void whereTheReceiptIsJsonWarningsGoToStandardError() throws Exception {
        var session = helm.begin(
                SessionSpec.paper()
                        .rule("broken", (order, state) -> {
                            throw new IllegalStateException("no such day");
                        })
                        .journal(journals),
                true);
        await(() -> err.toString().endsWith("\n"));

        assertThat(err.toString())
                .isEqualTo("trysail: paper-1: rule broken failed: IllegalStateException: no such day; "
                        + "it denies what it cannot judge\n");
        session.stop();
        await(() -> out.toString().contains("exit_code"));
        assertThat(out.toString().lines()).singleElement().asString().startsWith("{");
    }

    @Test
    void stopTakesAPolicyAndATimeAndPrintsOneReceipt() throws Exception { // A11
        var session = started();
        await(() -> session.snapshot().working() > 2);
        said("disarm");

        var text = said("stop keep --within 2s");

        assertThat(text)
                .containsOnlyOnce("stopped: stop requested")
                .contains(" kept ")
                .contains("exit 0");
        assertThat(said("stop paper-1")).isEqualTo(text); // of one that has ended: its receipt
        assertThat(said("why")).isEqualTo("paper-1: stopped, exit 0\n");
        assertThat(commands.line("pause")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("trysail: paper-1 has stopped or is stopping: nothing to pause\n");
    }

    @Test
    void stopAfterFillsSaysWhatItWaitsForAndEndsWithTheReceiptAsJson() throws Exception { // A11
        var session = started();
        await(() -> session.snapshot().working() > 2);

        assertThat(said("stop --after-fills 200ms"))
                .startsWith("paper-1: nothing new is sent; it stops once ")
                .contains("in 200ms at the latest; resume calls it off\n")
                .containsOnlyOnce("stopped: stop requested");

        started();
        var json = new ObjectMapper().readTree(said("stop all flatten --json"));
        assertThat(json.get("session").asText()).isEqualTo("paper-2");
        assertThat(json.get("exit_code").asInt()).isZero();
    }

    @Test
    void atThePromptTheReceiptThatComesAfterTheFillsIsJsonToo() throws Exception { // A11
        helm = new Helm(sessions, new Signals(), new Heard(), Helm.Mode.PROMPT, Catalogue::has);
        commands = new Commands(helm, Map.of());
        var session = started();

        assertThat(said("stop --after-fills 100ms --json")).doesNotContain("nothing new is sent");

        session.await();
        await(() -> out.toString().contains("\"exit_code\":0"));
        assertThat(out.toString()).doesNotContain("· stopped");
    }

    @Test
    void anExitInAScriptThatIsRunLeavesSessionsAloneAndAsksNothing() throws Exception {
        var session = started();
        somebodyIsThere = true;
        var script = Files.writeString(journals.resolve("leave.try"), "exit 7\n");

        assertThat(commands.line("run " + script)).isEqualTo(7);

        assertThat(err.toString()).isEmpty();
        assertThat(helm.leaving()).isEmpty();
        assertThat(session.receipt()).isEmpty();
    }

    @Test
    void wordsThatCannotBeAreNamedAndNothingIsStopped() throws Exception {
        var session = started();

        assertThat(commands.line("stop sideways")).isEqualTo(2);
        assertThat(commands.line("stop paper-1 sideways")).isEqualTo(2);
        assertThat(commands.line("stop keep flatten")).isEqualTo(2);
        assertThat(commands.line("stop --within 100ms")).isEqualTo(2);
        assertThat(commands.line("stop --after-fills soon")).isEqualTo(2);

        assertThat(err.toString().lines())
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).contains("no session 'sideways'"),
                        line -> assertThat(line).contains("'sideways' is none of keep, cancel and flatten"),
                        line -> assertThat(line).contains("one of keep, cancel and flatten"),
                        line -> assertThat(line).contains("--within 100ms is too short: at least 500ms"),
                        line -> assertThat(line).contains("--after-fills 'soon' is not a duration"));
        assertThat(session.receipt()).isEmpty();
    }

    private Session started() throws InterruptedException {
        said("start paper --journal " + journals);
        var session = helm.current().orElseThrow();
        await(() -> session.snapshot().working() > 0);
        return session;
    }

    /** What the line prints; it must not fail. */
    private String said(String line) {
        var before = out.toString().length();
        assertThat(commands.line(line)).as(line + ": " + err.toString()).isZero();
        return out.toString().substring(before);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.expired()).as("condition not met in time").isFalse();
            Thread.onSpinWait();
        }
    }

    /** Keeps what it is told, at once and in order. */
    private final class Heard implements Console {
        @Override
        public Paper paper() {
            return Paper.plain();
        }

        @Override
        public void print(String text) {
            out.append(text);
        }

        @Override
        public void announce(String text) {
            out.append(text);
        }

        @Override
        public void complain(String line) {
            err.append("trysail: ").append(line).append('\n');
        }

        @Override
        public boolean interactive() {
            return somebodyIsThere;
        }

        @Override
        public void live(Supplier<String> picture, Duration every) {
            print(picture.get());
        }

        @Override
        public Optional<Character> ask(String question, String choices) {
            err.append(question);
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
