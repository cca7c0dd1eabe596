package trysail.command;

import static trysail.picture.Table.word;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.strategy.Strategies;

/** {@code strategies}: what trades, and what can be set. */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        header = "Lists the strategies and their options: start paper --strategy crossover,fast=5.")
final class StrategiesCommand extends ViewCommand {
    StrategiesCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look() {
        var table = new Table("no strategy", "strategy", "option", "default", "from", "to", "meaning");
        for (var name : Strategies.names()) {
            for (var option : Strategies.known(name)) {
                table.row(
                        word(name).in(Paper.Tone.NAME),
                        word(option.name()),
                        Table.number(option.standard()),
                        Table.number(option.least()),
                        Table.number(option.most()),
                        word(option.meaning()));
            }
        }
        return table;
    }
}
