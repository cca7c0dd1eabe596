package trysail.command;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.look.WorkingOrder;
import trysail.model.Side;
import trysail.past.AnySession;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;

/** {@code orders}: what works, or may. */
@Command(name = "orders", mixinStandardHelpOptions = true, header = "Lists a session's working orders, oldest first.")
final class OrdersCommand extends ViewCommand {
    @Mixin
    private AnySession which = new AnySession();

    OrdersCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() throws InterruptedException {
        var session = which.deeds(helm);
        var table = new Table(
                "no order works",
                "order=client_id",
                "symbol",
                "side",
                "type",
                "size",
                "filled",
                "price",
                "state",
                "age=age_ms",
                "~venue_id");
        for (var order : session.orders()) {
            table.row(
                    word(order.id().toString()).in(Paper.Tone.NAME),
                    word(order.symbol()),
                    side(order.side()),
                    word(order.type()),
                    number(order.size()),
                    number(order.filled()),
                    maybe(order.price(), Table::number),
                    word(order.state().toString())
                            .in(order.state() == WorkingOrder.State.UNRESOLVED ? Paper.Tone.WARN : Paper.Tone.PLAIN),
                    Times.cell(order.age()),
                    maybe(order.venueId(), Table::word));
        }
        return table;
    }

    /** A side in its own colour, and in its own word. */
    static Table.Cell side(Side side) {
        var word = side == Side.BUY ? "buy" : "sell";
        return word(word).in(side == Side.BUY ? Paper.Tone.GOOD : Paper.Tone.BAD);
    }
}
