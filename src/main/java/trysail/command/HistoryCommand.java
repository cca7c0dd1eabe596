package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.session.SessionSpec;

/** {@code history}: past sessions and their receipts. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists past sessions and how they ended; with --json their receipts, one a line.")
final class HistoryCommand implements Callable<Integer> {
    private final Helm helm;

    @Option(names = "--last", paramLabel = "N", description = "how many, the latest", defaultValue = "20")
    private int last;

    @Mixin
    private CommonOptions common = new CommonOptions();

    HistoryCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var lines = helm.sessions().history(common.applyTo(SessionSpec.paper()).journal(), last);
        for (var line : lines) {
            if (common.json()) {
                line.receipt().ifPresent(r -> helm.console().print(r + "\n"));
            } else {
                helm.console().print(line.toText() + "\n");
            }
        }
        return 0;
    }
}
