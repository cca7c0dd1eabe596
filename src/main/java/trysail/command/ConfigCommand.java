package trysail.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trysail.session.BadInput;

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
    @SuppressWarnings("UnusedVariable") // so that --config is an option here too; Settings reads it
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
                .parser(Commands.named("start").orElseThrow());
        for (var option : start.getCommandSpec().options()) {
            if (option.usageHelp() || option.versionHelp()) {
                continue;
            }
            var said = settings.value(option);
            var standard = option.arity().max() == 0 ? "false" : String.valueOf(option.defaultValue());
            helm.console()
                    .print("%-14s %-24s %s%n"
                            .formatted(
                                    Settings.key(option),
                                    said.map(Settings.Value::text).orElse(standard.equals("null") ? "" : standard),
                                    said.map(Settings.Value::source).orElse("default")));
        }
        return 0;
    }
}
