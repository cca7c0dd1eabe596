package trysail.command;

import picocli.CommandLine.Option;

/** {@code --json} of a command that shows no {@link View}. */
final class JsonOption {
    @Option(names = "--json", description = "the same data as JSON, on one line")
    private boolean json;

    boolean wanted() {
        return json;
    }
}
