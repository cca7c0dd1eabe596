package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.picture.OfferTable;
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
        return OfferTable.of(Strategies.offers());
    }
}
