package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.order.OnStop;

/** {@code exit}: ends the process, after the sessions; in a script that was {@code run}, the script. */
@Command(
        name = "exit",
        aliases = "quit",
        mixinStandardHelpOptions = true,
        header = "Ends Trysail, asking what to do with sessions that still run; in a script it ends the script.")
final class ExitCommand implements Callable<Integer> {
    private static final char NOBODY = 0;

    private final Helm helm;

    @Option(names = "--force", description = "stop what runs, as each was told to stop, and ask nothing")
    private boolean force;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "the exit code", defaultValue = "0")
    private int code;

    @Mixin
    private JsonOption json = new JsonOption();

    ExitCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var running = helm.sessions().running().size();
        if (force
                || running == 0
                || !helm.page().isFirst()
                || json.wanted()
                || !helm.console().interactive()) {
            if (json.wanted()) {
                helm.console()
                        .print(JsonNodeFactory.instance
                                        .objectNode()
                                        .put("leaving", code)
                                        .put("running", running)
                                + "\n");
            }
            helm.leave(code);
            return code;
        }
        var question = (running == 1 ? "One session runs" : running + " sessions run")
                + ": (c)ancel orders and stop, (k)eep orders and stop, (f)latten, (a)bort the exit?";
        switch (helm.console().ask(question, "ckfa").orElse(NOBODY)) {
            case 'c' -> helm.leave(code, OnStop.CANCEL);
            case 'k' -> helm.leave(code, OnStop.KEEP);
            case 'f' -> helm.leave(code, OnStop.FLATTEN);
            case NOBODY -> helm.leave(code);
            default -> {
                return 0;
            }
        }
        return code;
    }
}
