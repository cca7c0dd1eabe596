package trysail.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.disk.JournalException;
import trysail.helm.Helm;
import trysail.journal.JournalFiles;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.SessionSpec;
import trysail.words.BadInput;

/** {@code journal adopt}: the copy of a journal directory whose original is gone counts as it. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Has copied or restored journals count as the original's, which must be gone for good.",
        description = {
            "",
            "The next start then cancels the orders that their sessions left at the venue. If the machine they were",
            "copied from still runs them, it loses its orders: then take another --journal DIR here instead."
        })
final class JournalAdoptCommand implements Callable<Integer> {
    private static final Duration ADOPTING = Duration.ofSeconds(60);

    private final Helm helm;
    private final SessionContext context = SessionContext.standalone("journal");

    @Option(names = "--journal", paramLabel = "DIR", description = "where journals and the logbook live")
    private String directory = "";

    JournalAdoptCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var where = directory.isEmpty() ? SessionSpec.paper().journal() : Path.of(directory);
        try {
            var adopted = JournalFiles.adopt(context, where, SessionClock.SYSTEM.deadline(ADOPTING));
            helm.console()
                    .print(
                            adopted.isEmpty()
                                    ? "nothing to adopt in " + where + ": no unfinished journal there is a copy\n"
                                    : "adopted " + String.join(", ", adopted)
                                            + ": the next start on their venue deals with their orders\n");
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }
}
