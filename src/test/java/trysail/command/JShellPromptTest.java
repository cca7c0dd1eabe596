package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.console.Console;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.scope.StopReason;
import trysail.session.Sessions;

/** {@code jshell} at the prompt: lines typed into a shell of the running process. */
class JShellPromptTest {
    @TempDir
    private Path directory;

    private final Typing console = new Typing();
    private final Helm helm = new Helm(Sessions.shared(), new Signals(), console, Helm.Mode.PROMPT, Catalogue::has);

    /** A person who types these lines; {@code ^C} is Ctrl+C, the end is Ctrl+D. */
    private static final class Typing implements Console {
        private final Deque<String> lines = new ArrayDeque<>();
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public Line readLine(String prompt) {
            seen.add(prompt);
            var line = lines.poll();
            return line == null ? new Line.End() : line.equals("^C") ? new Line.Cleared() : new Line.Typed(line);
        }

        @Override
        public Paper paper() {
            return Paper.plain();
        }

        @Override
        public void print(String text) {
            seen.add(text);
        }

        @Override
        public void announce(String text) {
            seen.add(text);
        }

        @Override
        public void complain(String line) {
            seen.add("! " + line);
        }

        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public void live(Supplier<String> picture, Duration every) {}

        @Override
        public Optional<Character> ask(String question, String choices) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void stopWhatRuns() throws Exception {
        helm.stopAll(new StopReason.StopRequested("the test's end"));
    }

    @Test
    void linesAreEvaluatedUntilTheEndAndWhatWasStartedStaysAtTheHelm() throws Exception { // F8
        console.lines.addAll(List.of(
                "int twice(int x) {",
                "    return 2 * x;",
                "}",
                "twice(21)",
                "int never = (",
                "^C",
                "nowhere",
                "var s = start(paper().journal(Path.of(\"" + directory + "\")))"));

        assertThat(new Commands(helm, java.util.Map.of()).line("jshell")).isZero();

        assertThat(console.seen)
                .contains("   ...> ")
                .anyMatch(l -> l.matches("\\$\\d+ ==> 42\n"))
                .anyMatch(l -> l.startsWith("! cannot find symbol"))
                .anyMatch(l -> l.startsWith("s ==> paper-"));
        var session = Sessions.shared().running().getFirst();
        assertThat(helm.current()).contains(session);
        assertThat(session.stop().exitCode()).isZero();
    }

    @Test
    void aScriptAtThePromptEndsItsOwnSessionsAndLeavesTheOthers() throws Exception {
        var other = helm.begin(trysail.session.SessionSpec.paper().journal(directory), true);
        var script = Files.writeString(
                directory.resolve("a.jsh"),
                "var s = start(paper().journal(Path.of(\"" + directory + "\")));\n"
                        + "System.setProperty(\"trysail.test.script\", s.name());\n/exit 7\n");
        try {
            assertThat(new Commands(helm, java.util.Map.of()).line("jshell " + script))
                    .isEqualTo(7);

            assertThat(console.seen)
                    .anyMatch(l -> l.startsWith(System.getProperty("trysail.test.script") + " · stopped"));
            assertThat(Sessions.shared().running()).containsExactly(other);
        } finally {
            System.clearProperty("trysail.test.script");
        }
    }
}
