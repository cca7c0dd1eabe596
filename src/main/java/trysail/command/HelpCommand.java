package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trysail.session.BadInput;

/** {@code help}: what there is, by what it is for; {@code help start}: one command with its options and examples. */
@Command(name = "help", mixinStandardHelpOptions = true, header = "Lists the commands, or explains one.")
final class HelpCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "the one to explain")
    private String name = "";

    HelpCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var console = helm.console();
        if (!name.isEmpty()) {
            var entry = Commands.named(name).orElseThrow(() -> new BadInput(Commands.unknown(name)));
            console.print(new Commands(helm, System.getenv()).parser(entry).getUsageMessage());
            return 0;
        }
        var paper = console.paper();
        var text = new StringBuilder();
        for (var group : Commands.Group.values()) {
            text.append(paper.paint(Paper.Tone.STRONG, group.title())).append('\n');
            Commands.ALL.stream()
                    .filter(e -> e.group() == group)
                    .forEach(e -> text.append("  ")
                            .append(paper.paint(Paper.Tone.NAME, "%-11s".formatted(e.name())))
                            .append(e.header())
                            .append('\n'));
        }
        text.append("help COMMAND explains one; every command takes -h.\n");
        console.print(text.toString());
        return 0;
    }
}
