package trysail.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.ScriptState;
import trysail.words.BadInput;

/** {@code run scripts/two-sessions.try}: a file of commands, with variables of its own. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Runs a file of commands as a script of its own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  run scripts/two-sessions.try",
            "  run scripts/three-runs.try feed=synthetic:5",
            "The first command that fails ends it with its code, unless the next line is an expect exit.",
            "From the shell the sessions still running at its end are stopped; elsewhere they go on."
        })
final class RunCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", paramLabel = "FILE", description = "a .try file")
    private String file = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "variables it begins with")
    private List<String> pairs = new ArrayList<>();

    @Option(names = "--keep-going", description = "a command that fails does not end it; the last one's code counts")
    private boolean keepGoing;

    @Option(names = "--json", description = "the receipts of its sessions as JSON, one a line")
    private boolean json;

    RunCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        return play(helm, file, pairs, keepGoing, json);
    }

    /** Runs a file on a page of its own. */
    static int play(Helm helm, String file, List<String> pairs, boolean keepGoing, boolean json)
            throws InterruptedException {
        var shell = helm.mode() == Helm.Mode.COMMAND;
        var here = shell
                ? new Helm(helm.sessions(), helm.signals(), helm.console(), Helm.Mode.SCRIPT, Catalogue::has)
                : helm;
        var outer = here.page();
        var page = new ScriptState(json || outer.json(), outer.depth());
        SetCommand.give(pairs, page.variables());
        here.turn(page);
        try {
            var script = new Script(here, new Commands(here, System.getenv()), keepGoing);
            return shell ? script.file(Path.of(file)) : script.nested(Path.of(file));
        } catch (IOException e) {
            throw new BadInput("script '" + file + "' cannot be read: " + e.getMessage(), e);
        } finally {
            here.turn(outer);
        }
    }
}
