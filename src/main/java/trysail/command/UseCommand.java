package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code use paper-7}. */
@Command(name = "use", mixinStandardHelpOptions = true, header = "Chooses the session that other commands act on.")
final class UseCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", paramLabel = "SESSION", description = "its name")
    private String name = "";

    UseCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        helm.use(helm.pick(name));
        return 0;
    }
}
