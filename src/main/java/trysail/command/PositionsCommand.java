package trysail.command;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.money;
import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.look.Holdings;
import trysail.past.AnySession;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;

/** {@code positions}: what is held, and what it has brought. */
@Command(
        name = "positions",
        mixinStandardHelpOptions = true,
        header = "Lists what a session holds: size, entry, mark, profit, fees.")
public final class PositionsCommand extends ViewCommand {
    @Mixin
    private AnySession which = new AnySession();

    PositionsCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() throws InterruptedException {
        var session = which.deeds(helm);
        var table = new Table(
                "not known yet what this session trades",
                "symbol",
                "side",
                "size",
                "entry",
                "mark",
                "unrealised",
                "realised",
                "fees",
                "orders=working");
        for (var held : session.positions()) {
            table.row(
                    word(held.symbol()),
                    side(held),
                    number(held.size(), held.size().abs().toPlainString()),
                    maybe(held.entry(), e -> number(e, held.entryText().orElseThrow())),
                    maybe(held.mark(), Table::number),
                    money(held.unrealised()),
                    money(held.realised()),
                    number(held.fees(), "%.4f".formatted(held.fees())),
                    number(held.working()));
        }
        return table;
    }

    private static Table.Cell side(Holdings held) {
        return switch (held.size().signum()) {
            case 1 -> word("long").in(Paper.Tone.GOOD);
            case -1 -> word("short").in(Paper.Tone.BAD);
            default -> word("flat").in(Paper.Tone.DIM);
        };
    }
}
