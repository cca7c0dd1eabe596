package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Aside;
import trysail.helm.FreeWords;
import trysail.helm.Helm;
import trysail.helm.JsonOption;

/** {@code echo two sessions on one market}. */
@Command(name = "echo", mixinStandardHelpOptions = true, header = "Prints its words.")
final class EchoCommand implements Callable<Integer>, Aside, FreeWords {
    private final Helm helm;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "anything; -- before one that begins with -")
    private List<String> words = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    EchoCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var text = String.join(" ", words);
        helm.console()
                .print((json.wanted() ? JsonNodeFactory.instance.objectNode().put("echo", text) : text) + "\n");
        return 0;
    }
}
