package trysail.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The command line in a process of its own: the same java, class path and flags as this one. */
final class ChildJvm implements AutoCloseable {
    private static final Duration LAST = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    /** SIGHUP, SIGINT and SIGTERM in a mask of signals. */
    private static final long ENDING = 0x4003;

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path journal;

    private ChildJvm(Process process, Path out, Path err, Path journal) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.journal = journal;
    }

    /** Starts it with these words; without words it takes commands from its standard input. */
    static ChildJvm start(Path directory, Map<String, String> environment, List<String> words) throws IOException {
        var out = Files.createTempFile(directory, "child", ".out");
        var err = Files.createTempFile(directory, "child", ".err");
        var journal = directory.resolve("journal");
        var command = new ArrayList<>(hearing());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "trysail.Trysail"));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("TRYSAIL_"));
        builder.environment().put("TRYSAIL_JOURNAL", journal.toString());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), out, err, journal);
    }

    /**
     * The words before {@code java} by which the child hears signals that this process ignores, having been started in
     * the background ({@code nohup}, {@code &}); none where it ignores none or there is no such {@code env}.
     */
    private static List<String> hearing() throws IOException {
        var env = List.of("env", "--default-signal=HUP,INT,TERM");
        return ignored() && knows(env) ? env : List.of();
    }

    private static boolean ignored() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("SigIgn:"))
                    .map(l -> Long.parseUnsignedLong(
                            l.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask & ENDING) != 0);
        }
    }

    private static boolean knows(List<String> env) throws IOException {
        var command = new ArrayList<>(env);
        command.add("true");
        try {
            var tried = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tried.waitFor(LAST.toMillis(), TimeUnit.MILLISECONDS) && tried.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Those of this process, without what is for one process alone: agents, terminals, sizes. */
    static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(f -> !f.startsWith("-javaagent")
                        && !f.startsWith("-agentlib")
                        && !f.startsWith("-Dtrysail.")
                        && !f.startsWith("-XX:ArchiveClassesAtExit")
                        && !f.startsWith("-Xmx"))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    Path journal() {
        return journal;
    }

    /** Types a line into it. */
    void type(String line) throws IOException {
        var in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .start()
                .waitFor(LAST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until its output is as asked; false when it ended, or the deadline came, before that. */
    boolean awaitOut(Predicate<String> asked, Deadline deadline) throws InterruptedException {
        while (!asked.test(out())) {
            if (deadline.expired() || !process.isAlive()) {
                return asked.test(out());
            }
            SessionClock.SYSTEM.sleep(LOOK_EVERY);
        }
        return true;
    }

    /** Its exit code; -1 when it had to be killed at the deadline. */
    int awaitExit(Deadline deadline) throws InterruptedException {
        return process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : -1;
    }

    boolean alive() {
        return process.isAlive();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it lives, and waits until it writes nothing any more. */
    @Override
    public void close() {
        try {
            var unused = process.destroyForcibly().waitFor(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
