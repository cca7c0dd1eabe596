package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.words.Version;

/** {@code version}: ours and the JDK's. */
@Command(name = "version", mixinStandardHelpOptions = true, header = "Prints the version and the JDK it runs on.")
final class VersionCommand implements Callable<Integer> {
    private final Helm helm;

    @Mixin
    private JsonOption json = new JsonOption();

    VersionCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var object = JsonNodeFactory.instance
                .objectNode()
                .put("trysail", Version.NUMBER)
                .put("jdk", Runtime.version().toString());
        json.print(helm.console(), object, Version.text() + "\n");
        return 0;
    }
}
