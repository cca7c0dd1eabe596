package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.console.PlainConsole;
import trysail.console.Signals;
import trysail.picture.Paper;

/** The command line in a JVM of its own: what is printed, what the exit code says, what stays behind. */
class CommandLineTest {
    /** A port of the system's own that nothing listens on. */
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    private Path directory;

    @Test
    void aSessionEndsByItselfWithItsReceiptAsTheLastLine() throws Exception {
        try (var child = Child.start(directory, "start", "paper", "2s", "--json")) {
            assertThat(child.exitCode()).as(child.err()).isZero();

            var receipt = child.receipt();
            assertThat(receipt.get("reason").asText()).isEqualTo("duration reached");
            assertThat(receipt.get("exit_code").asInt()).isZero();
            assertThat(receipt.get("market_events").asLong()).isPositive();
            assertThat(receipt.at("/left/orders").asInt()).isZero();
            assertThat(receipt.at("/left/threads").asInt()).isZero();
            assertThat(receipt.at("/left/sockets").asInt()).isZero();
            assertThat(child.out().lines()).hasSize(1);
            assertThat(child.err()).isEmpty(); // A15: nothing at WARN or ERROR, no stack trace
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strat paper 60s | unknown command 'strat'; did you mean 'start'?",
                "start paper 60s --feed recording:no-such-file.gz | no-such-file.gz",
                "start paper 60s --config nowhere.yaml | nowhere.yaml",
                "start paper 60s --symbols ,BTC-USDT | --symbols ''",
                "help strat | unknown command 'strat'; did you mean 'start'?",
            })
    void wrongWordsAreOneClearLineAndExitCodeTwo(String words, String line) throws Exception {
        try (var child = Child.start(directory, words.split(" "))) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("trysail: ")
                    .contains(line);
            assertThat(child.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start papr 60s | unknown mode 'papr'; did you mean 'paper'?",
                "start paper 60x | duration '60x' is not a duration",
                "start paper 60s --venue binance | unknown venue 'binance'",
                "start paper 60s --strategy quotr | quoter",
                "start paper 60s --stop-within 100ms | at least 500ms",
                "start paper 60s --open-within 0s | --open-within '0s' is not a duration",
                "start paper 60s --speed fast | speed 'fast'",
                "start paper 60s --fault mud | mud",
                "start paper 60s --no-such-option | --no-such-option",
                "start paper 60s --capital lots | 'lots'",
                "start paper 60s --on-stop sell | keep, cancel or flatten",
            })
    void everyWrongWordIsRefusedInOneLine(
            String words, String line) { // in this process: the line is read before opening
        var err = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        try (var console = new PlainConsole(
                Paper.plain(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))) {
            assertThat(Trysail.command(List.of(words.split(" ")), new Signals(), console))
                    .isEqualTo(2);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("trysail: ")
                .contains(line);
        assertThat(out.size()).isZero();
    }

    @Test
    void aSessionIsStoppedFromAnotherProcess() throws Exception {
        var journal = directory.resolve("journal").toString();
        try (var child = Child.start(directory, "start", "paper", "10m", "--json", "--journal", journal)) {
            var seen = new StringBuilder();
            do { // until it runs there
                try (var other = Child.start(directory, "status", "--json", "--journal", journal)) {
                    other.exitCode();
                    seen.append(other.out());
                }
            } while (!seen.toString().contains("\"running\""));
            try (var other = Child.start(directory, "stop", "--json", "--journal", journal)) {
                assertThat(other.exitCode()).as(other.err()).isZero();
                assertThat(other.receipt().get("reason").asText()).contains("stop requested");
            }
            assertThat(child.exitCode()).as(child.err()).isZero();
            assertThat(child.receipt().get("exit_code").asInt()).isZero();
        }
    }

    @Test
    void aJournalDirectoryThatCannotBeWrittenIsRefusedBeforeOpening() throws Exception {
        var file = Files.writeString(directory.resolve("a-file"), "");
        try (var child = Child.start(directory, "start", "paper", "1s", "--journal", file.toString())) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.err()).contains(file.toString(), "--journal");
        }
    }

    @Test
    void aVenueThatIsNotThereIsToldAtOnceAndAStopStillReachesTheSession() throws Exception {
        try (var child = Child.start(
                directory,
                "start",
                "paper",
                "60s",
                "--json",
                "--rest-url",
                NOBODY,
                "--ws-url",
                NOBODY.replace("http", "ws"))) {
            assertThat(child.awaitErr(err -> err.endsWith("\n")).lines())
                    .singleElement()
                    .asString()
                    .startsWith("trysail: paper-1: venue not reached: binance-usdm at " + NOBODY + ": ")
                    .containsPattern("Connection refused.*; trying again until ");
            assertThat(child.signal("TERM").exitCode()).isEqualTo(143);
            assertThat(child.receipt().get("ran_ms").isNull()).isTrue();
            assertThat(Files.readString(directory.resolve("journal").resolve("paper-1.log")))
                    .contains("venue not reached: binance-usdm at " + NOBODY);
        }
    }

    @Test
    void versionSaysOursAndTheJdks() throws Exception {
        try (var child = Child.start(directory, "version")) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).matches("(?s)trysail \\d+\\.\\d+\\.\\d+ .*JDK .*");
        }
    }

    @Test
    void theOldBotsWordsAreUnderstood() throws Exception {
        try (var child = Child.start(directory, "--paper", "--duration", "1", "--json")) {
            assertThat(child.exitCode()).as(child.err()).isZero();
            assertThat(child.receipt().get("session").asText()).isEqualTo("paper-1");
        }
    }

    @Test
    void threeRunsInARowStartAtOnceAndTheLogbookKeepsTheirReceipts() throws Exception {
        for (var run = 1; run <= 3; run++) {
            try (var child = Child.start(directory, "start", "paper", "200ms", "--json")) {
                assertThat(child.exitCode()).as(child.err()).isZero();
                assertThat(child.receipt().get("session").asText()).isEqualTo("paper-" + run);
            }
        }
        try (var child = Child.start(directory, "history")) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.out()).contains("paper-1", "paper-2", "paper-3", "duration reached");
        }
    }
}
