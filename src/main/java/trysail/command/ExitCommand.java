package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exit}: ends the process, after the sessions. */
@Command(
        name = "exit",
        aliases = "quit",
        mixinStandardHelpOptions = true,
        header = "Ends Trysail; asks what to do with sessions that still run.")
final class ExitCommand implements Callable<Integer> {
    private final Helm helm;

    @Option(names = "--force", description = "stop what runs, as each was told to stop, and ask nothing")
    private boolean force;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "the exit code", defaultValue = "0")
    private int code;

    ExitCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        if (!force && helm.console().interactive() && !helm.sessions().running().isEmpty()) {
            var names = helm.sessions().running().size();
            var answer = helm.console()
                    .ask(
                            names
                                    + " running: (c)ancel orders and stop, (k)eep orders and stop, (f)latten, (a)bort the exit",
                            "ckfa");
            if (answer.isEmpty() || answer.get() == 'a') {
                return 0;
            }
        }
        helm.leave(code);
        return code;
    }
}
