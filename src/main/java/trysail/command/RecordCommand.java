package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.look.Recorded;
import trysail.session.Session;
import trysail.words.BadInput;

/** {@code record}: the raw frames of a running session's market into a file that {@code replay} plays. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes a session's raw market frames to a file that replay plays; record stop ends it.",
        footer = {
            "",
            "Examples:",
            "  record today.raw.gz           the current session's frames, compressed",
            "  record                        how far it has come",
            "  record stop",
            "  start replay today.raw.gz"
        })
final class RecordCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE|stop", description = "where to, gzip for .gz; or stop")
    private String file = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "SESSION", description = "default: the current one")
    private String session = "";

    @Option(names = "--force", description = "overwrite a file that is there")
    private boolean force;

    @Mixin
    private JsonOption json = new JsonOption();

    RecordCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var whose = helm.pick(session);
        if (file.isEmpty()) {
            say(whose, whose.recording().orElseThrow(() -> none(whose)), "is being recorded");
            return 0;
        }
        if (file.equals("stop")) {
            var done = whose.stopRecording().orElseThrow(() -> none(whose));
            say(whose, done, "recorded");
            return done.trouble().isPresent() ? 1 : 0;
        }
        whose.record(Path.of(file), force, line -> helm.console().announce(line + "\n"));
        say(whose, whose.recording().orElseThrow(() -> none(whose)), "is being recorded");
        return 0;
    }

    private static BadInput none(Session whose) {
        return new BadInput(whose.name() + " is not being recorded: record FILE begins");
    }

    private void say(Session whose, Recorded now, String what) {
        json.print(helm.console(), json(whose, now), text(whose, now, what));
    }

    private static String text(Session whose, Recorded now, String what) {
        return "%s %s to %s: %,d frames, %,d books, %,d kB%s%s%n"
                .formatted(
                        whose.name(),
                        what,
                        now.file(),
                        now.frames(),
                        now.books(),
                        now.bytes() / 1_000,
                        now.dropped() == 0 ? "" : ", %,d dropped because the disk is slow".formatted(now.dropped()),
                        now.trouble().map(t -> "; " + t).orElse(""));
    }

    private static JsonNode json(Session whose, Recorded now) {
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("session", whose.name())
                .put("file", now.file().toString())
                .put("frames", now.frames())
                .put("books", now.books())
                .put("bytes", now.bytes())
                .put("dropped", now.dropped());
        now.trouble().ifPresent(t -> node.put("trouble", t));
        return node;
    }
}
