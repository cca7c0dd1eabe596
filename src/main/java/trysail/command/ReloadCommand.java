package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.helm.SessionOption;
import trysail.scope.ExitCode;
import trysail.script.StrategyFile;
import trysail.session.Session;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** {@code reload}: another strategy takes over a running session, or the same one as its file has it now. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Swaps the strategy of a running session; positions and orders stay.",
        footerHeading = "%nExamples:%n",
        footer = {"  reload", "  reload jshell/my-strategy.jsh", "  reload crossover,fast=5,slow=20 --session paper-2"})
final class ReloadCommand implements Callable<Integer> {

    private final Helm helm;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "STRATEGY",
            description = "a .jsh file, or a name with options; none: the file that the session was started with")
    private String strategy = "";

    @Mixin
    private SessionOption which = new SessionOption();

    @Mixin
    private JsonOption json = new JsonOption();

    ReloadCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var session = which.of(helm);
        var word = strategy.isEmpty() ? fileOf(session) : strategy;
        var next = strategy(word);
        try {
            session.reload(next);
        } catch (IllegalStateException e) {
            helm.console().complain(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
        var told = JsonNodeFactory.instance
                .objectNode()
                .put("session", session.name())
                .put("strategy", word);
        json.print(helm.console(), told, session.name() + " goes on with " + word + "\n");
        return 0;
    }

    private static String fileOf(Session session) {
        return StrategyFile.spec(session.spec().strategy().get())
                .orElseThrow(
                        () -> new BadInput(
                                session.name()
                                        + " was not started with a strategy file: name what takes over, such as reload my-strategy.jsh"));
    }

    private static Strategy strategy(String word) {
        return StrategyFile.isOne(word) ? StrategyFile.load(word) : BadInput.unless(() -> Strategies.named(word));
    }
}
