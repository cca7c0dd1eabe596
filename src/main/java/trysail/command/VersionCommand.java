package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: ours and the JDK's. */
@Command(name = "version", mixinStandardHelpOptions = true, header = "Prints the version and the JDK it runs on.")
final class VersionCommand implements Callable<Integer> {
    static final String VERSION = "0.1.0";

    private final Helm helm;

    VersionCommand(Helm helm) {
        this.helm = helm;
    }

    static String text() {
        return "trysail " + VERSION + " · JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }

    @Override
    public Integer call() {
        helm.console().print(text() + "\n");
        return 0;
    }
}
