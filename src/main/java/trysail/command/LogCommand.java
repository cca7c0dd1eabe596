package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.past.AnySession;
import trysail.past.SessionByName;
import trysail.scope.SessionClock;
import trysail.words.BadInput;

/** {@code log -f}: the end of a session's log file, and what comes. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "The end of a session's log; -f goes on until the session or Ctrl+C ends it.",
        footerHeading = "%nExamples:%n",
        footer = {"  log -f", "  log --session paper-3 --last 200", "  log paper-3 --json"})
final class LogCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Helm helm;

    @Mixin
    private AnySession which = new AnySession();

    @Option(
            names = {"-f", "--follow"},
            description = "print what comes, until the session has ended")
    private boolean follow;

    @Option(names = "--last", paramLabel = "N", description = "how many lines", defaultValue = "20")
    private int last;

    @Mixin
    private JsonOption json = new JsonOption();

    LogCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (last < 0) {
            throw new BadInput("--last " + last + " must not be negative");
        }
        var found = which.find(helm);
        var tail = new Tail(found.directory(), found.name(), found.live().isPresent());
        try {
            show(tail.end(last));
            while (follow && !helm.console().gone()) {
                var over = over(found); // before the look: what it wrote is seen
                show(tail.more());
                if (over) {
                    break;
                }
                SessionClock.SYSTEM.sleep(LOOK_EVERY);
            }
        } catch (IOException e) {
            throw new BadInput(
                    "the log " + tail.file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
        return 0;
    }

    /** A session of another process is over when its lock is gone: one that was killed leaves it. */
    private static boolean over(SessionByName.Found found) {
        return found.live()
                .map(s -> s.receipt().isPresent())
                .orElseGet(() -> !Files.exists(found.directory().resolve(found.name() + ".lock")));
    }

    private void show(String text) {
        if (json.wanted()) {
            text.lines().forEach(l -> helm.console().print(object(l) + "\n"));
        } else if (!text.isEmpty()) {
            helm.console().print(text);
        }
    }

    /** A line of a log for programs is an object already; one of a log for people becomes one. */
    private static String object(String line) {
        return line.startsWith("{\"ts\":")
                ? line
                : JsonNodeFactory.instance.objectNode().put("line", line).toString();
    }

    /** A file that grows, whole lines at a time; when it was full and begun anew, the end of the old one first. */
    private static final class Tail {
        private static final int MOST = 1 << 20;

        private final Path file;
        private final Path before;
        private long at;

        /** @param toCome of a session that has only just begun there may be none yet */
        private Tail(Path directory, String session, boolean toCome) {
            file = directory.resolve(session + ".log");
            before = directory.resolve(session + ".log.1");
            if (!toCome && !Files.isRegularFile(file)) {
                throw new BadInput("no log " + file + ": see history for the sessions there were");
            }
        }

        private String end(int lines) throws IOException {
            if (!Files.isRegularFile(file)) {
                return "";
            }
            at = Math.max(0, Files.size(file) - MOST);
            var all = new ArrayList<>(more().lines().toList());
            if (all.size() < lines && Files.isRegularFile(before)) {
                all.addAll(
                        0,
                        text(read(before, Math.max(0, Files.size(before) - MOST)))
                                .lines()
                                .toList());
            }
            var some = all.subList(Math.max(0, all.size() - lines), all.size());
            return some.isEmpty() ? "" : String.join("\n", some) + "\n";
        }

        private String more() throws IOException {
            if (!Files.isRegularFile(file)) {
                return "";
            }
            var rest = "";
            if (Files.size(file) < at) {
                rest = Files.isRegularFile(before) ? text(read(before, at)) : "";
                at = 0;
            }
            var bytes = read(file, at);
            at += bytes.length;
            return rest + text(bytes);
        }

        private static String text(byte[] lines) {
            return new String(lines, StandardCharsets.UTF_8);
        }

        /** Whole lines from there on, a megabyte at the most. */
        private static byte[] read(Path file, long from) throws IOException {
            try (var in = Files.newInputStream(file)) {
                in.skip(from);
                var bytes = in.readNBytes(MOST);
                var whole = bytes.length;
                while (whole > 0 && bytes[whole - 1] != '\n') {
                    whole--;
                }
                return Arrays.copyOf(bytes, whole);
            }
        }
    }
}
