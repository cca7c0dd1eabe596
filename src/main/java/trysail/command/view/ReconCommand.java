package trysail.command.view;

import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.recon.Reconciled;
import trysail.session.Session;

/** {@code recon}: the account as the session has it, and as the venue does. */
@Command(
        name = "recon",
        mixinStandardHelpOptions = true,
        header = "Compares a session's account with what the venue says now: positions, money, working orders.",
        footerHeading = "%n",
        footer = {
            "The session does so by itself, all the time: what differs for more than a moment it takes over, names",
            "foreign where no order of its own did it (fills, the journal and the receipt have it), and acts upon",
            "as --on-foreign says."
        })
public final class ReconCommand extends LookCommand {
    public ReconCommand(Helm helm) {
        super(helm);
    }

    @Override
    protected View look(Session session) throws InterruptedException {
        var seen = session.recon();
        var table = new Table("nothing to compare yet", "what", "of", "ours", "venue", "difference");
        for (var row : seen.rows()) {
            var difference = number(row.difference());
            table.row(
                    word(row.what().name().toLowerCase(Locale.ROOT)),
                    word(row.of()),
                    number(row.ours()),
                    number(row.venue()),
                    row.differs() ? difference.in(Paper.Tone.BAD) : word("-").in(Paper.Tone.DIM));
        }
        return new Compared(seen, table);
    }

    private record Compared(Reconciled seen, Table table) implements View {
        @Override
        public String text(Paper paper) {
            var text = table.text(paper);
            return seen.foreignOrders() == 0
                    ? text
                    : text + seen.foreignOrders() + " more working orders of the account are not this session's\n";
        }

        @Override
        public JsonNode json() {
            return table.json();
        }
    }
}
