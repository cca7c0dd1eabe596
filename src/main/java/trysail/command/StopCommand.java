package trysail.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trysail.scope.StopReason;
import trysail.session.Session;

/** {@code stop}: ends a session, in bounded time; its receipt is printed as of any session that ends. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        header = "Stops a session, or all, and prints the receipt. Never asks.")
final class StopCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SESSION|all",
            description = "its name, or all; default: the current one")
    private String name = "";

    StopCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var which = name.equals("all") ? helm.sessions().running() : List.of(helm.pick(name));
        which.forEach(s -> s.stop(new StopReason.StopRequested("stop")));
        var worst = 0;
        for (Session session : which) {
            worst = Math.max(worst, helm.awaitReceipt(session).exitCode());
        }
        return worst;
    }
}
