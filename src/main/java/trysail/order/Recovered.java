package trysail.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import trysail.journal.OrderFate;
import trysail.model.Position;

/**
 * What a session found of its dead predecessors, before it trades.
 *
 * @param sessions those it has dealt with
 * @param positions the venue's, which count from now on
 * @param compared what the dead journals say against what the venue holds; empty when there was nothing to compare
 */
public record Recovered(List<Dead> sessions, List<Position> positions, List<Row> compared) {
    public Recovered {
        sessions = List.copyOf(sessions);
        positions = List.copyOf(positions);
        compared = List.copyOf(compared);
    }

    /** One dead session: the fate of each of its open orders, and how many fills it had never heard of. */
    public record Dead(String session, List<OrderFate> orders, int fills) {
        public Dead {
            orders = List.copyOf(orders);
        }
    }

    /** One symbol's position in base currency. */
    public record Row(String symbol, BigDecimal journal, BigDecimal venue) {
        public boolean agrees() {
            return journal.compareTo(venue) == 0;
        }

        private boolean matters() {
            return journal.signum() != 0 || venue.signum() != 0;
        }

        private String words() {
            return String.format(
                    "%-14s %18s %18s%s",
                    symbol,
                    journal.toPlainString(),
                    venue.toPlainString(),
                    agrees() ? "" : "   differs: the venue's counts");
        }
    }

    /** All of it for the eye: what became of each dead session's orders, then the comparison; empty when there was none. */
    public String words() {
        var text = new StringBuilder();
        for (var dead : sessions) {
            text.append("recovered ").append(dead.session()).append(": ");
            text.append(dead.orders().size()).append(" open orders dealt with, ");
            text.append(dead.fills()).append(" unheard fills\n");
            dead.orders()
                    .forEach(o -> text.append(
                            "  %-28s %s%n".formatted(o.id(), o.fate().word())));
        }
        return text + (table().isEmpty() ? "" : table() + "\n");
    }

    /** The comparison as a table for the eye; empty when there is none. */
    public String table() {
        return compared.stream().noneMatch(Row::matters)
                ? ""
                : String.format("%-14s %18s %18s%n", "position", "journal", "venue")
                        + compared.stream()
                                .filter(Row::matters)
                                .map(Row::words)
                                .collect(Collectors.joining(System.lineSeparator()));
    }

    public boolean agrees() {
        return compared.stream().allMatch(Row::agrees);
    }
}
