package trysail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts in a JVM of their own: what they print, how they end, what becomes of their sessions. */
class JShellTest {
    private static final Path RECORDING = Path.of("..", "shared", "data", "binance-usdm-btcusdt-20240808.raw.gz");
    private static final Path SHIPPED = Path.of("jshell").toAbsolutePath();

    /** A session that runs when the script goes on. */
    private static final String STARTED = "var s = start(paper(\"60s\").feed(synthetic(7)));\n"
            + "while (s.snapshot().frames() == 0) Thread.sleep(20);\nSystem.out.println(\"up\");\n";

    @TempDir
    private Path directory;

    private Child script(String text, String... args) throws Exception {
        return run(Files.writeString(directory.resolve("test.jsh"), text), args);
    }

    private Child run(Path file, String... args) throws Exception {
        var words = new java.util.ArrayList<>(List.of("jshell", file.toString()));
        words.addAll(List.of(args));
        var own = Files.createTempDirectory(directory, "run");
        return Child.start(own, Map.of("TRYSAIL_RECORDING", ""), words.toArray(String[]::new));
    }

    @Test
    void theShippedScriptsDoWhatTheySay() throws Exception {
        try (var first = run(SHIPPED.resolve("first-session.jsh"));
                var two = run(SHIPPED.resolve("two-sessions.jsh"));
                var custom = run(SHIPPED.resolve("custom-strategy.jsh"));
                var drill = run(SHIPPED.resolve("failure-drill.jsh"));
                var sweep = run(SHIPPED.resolve("sweep.jsh"))) {
            for (var child : List.of(first, two, custom, drill, sweep)) {
                assertThat(child.exitCode()).as(child.out() + child.err()).isZero();
                assertThat(child.err()).isEmpty();
            }
            assertThat(first.out())
                    .contains("started paper-1", "stopped: stop requested by stop", "exit 0", "left      0 threads")
                    .containsPattern("\\d+ market frames, [1-9]\\d* fills, profit and loss -?\\d+\\.\\d{4} USDT");
            assertThat(two.out())
                    .contains("running: narrow-1 and wide-2")
                    .containsPattern("(?m)^narrow-1 +[1-9]\\d* +\\d+ +-?\\d+\\.\\d{4}$")
                    .containsPattern("(?m)^better: (narrow-1|wide-2)$");
            assertThat(custom.out())
                    .containsPattern("bought 0\\.\\d+ BTC-USDT at \\d+")
                    .containsPattern("it saw [1-9]\\d* quotes; 2 fills")
                    .contains("exit code 0");
            assertThat(drill.out().lines())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .filteredOn(l -> !l.startsWith(" "))
                    .allMatch(l -> l.matches(".* exit [013], stopped in +\\d+ ms, orders \\{.*}"));
            assertThat(sweep.out())
                    .isEqualTo("this needs a recording: name one as the script's argument or in TRYSAIL_RECORDING\n");
        }
    }

    @Test
    void theSweepTriesEveryPairOnTheRecording() throws Exception {
        assumeThat(RECORDING).as("a recording to sweep over").exists();
        try (var child = run(SHIPPED.resolve("sweep.jsh"), RECORDING.toString())) {
            assertThat(child.exitCode()).as(child.err()).isZero();
            assertThat(child.out().lines().filter(l -> l.contains(" 93953 "))).hasSize(4);
            assertThat(child.out()).containsPattern("(?m)^best: fast=[25], slow=(10|30)$");
        }
    }

    @Test
    void anUncaughtExceptionEndsTheScriptAndItsSessionsAndIsToldByLine() throws Exception {
        try (var child = script(STARTED + "int boom() {\n    throw new IllegalStateException(\"boom\");\n}\nboom();\n"
                + "System.out.println(\"never\");\n")) {
            assertThat(child.exitCode()).as(child.out() + child.err()).isEqualTo(1);
            assertThat(child.err())
                    .contains("test.jsh:5: java.lang.IllegalStateException: boom", "boom(", "test.jsh:7)");
            assertThat(child.out())
                    .contains("up", "stopped: stop requested by the end of its script", "left      0 threads")
                    .doesNotContain("never");
        }
    }

    @Test
    void aFileThatIsNotThereEndsTheScriptsSessionsToo() throws Exception {
        try (var child = script(STARTED + "/open not-there.jsh\n")) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.err()).contains("not-there.jsh");
            assertThat(child.out()).contains("paper-1 · stopped", "left      0 threads");
        }
    }

    @Test
    void aCompileErrorIsToldWithItsLineAndEndsTheScriptsSessions() throws Exception {
        try (var child = script(STARTED + "var x = s.nothing();\n")) {
            assertThat(child.exitCode()).isEqualTo(1);
            assertThat(child.err()).contains("test.jsh:4: cannot find symbol", "  var x = s.nothing();\n           ^");
            assertThat(child.out()).contains("left      0 threads");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/exit 5 | 5",
                "/exit | 0",
                "int code = args.length; /exit code + 1 | 3",
                "System.out.println(args[1]); | 0",
                "start(paper('60s').feed(recording('nowhere.gz'))); | 0",
            })
    void theExitCodeIsTheScriptsOwn(String text, int code) throws Exception {
        try (var child = script(text.replace('\'', '"').replace("; /", ";\n/") + "\n", "one", "--two")) {
            assertThat(child.exitCode()).as(child.err()).isEqualTo(code);
            assertThat(child.err()).isEmpty();
            if (text.contains("nowhere")) {
                assertThat(child.out()).contains("there is no recording 'nowhere.gz'");
            } else if (text.contains("args[1]")) {
                assertThat(child.out()).isEqualTo("--two\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"INT | 130 | await(s)", "TERM | 143 | while (true) { }"})
    void aSignalStopsTheScriptAndItsSessionsWithReceipts(String signal, int code, String last) throws Exception {
        try (var child = script(STARTED + last + ";\n")) {
            child.awaitOut(out -> out.contains("up"));

            assertThat(child.signal(signal).exitCode())
                    .as(child.out() + child.err())
                    .isEqualTo(code);
            assertThat(child.out()).contains("stopped: SIG" + signal, "exit " + code, "left      0 threads");
            assertThat(child.err()).isEmpty();
        }
    }

    @Test
    void aStrategyFileTradesAndOneThatDoesNotCompileOpensNothing() throws Exception {
        var mine = SHIPPED.resolve("my-strategy.jsh");
        try (var child = Child.start(directory, "start", "paper", "3s", "--strategy", mine.toString(), "--json")) {
            assertThat(child.exitCode()).as(child.err()).isZero();
            assertThat(child.receipt().get("reason").asText()).isEqualTo("duration reached");
        }
        var wrong = Files.writeString(
                directory.resolve("wrong.jsh"),
                Files.readString(mine).replace("instrument.smallestSize(", "smallest("));
        var own = Files.createTempDirectory(directory, "run");
        try (var child = Child.start(own, "start", "paper", "60s", "--strategy", wrong.toString())) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.err()).contains("wrong.jsh:", "smallest");
            assertThat(own.resolve("journal")).doesNotExist();
        }
    }
}
