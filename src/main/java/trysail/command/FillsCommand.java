package trysail.command;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.model.Symbol;
import trysail.past.AnySession;
import trysail.picture.JournalText;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.words.BadInput;

/** {@code fills}: what traded. */
@Command(name = "fills", mixinStandardHelpOptions = true, header = "Lists a session's last trades, newest last.")
final class FillsCommand extends ViewCommand {
    @Mixin
    private AnySession which = new AnySession();

    @Option(names = "--last", paramLabel = "N", description = "how many at the most", defaultValue = "20")
    private int last;

    FillsCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look() throws InterruptedException {
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
        for (var own : session.fills(last)) {
            var fill = own.fill();
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
                    word(own.order().toString()).in(Paper.Tone.NAME),
                    word(fill.tradeId()),
                    word(fill.fee().asset()),
                    maybe(fill.fee().rate(), Table::number));
        }
        return table;
    }
}
