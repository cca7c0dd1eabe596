package trysail.helm;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;
import trysail.console.Console;
import trysail.picture.View;

/** {@code --json}: what a person reads, for programs. */
public final class JsonOption {
    @Option(names = "--json", description = "the same data as JSON, on one line")
    private boolean json;

    public boolean wanted() {
        return json;
    }

    /** Prints the data on one line where that is wanted, else the text, which ends its lines itself. */
    public void print(Console console, JsonNode data, String text) {
        console.print(json ? data + "\n" : text);
    }

    /** Prints a view, the way that is wanted. */
    public void print(Console console, View view) {
        console.print(json ? view.json() + "\n" : view.text(console.paper()));
    }
}
