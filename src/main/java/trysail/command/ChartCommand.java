package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.model.Bar;
import trysail.model.Fill;
import trysail.past.SessionByName;
import trysail.picture.CandleChart;
import trysail.picture.Paper;
import trysail.picture.View;
import trysail.view.OwnFill;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code chart BTC-USDT 1m}: candles, volume, and our trades on them. */
@Command(
        name = "chart",
        mixinStandardHelpOptions = true,
        header = "Draws an instrument's candles with volume and our trades, in the terminal.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  chart BTC-USDT",
            "  chart BTC --session paper-3",
            "  chart ETH 5m -w",
            "  chart BTC-USDT 1h --last 48"
        })
final class ChartCommand extends ViewCommand {
    private static final int MOST_FILLS = 4_096;

    @Parameters(index = "0", paramLabel = "SYM", description = "the instrument: BTC-USDT, or BTC")
    private String symbol = "";

    @Mixin
    private SessionByName session = new SessionByName();

    @Parameters(index = "1", arity = "0..1", paramLabel = "FRAME", description = "1m, 5m, 1h …; default: 1m")
    private String frame = "1m";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "how many bars; default: as many as fit",
            defaultValue = "0")
    private int last;

    ChartCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() throws InterruptedException {
        if (last < 0) {
            throw new BadInput("--last " + last + " cannot be: at least 1");
        }
        var many = last == 0 ? CandleChart.fitting(helm.console().paper()) : last;
        var deeds = SessionByName.deeds(session.find(helm), helm);
        var bars = deeds.bars(symbol, Durations.parse("frame", frame), many);
        var fills = deeds.fills(MOST_FILLS).stream()
                .map(OwnFill::fill)
                .filter(f -> !bars.isEmpty()
                        && f.symbol().equals(bars.getFirst().instrument().symbol())
                        && !f.time().isBefore(bars.getFirst().openTime()))
                .toList();
        return new Chart(bars, fills, deeds.ownBars());
    }

    private record Chart(List<Bar> bars, List<Fill> fills, boolean own) implements View {
        @Override
        public String text(Paper paper) {
            if (bars.isEmpty()) {
                return own ? "it traded none of it\n" : "no bar yet\n";
            }
            return String.join("\n", CandleChart.of(bars, fills, paper))
                    + (own ? "\nof its own trades alone: a journal keeps no market\n" : "\n");
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance.objectNode().put("own_trades_alone", own);
            var all = node.putArray("bars");
            for (var bar : bars) {
                all.addObject()
                        .put("opened", bar.openTime().toString())
                        .put("open", bar.open())
                        .put("high", bar.high())
                        .put("low", bar.low())
                        .put("close", bar.close())
                        .put("volume", bar.volume())
                        .put("closed", bar.closed());
            }
            var ours = node.putArray("fills");
            for (var fill : fills) {
                ours.addObject()
                        .put("time", fill.time().toString())
                        .put("side", fill.side().name().toLowerCase(java.util.Locale.ROOT))
                        .put("price", fill.price())
                        .put("size", fill.size());
            }
            return node;
        }
    }
}
