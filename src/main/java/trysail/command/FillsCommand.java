package trysail.command;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.model.Fill;
import trysail.model.OrderEvent;
import trysail.model.Symbol;
import trysail.past.AnySession;
import trysail.picture.JournalText;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.words.BadInput;

/** {@code fills}: what traded. */
@Command(
        name = "fills",
        mixinStandardHelpOptions = true,
        header = "Lists the last trades of a session's account, newest last; those of others are foreign.")
final class FillsCommand extends ViewCommand {
    @Mixin
    private AnySession which = new AnySession();

    @Option(names = "--last", paramLabel = "N", description = "how many at the most", defaultValue = "20")
    private int last;

    FillsCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() throws InterruptedException {
        if (last < 1) {
            throw new BadInput("--last " + last + " cannot be: at least 1");
        }
        var session = which.deeds(helm);
        var table = new Table(
                "nothing traded yet",
                "time",
                "symbol",
                "side",
                "size",
                "price",
                "fee",
                "role",
                "order=client_id",
                "~trade_id",
                "~fee_asset",
                "~fee_rate");
        var ours = session.fills(last).stream()
                .map(own -> new Line(own.fill(), own.order().toString(), true));
        var others = session.foreign(last).stream()
                .flatMap(f -> f instanceof OrderEvent.ForeignFill foreign
                        ? Stream.of(new Line(foreign.fill(), "foreign: " + foreign.whose(), false))
                        : Stream.empty());
        var lines = Stream.concat(ours, others)
                .sorted(Comparator.comparing(line -> line.fill().time()))
                .toList();
        for (var line : lines.subList(Math.max(0, lines.size() - last), lines.size())) {
            row(table, line);
        }
        return table;
    }

    private record Line(Fill fill, String order, boolean ours) {}

    private static void row(Table table, Line line) {
        var fill = line.fill();
        table.row(
                Times.cell(fill.time()),
                word(fill.symbol()),
                OrdersCommand.side(fill.side()),
                number(fill.size()),
                number(fill.price()),
                number(
                        fill.fee().amount(),
                        fill.fee().asset().equals(Symbol.quote(fill.symbol()))
                                ? "%.4f".formatted(fill.fee().amount())
                                : JournalText.fee(fill.fee())),
                word(fill.maker() ? "maker" : "taker"),
                word(line.order()).in(line.ours() ? Paper.Tone.NAME : Paper.Tone.BAD),
                word(fill.tradeId()),
                word(fill.fee().asset()),
                maybe(fill.fee().rate(), Table::number));
    }
}
