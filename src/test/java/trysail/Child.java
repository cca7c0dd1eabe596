package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command line in a JVM of its own, as a user runs it: real signals, real exit codes, real standard output. */
final class Child implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final java.lang.Process process;
    private final Path out;
    private final Path err;

    private Child(java.lang.Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Child start(Path directory, String... words) throws IOException {
        return start(directory, Map.of(), words);
    }

    static Child start(Path directory, Map<String, String> environment, String... words) throws IOException {
        var out = Files.createTempFile(directory, "child", ".out");
        return start(directory, environment, command(words), out);
    }

    /** One whose standard output is a pipe that is full, and that nobody reads. */
    static Child startStalled(Path directory, String... words) throws IOException {
        var stall = "mkfifo \"$0\" && exec 3<>\"$0\" && dd if=/dev/zero of=\"$0\" bs=65536 count=1 oflag=nonblock"
                + " 2>/dev/null && exec \"$@\" >&3";
        var command = new ArrayList<>(
                List.of("bash", "-c", stall, directory.resolve("stalled").toString()));
        command.addAll(command(words));
        return start(directory, Map.of(), command, Files.createTempFile(directory, "child", ".out"));
    }

    private static List<String> command(String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.http.retryPost=false",
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "trysail.Trysail"));
        command.addAll(List.of(words));
        return command;
    }

    private static Child start(Path directory, Map<String, String> environment, List<String> command, Path out)
            throws IOException {
        var err = Files.createTempFile(directory, "child", ".err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .put("TRYSAIL_JOURNAL", directory.resolve("journal").toString());
        return new Child(builder.start(), out, err);
    }

    /** Types a line into its standard input. */
    Child type(String line) throws IOException {
        var keyboard = process.outputWriter();
        keyboard.write(line + "\n");
        keyboard.flush();
        return this;
    }

    /** Says something on the child's standard input, which stays open. */
    Child say(String lines) throws IOException {
        process.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** No more on its standard input. */
    Child endInput() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    Child signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        return this;
    }

    /** Waits for what the child prints, on standard output, to satisfy a condition. */
    String awaitOut(Predicate<String> condition) throws IOException, InterruptedException {
        return await(out, condition);
    }

    /** As {@link #awaitOut}, on standard error. */
    String awaitErr(Predicate<String> condition) throws IOException, InterruptedException {
        return await(err, condition);
    }

    private String await(Path file, Predicate<String> condition) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var text = Files.readString(file);
            if (condition.test(text)) {
                return text;
            }
            if (!process.isAlive()) {
                break;
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        var text = Files.readString(file);
        assertThat(condition.test(text)).as("out: %s%nerr: %s", text, err()).isTrue();
        return text;
    }

    int exitCode() throws InterruptedException, IOException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("still running; out: %s%nerr: %s", out(), err())
                .isTrue();
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** The last line of standard output as JSON. */
    JsonNode receipt() throws IOException {
        var lines = out().lines().toList();
        assertThat(lines).as("no output; err: %s", err()).isNotEmpty();
        return JSON.readTree(lines.getLast());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
