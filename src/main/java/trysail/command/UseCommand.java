package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;

/** {@code use paper-7}. */
@Command(name = "use", mixinStandardHelpOptions = true, header = "Chooses the session that other commands act on.")
final class UseCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", paramLabel = "SESSION", description = "its name")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

    UseCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var session = helm.pick(name);
        helm.use(session);
        if (json.wanted()) {
            helm.console().print(JsonNodeFactory.instance.objectNode().put("session", session.name()) + "\n");
        }
        return 0;
    }
}
