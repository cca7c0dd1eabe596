package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.helm.Helm;
import trysail.helm.JsonOption;

/** {@code version}: ours and the JDK's. */
@Command(name = "version", mixinStandardHelpOptions = true, header = "Prints the version and the JDK it runs on.")
final class VersionCommand implements Callable<Integer> {
    static final String VERSION = "0.1.0";

    private final Helm helm;

    @Mixin
    private JsonOption json = new JsonOption();

    VersionCommand(Helm helm) {
        this.helm = helm;
    }

    static String text() {
        return "trysail " + VERSION + " · JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }

    @Override
    public Integer call() {
        var object = JsonNodeFactory.instance
                .objectNode()
                .put("trysail", VERSION)
                .put("jdk", Runtime.version().toString());
        json.print(helm.console(), object, text() + "\n");
        return 0;
    }
}
