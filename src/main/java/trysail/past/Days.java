package trysail.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.Times;
import trysail.picture.View;
import trysail.session.Sessions;

/** What sessions came to, a line for each day (UTC) on which one began, and the sum of them. */
public final class Days implements View {
    /** Of one day, or of all. */
    private record Sum(long sessions, long unclean, long fills, BigDecimal pnl) {
        private static final Sum NOTHING = new Sum(0, 0, 0, BigDecimal.ZERO);

        private Sum and(PastReceipt receipt) {
            return new Sum(
                    sessions + 1,
                    unclean + (receipt.exitCode().filter(c -> c == 0).isPresent() ? 0 : 1),
                    fills + receipt.fills(),
                    pnl.add(receipt.pnl().orElse(BigDecimal.ZERO)));
        }
    }

    private final Map<String, Sum> days = new TreeMap<>();
    private Sum all = Sum.NOTHING;

    public Days(List<Sessions.Past> sessions) {
        for (var past : sessions) {
            var receipt = PastReceipt.of(past.receipt());
            days.merge(
                    Times.day(past.started()),
                    Sum.NOTHING.and(receipt),
                    (sum, one) -> sum.and(receipt));
            all = all.and(receipt);
        }
    }

    @Override
    public String text(Paper paper) {
        var table = new Table("no session in this time", "day", "sessions", "not clean", "fills", "p&l");
        days.forEach((day, sum) -> row(table, day, sum));
        if (!days.isEmpty()) {
            row(table, "sum", all);
        }
        return table.text(paper);
    }

    private static void row(Table table, String day, Sum sum) {
        table.row(
                Table.word(day),
                Table.number(sum.sessions),
                Table.number(sum.unclean).in(sum.unclean == 0 ? Paper.Tone.PLAIN : Paper.Tone.BAD),
                Table.number(sum.fills),
                Table.money(sum.pnl));
    }

    @Override
    public JsonNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        var lines = node.putArray("days");
        days.forEach((day, sum) -> put(lines.addObject().put("day", day), sum));
        put(node.putObject("sum"), all);
        return node;
    }

    private static void put(ObjectNode into, Sum sum) {
        into.put("sessions", sum.sessions)
                .put("not_clean", sum.unclean)
                .put("fills", sum.fills)
                .put("pnl", sum.pnl);
    }
}
