package trysail.helm;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import trysail.session.SessionSpec;

/** What several commands take. */
public final class CommonOptions {
    @Option(names = "--journal", paramLabel = "DIR", description = "where journals and the logbook live")
    private String journal = "";

    @Option(names = "--config", paramLabel = "FILE.yaml", description = "a file of options, one a line")
    @SuppressWarnings("UnusedVariable") // Settings reads it, before the command line is parsed
    private String config = "";

    @Option(names = "--json", description = "the receipt as JSON, the last line of standard output; nothing else there")
    private boolean json;

    @Option(names = "--quiet", description = "no live line")
    private boolean quiet;

    @Option(names = "--verbose", description = "the session's log on standard error too")
    private boolean verbose;

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    public SessionSpec applyTo(SessionSpec spec) {
        var with = spec.verbose(verbose);
        return journal.isEmpty() ? with : with.journal(Path.of(journal));
    }
}
