package trysail.command;

import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.PriceChange;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.session.Session;
import trysail.words.Durations;

/** {@code bars BTC-USDT 5m}: the venue's own history. */
@Command(
        name = "bars",
        mixinStandardHelpOptions = true,
        header = "Lists an instrument's last bars, from the venue's history.",
        footerHeading = "%nExamples:%n",
        footer = {"  bars BTC-USDT", "  bars ETH 5m --last 50"})
final class BarsCommand extends MarketCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "FRAME", description = "1m, 5m, 1h …; default: 1m")
    private String frame = "1m";

    @Option(names = "--last", paramLabel = "N", description = "how many at the most", defaultValue = "20")
    private int last;

    BarsCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look(Session session, String symbol) throws InterruptedException {
        var table = new Table(
                "no bar yet", "opened", "open", "high", "low", "close", "change %=change_pct", "volume", "bar");
        for (var bar : session.bars(symbol, Durations.parse("frame", frame), last)) {
            var change = PriceChange.percent(bar.open(), bar.close());
            table.row(
                    Times.minute(bar.openTime()),
                    number(bar.open()),
                    number(bar.high()),
                    number(bar.low()),
                    number(bar.close()),
                    number(change, "%+.2f".formatted(change)).in(PriceChange.tone(change)),
                    number(bar.volume()),
                    bar.closed() ? word("closed").in(Paper.Tone.DIM) : word("running"));
        }
        return table;
    }
}
