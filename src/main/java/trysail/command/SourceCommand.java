package trysail.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.words.BadInput;

/** {@code source FILE}: its lines, as if they were typed here. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        header = "Runs a file of commands as if they were typed here: variables and sessions stay.")
final class SourceCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", paramLabel = "FILE", description = "a .try file")
    private String file = "";

    @Option(names = "--keep-going", description = "a command that fails does not end it; the last one's code counts")
    private boolean keepGoing;

    @Option(names = "--json", description = "from the shell: the receipts of its sessions as JSON, one a line")
    private boolean json;

    SourceCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (helm.mode() == Helm.Mode.COMMAND) {
            return RunCommand.play(helm, file, List.of(), keepGoing, json);
        }
        try {
            return new Script(helm, new Commands(helm, System.getenv()), keepGoing).nested(Path.of(file));
        } catch (IOException e) {
            throw new BadInput("script '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
