package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.scope.SessionClock;

/** Commands from pipes and files: what ends them, what they end with, what becomes of their sessions. */
class ScriptTest {
    @TempDir
    private Path directory;

    private Deck deck;

    @BeforeEach
    void open() {
        deck = Deck.script(directory.resolve("journal"));
    }

    @AfterEach
    void close() {
        deck.close();
    }

    @Test
    void theFirstCommandThatFailsEndsTheInputWithItsCode() throws Exception {
        assertThat(deck.pipe("echo one", "# a comment", "strat", "echo two")).isEqualTo(2);
        assertThat(deck.out()).isEqualTo("one\n");
        assertThat(deck.err()).isEqualTo("trysail: line 3: unknown command 'strat'; did you mean 'start'?\n");
    }

    @Test
    void keepGoingRunsAllLinesAndGivesTheLastOnesCode() throws Exception {
        assertThat(deck.pipe(true, "strat", "echo two")).isZero();
        assertThat(deck.out()).isEqualTo("two\n");
        assertThat(deck.pipe(true, "echo one", "strat")).isEqualTo(2);
    }

    @Test
    void anExpectExitJudgesTheCommandBeforeIt() throws Exception {
        assertThat(deck.pipe("strat", "", "# meant to fail", "expect exit 2", "echo on"))
                .isZero();
        assertThat(deck.out()).isEqualTo("on\n");
    }

    @Test
    void anExpectExitThatIsWrongSaysWhatItSaw() throws Exception {
        assertThat(deck.pipe("strat", "expect exit 0", "echo on")).isEqualTo(1);
        assertThat(deck.err()).contains("line 2: expected exit is 0, but it was 2");
        assertThat(deck.out()).isEmpty();
    }

    @Test
    void sessionsThatStillRunAreStoppedAtTheEndWithReceipts() throws Exception {
        assertThat(deck.pipe("start paper 60s", "wait-until frames > 0 within 20s"))
                .isZero();
        assertThat(deck.out()).contains("paper-1 started", "stop requested by end of input", "left      0 threads");
        assertThat(deck.sessions.running()).isEmpty();
    }

    @Test
    void aSessionThatFailsByItselfFailsTheScript() throws Exception {
        assertThat(deck.pipe(FAILING, "wait", "echo the commands are all well")).isEqualTo(1);
        assertThat(deck.out()).contains("exit 1", "the commands are all well");
    }

    @Test
    void whatKeepsASessionFromItsVenueIsNews() throws Exception {
        assertThat(deck.line("start paper 60s --rest-url http://127.0.0.1:1 --ws-url ws://127.0.0.1:1"))
                .isZero();
        var patience = SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
        while (!deck.out().contains("trying again until") && !patience.expired()) {
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
        assertThat(deck.line("stop")).isZero();
        assertThat(deck.out())
                .containsOnlyOnce("paper-1: venue not reached: binance-usdm at http://127.0.0.1:1: ")
                .contains("stopped: stop requested by stop after ", " of opening");
    }

    @Test
    void waitSaysThatTheSessionsHaveEnded() throws Exception {
        assertThat(deck.pipe("start paper 500ms --quiet", "wait --json")).isZero();
        assertThat(deck.out()).contains("\"ended\":true");
    }

    @Test
    void aBareStopFindsTheSessionThatRuns() throws Exception {
        assertThat(deck.pipe(
                        "start paper 60s --name lasting",
                        "start paper 300ms --name brief",
                        "wait-until brief.state is stopped within 20s",
                        "stop"))
                .as(deck.err())
                .isZero();
        assertThat(deck.out()).contains("lasting-1 · stopped: stop requested by stop");
    }

    @Test
    void aFailureThatWasExpectedDoesNot() throws Exception {
        assertThat(deck.pipe(FAILING, "wait-until state is stopped within 20s", "expect exit 1"))
                .as(deck.err())
                .isZero();
    }

    @Test
    void anExpectedMistypedCommandForgivesNoSession() throws Exception {
        assertThat(deck.pipe(FAILING, "wait-until state is stopped within 20s", "sopt", "expect exit 2"))
                .as(deck.err())
                .isEqualTo(1);
    }

    private static final String FAILING =
            "start paper 60s --open-within 200ms --rest-url http://127.0.0.1:1 --ws-url ws://127.0.0.1:1";

    @Test
    void aWaitIsOverWhenNothingIsLeftToWaitFor() throws Exception {
        assertThat(deck.pipe("start paper 300ms", "wait 10m", "expect state stopped"))
                .isZero();
        assertThat(deck.out()).contains("exit 0", "wait: over after", "paper-1 ended");
        assertThat(deck.out().indexOf("exit 0")).isLessThan(deck.out().indexOf("wait: over"));
    }

    @Test
    void aConditionThatCannotComeAnyMoreIsNotWaitedFor() throws Exception {
        assertThat(deck.pipe("start paper 300ms", "wait-until fills > 1000000 within 10m"))
                .isEqualTo(1);
        assertThat(deck.err()).contains("fills > 1000000 did not come before the end: it was ");
    }

    @Test
    void aConditionHasItsTime() throws Exception {
        assertThat(deck.pipe("wait-until sessions > 0 within 100ms")).isEqualTo(1);
        assertThat(deck.err()).contains("sessions > 0 did not come within 100ms: it was 0");
    }

    @Test
    void aScriptHasVariablesOfItsOwnAndASourcedOneThoseOfTheCaller() throws Exception {
        var script = script("one.try", "echo ${given}", "set given=changed", "set made=here");
        assertThat(deck.pipe(
                        "set given=before",
                        "run " + script + " given=passed",
                        "echo ${given}",
                        "source " + script,
                        "echo ${given} ${made}"))
                .isZero();
        assertThat(deck.out()).isEqualTo("passed\nbefore\nbefore\nchanged here\n");
    }

    @Test
    void aScriptThatIsRunDoesNotSeeTheCallersVariables() throws Exception {
        var script = script("one.try", "", "echo ${given}");
        assertThat(deck.pipe("set given=before", "run " + script)).isEqualTo(2);
        assertThat(deck.err())
                .isEqualTo("trysail: " + script
                        + ":2: unknown variable 'given': give it a value first, such as: set given=…\n");
    }

    @Test
    void aScriptThatRunsItselfEnds() throws Exception {
        var script = directory.resolve("loop.try");
        Files.writeString(script, "source " + script + "\n");
        assertThat(deck.pipe("source " + script)).isEqualTo(2);
        assertThat(deck.err()).contains("loop.try:1: ", "16 scripts deep").hasLineCount(1);
    }

    @Test
    void anExitEndsTheScriptThatSaysItAndNotItsCaller() throws Exception {
        var script = script("leave.try", "exit 7", "echo never");
        assertThat(deck.pipe("run " + script, "expect exit 7", "echo on")).isZero();
        assertThat(deck.out()).isEqualTo("on\n");
        assertThat(deck.pipe("source " + script, "echo never")).isEqualTo(7);
    }

    @Test
    void aFileThatIsNoScriptIsRefusedInOneLine() throws Exception {
        assertThat(deck.pipe("run nowhere.try")).isEqualTo(2);
        assertThat(deck.err())
                .isEqualTo("trysail: line 1: script 'nowhere.try' is not there: give the name of a .try file\n");
        var noise = Files.write(directory.resolve("noise"), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
        assertThat(deck.pipe("run " + noise)).isEqualTo(2);
        assertThat(deck.err()).contains("is not UTF-8 text");
    }

    @Test
    void receiptsOfARunAreJsonWhenThatIsAsked() throws Exception {
        var script = script("short.try", "start paper 200ms --journal ${journal}", "wait");
        assertThat(deck.pipe("run --json " + script + " journal=${journal}")).isZero();
        assertThat(deck.out()).startsWith("{\"session\":\"paper-1\"").hasLineCount(1);
    }

    @Test
    void aSessionIsKnownByItsNameWithoutTheNumberToo() throws Exception {
        assertThat(deck.pipe(
                        "start paper 60s --name one --quiet",
                        "start paper 60s --name two --quiet",
                        "wait-until one.frames > 0 within 20s",
                        "stop one",
                        "expect one.state is stopped",
                        "expect two-2.state is not stopped"))
                .as(deck.err())
                .isZero();
    }

    @Test
    void anAliasStandsForItsWordsAndHidesNoCommand() throws Exception {
        assertThat(deck.pipe("set what=there", "alias hi='echo hello ${what}'", "hi you", "alias"))
                .isZero();
        assertThat(deck.out()).isEqualTo("hello there you\nalias hi='echo hello ${what}'\n");
        assertThat(deck.pipe("alias stop='echo no'")).isEqualTo(2);
        assertThat(deck.err()).contains("alias 'stop' would hide the command of that name");
        assertThat(deck.pipe("alias --remove hi", "hi")).isEqualTo(2);
    }

    @Test
    void aWatchInAPipeGoesOnUntilItsSessionHasEnded() throws Exception {
        assertThat(deck.pipe("start paper 400ms --quiet", "watch 100ms sessions --json"))
                .isZero();
        var looks = deck.out().lines().filter(l -> l.startsWith("[{")).toList();
        assertThat(looks).hasSizeGreaterThan(1);
        assertThat(looks.getLast()).contains("stopped, exit 0");
        assertThat(deck.pipe("watch -n 2 100ms strategies --json")).isZero();
        assertThat(deck.pipe("watch 1s stop")).isEqualTo(2);
        assertThat(deck.err()).contains("'stop' shows nothing that could be watched");
    }

    @Test
    void aLogIsFollowedToItsSessionsEnd() throws Exception {
        assertThat(deck.pipe("start paper 400ms --quiet", "log -f", "log --last 1 paper-1"))
                .isZero();
        assertThat(deck.pipe("log nobody-7")).isEqualTo(2);
        assertThat(deck.err()).contains("no session 'nobody-7'");
    }

    @Test
    void aReceiptFromTheLogbookReadsAsItDidWhenItWasPrinted() throws Exception {
        assertThat(deck.pipe("start paper 300ms", "wait", "history paper-1")).isZero();
        var lines =
                deck.out().lines().skip(1).filter(l -> !l.startsWith("wait")).toList();
        var half = lines.size() / 2;
        assertThat(half).isGreaterThanOrEqualTo(9); // with a line for each position that is left
        assertThat(lines.subList(half, lines.size())).isEqualTo(lines.subList(0, half));
        assertThat(deck.pipe("history")).isZero();
        assertThat(deck.out()).contains("session  started", "duration reached");
        assertThat(deck.pipe("history paper-9")).isEqualTo(2);
        assertThat(deck.err()).contains("no session 'paper-9' in the logbook; did you mean 'paper-1'?");
    }

    @Test
    void quitIsExit() throws Exception {
        assertThat(deck.pipe("quit 4", "echo never")).isEqualTo(4);
        assertThat(deck.out()).isEmpty();
    }

    private Path script(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }
}
