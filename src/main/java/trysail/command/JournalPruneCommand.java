package trysail.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.disk.JournalException;
import trysail.helm.Helm;
import trysail.journal.Pruning;
import trysail.journal.Pruning.Pruned;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.SessionSpec;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code journal prune}: deletes the files of sessions that ended. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Deletes journals and logs of sessions that have ended; history still lists them.",
        description = {
            "",
            "Never one that lives, or one that died and waits for the next start to deal with its orders.",
            "With both options a session must be old, and not among the latest."
        },
        footer = {
            "",
            "Examples:",
            "  journal prune --older-than 30d      those that wrote nothing for thirty days",
            "  journal prune --keep 20             all but the latest twenty"
        })
final class JournalPruneCommand implements Callable<Integer> {
    private static final Duration DELETING = Duration.ofMinutes(10);
    private static final int NAMED = 8;

    private final Helm helm;
    private final SessionContext context = SessionContext.standalone("journal");

    @Option(names = "--older-than", paramLabel = "DURATION", description = "those that ended longer ago: 30d, 12h")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--keep", paramLabel = "N", description = "so many of the latest stay")
    private Optional<Integer> keep = Optional.empty();

    @Option(names = "--journal", paramLabel = "DIR", description = "where journals and the logbook live")
    private String directory = "";

    JournalPruneCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (olderThan.isEmpty() && keep.isEmpty()) {
            throw new BadInput("journal prune: say which, such as --older-than 30d or --keep 20");
        }
        if (keep.filter(n -> n < 0).isPresent()) {
            throw new BadInput("--keep " + keep.get() + " must be 0 or more");
        }
        var age = olderThan.map(text -> Durations.parse("--older-than", text));
        var where = directory.isEmpty() ? SessionSpec.paper().journal() : Path.of(directory);
        try {
            var pruned = Pruning.prune(context, where, age, keep.orElse(0), SessionClock.SYSTEM.deadline(DELETING));
            helm.console().print(words(pruned, where));
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static String words(Pruned pruned, Path where) {
        var text = new StringBuilder();
        var count = pruned.sessions().size();
        if (count == 0) {
            text.append("nothing to delete in ").append(where).append('\n');
        } else {
            text.append("deleted the files of ").append(count).append(count == 1 ? " session, " : " sessions, ");
            text.append(size(pruned.bytes())).append(": ");
            text.append(pruned.sessions().stream().limit(NAMED).collect(Collectors.joining(", ")));
            text.append(count > NAMED ? ", … " + pruned.sessions().getLast() : "")
                    .append('\n');
        }
        if (!pruned.unfinished().isEmpty()) {
            text.append("kept, for they live or wait for the next start to deal with their orders: ");
            text.append(String.join(", ", pruned.unfinished())).append('\n');
        }
        return text.toString();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
