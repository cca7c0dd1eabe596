package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Alias;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.picture.Paper;
import trysail.words.BadInput;

/** {@code help}: what there is, by what it is for; {@code help start}: one command with its options and examples. */
@Command(name = "help", mixinStandardHelpOptions = true, header = "Lists the commands, or explains one.")
final class HelpCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "the one to explain")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

    HelpCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var console = helm.console();
        if (!name.isEmpty()) {
            var words = Alias.of(List.of(name));
            var entry = Catalogue.named(words.getFirst()).orElseThrow(() -> new BadInput(Catalogue.unknown(name)));
            console.print(new Commands(helm, System.getenv()).parser(entry).getUsageMessage());
            return 0;
        }
        var here = Catalogue.ALL.stream().filter(e -> e.usable(helm)).toList();
        json.print(console, json(here), text(here, console.paper()));
        return 0;
    }

    private JsonNode json(List<Catalogue.Entry> entries) {
        var all = JsonNodeFactory.instance.arrayNode();
        entries.forEach(e -> all.addObject()
                .put("command", e.name())
                .put("group", e.group().title())
                .put("does", e.header(helm)));
        return all;
    }

    private String text(List<Catalogue.Entry> entries, Paper paper) {
        var text = new StringBuilder();
        for (var group : Catalogue.Group.values()) {
            var some = entries.stream().filter(e -> e.group() == group).toList();
            if (!some.isEmpty()) {
                text.append(paper.paint(Paper.Tone.STRONG, group.title())).append('\n');
            }
            some.forEach(e -> text.append("  ")
                    .append(paper.paint(Paper.Tone.NAME, "%-11s".formatted(e.name())))
                    .append(e.header(helm))
                    .append('\n'));
        }
        return text.append("help COMMAND explains one; every command takes -h and --json.\n")
                .toString();
    }
}
