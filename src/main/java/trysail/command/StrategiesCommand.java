package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.picture.OfferTable;
import trysail.picture.Paper;
import trysail.picture.View;
import trysail.provider.Offer;
import trysail.provider.Offers;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** {@code strategies}: what trades, what it is for, and what can be set; {@code strategies quoter}: one of them. */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        header = "Lists the strategies, what each is for and its options: start paper --strategy crossover,fast=5.",
        footerHeading = "%nOf your own:%n",
        footer = {
            "  start paper --strategy my.jsh              a file that defines one, compiled at the start",
            "  start paper --strategy my.jsh,step=5       it asks for option(\"step\", 2) in a field",
            "  reload my.jsh                              swaps it in a session that runs"
        })
final class StrategiesCommand extends ViewCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "STRATEGY", description = "one of them; default: all")
    private String name = "";

    StrategiesCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() {
        var all = Strategies.offers();
        return name.isEmpty() ? OfferTable.of(all) : new One(BadInput.unless(() -> all.named(name)));
    }

    /** One strategy in full. */
    private record One(Offer<Strategy> offer) implements View {
        private View table() {
            return OfferTable.of(new Offers<>("strategy", List.of(offer), List.of()));
        }

        @Override
        public String text(Paper paper) {
            var options = offer.options().stream()
                    .limit(2)
                    .map(o -> "," + o.name() + "=" + o.standard().toPlainString())
                    .collect(Collectors.joining());
            return offer.name() + ": " + offer.about() + "\n\n" + table().text(paper) + "\nstart paper 60s --strategy "
                    + offer.name() + options + "\n";
        }

        @Override
        public JsonNode json() {
            return table().json();
        }
    }
}
