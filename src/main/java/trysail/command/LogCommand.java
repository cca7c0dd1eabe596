package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.scope.SessionClock;
import trysail.session.SessionSpec;
import trysail.words.BadInput;

/** {@code log -f}: the end of a session's log file, and what comes. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "The end of a session's log; -f goes on until the session or Ctrl+C ends it.")
final class LogCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SESSION", description = "its name; default: the current one")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "print what comes, until the session has ended")
    private boolean follow;

    @Option(names = "--last", paramLabel = "N", description = "how many lines", defaultValue = "20")
    private int last;

    @Option(names = "--journal", paramLabel = "DIR", description = "where a past session's log is")
    private String journal = "";

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
        var session = helm.known().stream().filter(s -> s.name().equals(name)).findFirst();
        if (name.isEmpty()) {
            session = java.util.Optional.of(helm.pick(""));
        } else if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new BadInput("'" + name + "' is no session's name");
        }
        var called = session.map(s -> s.name()).orElse(name);
        var directory = session.map(s -> s.spec().journal())
                .orElseGet(() -> journal.isEmpty() ? SessionSpec.paper().journal() : Path.of(journal));
        var tail = new Tail(directory.resolve(called + ".log"), session.isPresent());
        try {
            show(tail.end(last));
            while (follow && session.isPresent() && !helm.console().gone()) {
                var over = session.get().receipt().isPresent(); // before the look: what it wrote is seen
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

    private void show(String text) {
        if (json.wanted()) {
            text.lines()
                    .forEach(l -> helm.console()
                            .print(JsonNodeFactory.instance.objectNode().put("line", l) + "\n"));
        } else if (!text.isEmpty()) {
            helm.console().print(text);
        }
    }

    /** A file that grows, whole lines at a time. */
    private static final class Tail {
        private static final int MOST = 1 << 20;

        private final Path file;
        private long at;

        /** @param toCome of a session that has only just begun there may be none yet */
        private Tail(Path file, boolean toCome) {
            this.file = file;
            if (!toCome && !Files.isRegularFile(file)) {
                throw new BadInput("no log " + file + ": see history for the sessions there were");
            }
        }

        private String end(int lines) throws IOException {
            if (!Files.isRegularFile(file)) {
                return "";
            }
            at = Math.max(0, Files.size(file) - MOST);
            var all = more().lines().toList();
            var some = all.subList(Math.max(0, all.size() - lines), all.size());
            return some.isEmpty() ? "" : String.join("\n", some) + "\n";
        }

        private String more() throws IOException {
            if (!Files.isRegularFile(file)) {
                return "";
            }
            try (var in = Files.newInputStream(file)) {
                in.skipNBytes(at);
                var bytes = in.readNBytes(MOST);
                var whole = bytes.length;
                while (whole > 0 && bytes[whole - 1] != '\n') {
                    whole--;
                }
                at += whole;
                return new String(bytes, 0, whole, StandardCharsets.UTF_8);
            }
        }
    }
}
