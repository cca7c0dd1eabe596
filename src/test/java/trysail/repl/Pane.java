package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A real terminal that a test types at and looks at: a pane of a tmux server of its own. */
final class Pane implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String server = "trysail-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private final Path directory;

    private Pane(Path directory) {
        this.directory = directory;
    }

    /** A shell in a terminal of this size, in which {@link #product} can be run; the test is skipped without tmux. */
    static Pane open(Path directory, int columns, int rows) throws IOException, InterruptedException {
        assumeTrue(isInstalled("tmux"), "tmux is not installed: nothing real to type at");
        var pane = new Pane(directory);
        pane.tmux("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "env PS1='$ ' bash --norc --noprofile");
        pane.await(s -> s.contains("$"));
        return pane;
    }

    static boolean isInstalled(String program) {
        for (var folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a class of ours, and keeps what the terminal was like before it and after it; waits for its prompt. */
    Pane product(String main, String environment) throws IOException, InterruptedException {
        var java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.http.retryPost=false",
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-Dtrysail.terminal=true",
                "-Dtrysail.stdin-terminal=true",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                main);
        Files.writeString(directory.resolve("run"), """
                stty -g > '%1$s/before'
                env XDG_STATE_HOME='%1$s/state' TRYSAIL_JOURNAL='%1$s/journal' %2$s %3$s
                code=$?
                stty -g > '%1$s/after'
                echo "code $code"
                """.formatted(directory, environment, String.join(" ", java)));
        type(". '" + directory.resolve("run") + "'");
        key("Enter");
        await(s -> s.contains("trysail >"));
        return this;
    }

    /** What the terminal was like when the product ended is what it was like before. */
    void leftAsItWas() throws IOException {
        assertThat(Files.readString(directory.resolve("after")))
                .isEqualTo(Files.readString(directory.resolve("before")));
    }

    Pane type(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", "--", text);
        return this;
    }

    Pane key(String name) throws IOException, InterruptedException {
        tmux("send-keys", name);
        return this;
    }

    /** A line, and Enter. */
    Pane line(String text) throws IOException, InterruptedException {
        return type(text).key("Enter");
    }

    /** As a terminal pastes: marked as a paste. */
    Pane paste(String text) throws IOException, InterruptedException {
        tmux("set-buffer", text);
        tmux("paste-buffer", "-p", "-r");
        return this;
    }

    Pane resize(int columns, int rows) throws IOException, InterruptedException {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
        return this;
    }

    /** The process of the product in this pane. */
    ProcessHandle process() throws IOException, InterruptedException {
        var shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(shell).orElseThrow().descendants().findFirst().orElseThrow();
    }

    void killPane() throws IOException, InterruptedException {
        tmux("kill-pane");
    }

    /** What stands on the screen now. */
    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    /** What stands on the screen and above it. */
    String everything() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-J", "-S", "-");
    }

    /** Waits for the screen to be as wanted. */
    String await(Predicate<String> wanted) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var seen = screen();
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("the screen was:%n%s", seen).isLessThan(end);
            seen = screen();
        }
        return seen;
    }

    Pane awaitText(String text) throws IOException, InterruptedException {
        await(s -> s.contains(text));
        return this;
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null", "-u"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }
}
