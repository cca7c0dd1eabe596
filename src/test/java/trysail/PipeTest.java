package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands from a real pipe and from files, in a process of their own. */
class PipeTest {
    @TempDir
    private Path directory;

    @Test
    void aPipeIsAnsweredWithoutPromptOrColourAndEndsWithItsCode() throws Exception {
        try (var child = Child.start(directory)) {
            child.say("sessions\nstrat\nsessions\n").endInput();

            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.out()).isEqualTo("no session here: start paper 60s\n");
            assertThat(child.err()).isEqualTo("trysail: line 2: unknown command 'strat'; did you mean 'start'?\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsAScriptThatWaitsForAPipeNobodyWritesTo(String signal, int code) throws Exception { // A10
        try (var child = Child.start(directory)) {
            child.say("start paper 10m\nwait-until frames > 0 within 30s\necho underway\n");
            child.awaitOut(out -> out.contains("underway"));

            assertThat(child.signal(signal).exitCode()).as(child.err()).isEqualTo(code);

            assertThat(child.out()).contains("stopped: SIG" + signal, "exit " + code, "left      0 threads");
            assertThat(child.err()).isEmpty();
        }
    }

    @Test
    void aSignalEndsAFileInTheMiddleOfAWait() throws Exception { // A10
        var file = Files.writeString(
                directory.resolve("long.try"),
                "start paper 10m\nwait-until frames > 0 within 30s\necho underway\nwait 10m\necho never\n");
        try (var child = Child.start(directory, "run", file.toString())) {
            child.awaitOut(out -> out.contains("underway"));

            assertThat(child.signal("INT").exitCode()).as(child.err()).isEqualTo(130);

            assertThat(child.out()).contains("stopped: SIGINT").doesNotContain("never");
            assertThat(child.err()).isEmpty();
        }
    }

    @Test
    void theScriptsThatComeWithItRunClean() throws Exception {
        var scripts = Path.of("scripts").toAbsolutePath();
        var all = Files.writeString(directory.resolve("all.try"), """
                run %1$s/two-sessions.try feed=synthetic:2
                run %1$s/three-runs.try lasting=300ms
                run %1$s/flapping-venue.try calm=1s
                """.formatted(scripts));
        try (var child = Child.start(directory, "run", all.toString())) {
            assertThat(child.exitCode()).as(child.out() + child.err()).isZero();
            assertThat(child.out()).contains("Third of three", "crosses-2 · stopped", "flaps-6 · stopped");
            assertThat(child.err()).isEmpty();
        }
    }
}
