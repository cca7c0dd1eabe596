package trysail.command;

import static trysail.picture.Table.maybe;
import static trysail.picture.Table.word;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import trysail.command.view.LookCommand;
import trysail.helm.Helm;
import trysail.look.LedgerLine;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.session.Session;

/** {@code ledger}: what is open. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        header = "Lists what a session has open, since when, opened by whom.")
final class LedgerCommand extends LookCommand {
    LedgerCommand(Helm helm) {
        super(helm);
    }

    @Override
    protected View look(Session session) {
        return new Open(session.ledger());
    }

    private record Open(List<LedgerLine> lines) implements View {
        private Table table(boolean stacks) {
            var columns = List.of("kind", "name", "age=age_ms", "opened by=opened_by", "stack");
            var table = new Table(
                    "nothing is open", columns.subList(0, stacks ? 5 : 4).toArray(String[]::new));
            for (var line : lines) {
                var kind = word(line.kind());
                var name = word(line.name()).in(Paper.Tone.NAME);
                if (stacks) {
                    table.row(kind, name, Times.cell(line.age()), word(line.by()), maybe(line.stack(), Table::word));
                } else {
                    table.row(kind, name, Times.cell(line.age()), word(line.by()));
                }
            }
            return table;
        }

        /** With the stack of each opening below its line, where the ledger traces. */
        @Override
        public String text(Paper paper) {
            var text = new StringBuilder();
            var rows = table(false).text(paper).lines().toList();
            text.append(rows.getFirst()).append('\n');
            for (var i = 1; i < rows.size(); i++) {
                text.append(rows.get(i)).append('\n');
                lines.get(i - 1)
                        .stack()
                        .ifPresent(stack -> stack.lines()
                                .forEach(frame -> text.append("    ")
                                        .append(paper.paint(Paper.Tone.DIM, frame))
                                        .append('\n')));
            }
            return text.toString();
        }

        @Override
        public JsonNode json() {
            return table(lines.stream().anyMatch(l -> l.stack().isPresent())).json();
        }
    }
}
