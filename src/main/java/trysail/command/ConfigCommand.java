package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trysail.helm.CommonOptions;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.words.BadInput;

/** {@code config show}: each option of {@code start}, its effective value and where that comes from. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        header = "config show prints each option's effective value and where it comes from.")
final class ConfigCommand implements Callable<Integer> {
    private final Helm helm;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs this
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "show", defaultValue = "show")
    private String verb = "";

    @Mixin
    private CommonOptions common = new CommonOptions();

    ConfigCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        if (!verb.equals("show")) {
            throw new BadInput("config knows 'show', not '" + verb + "'");
        }
        if (!(command.defaultValueProvider() instanceof Settings settings)) {
            throw new IllegalStateException("config is a command of trysail alone");
        }
        var start = new Commands(helm, System.getenv())
                .parser(Catalogue.named("start").orElseThrow());
        var table = new Table("no option", "option", "value", "from");
        for (var option : start.getCommandSpec().options()) {
            if (option.usageHelp() || option.versionHelp()) {
                continue;
            }
            var said = settings.value(option);
            var standard = option.arity().max() == 0 ? "false" : String.valueOf(option.defaultValue());
            table.row(
                    Table.word(Settings.key(option)).in(Paper.Tone.NAME),
                    Table.word(said.map(Settings.Value::text).orElse(standard.equals("null") ? "" : standard)),
                    Table.word(said.map(Settings.Value::source).orElse("default")));
        }
        var console = helm.console();
        console.print(common.json() ? table.json() + "\n" : table.text(console.paper()));
        return 0;
    }
}
