package trysail.venue.paper;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.matching.Ticket;
import trysail.model.Fill;
import trysail.model.VenueOrder;

/** What the paper account has ordered and traded, as a venue would remember it: the oldest are forgotten. */
final class PaperOrders {
    private static final int MOST_ENDED = 50_000;
    private static final int MOST_FILLS = 50_000;

    private final Map<String, VenueOrder> working = new LinkedHashMap<>();
    private final Map<String, VenueOrder> ended = new LinkedHashMap<>();
    private final ArrayDeque<Fill> fills = new ArrayDeque<>();

    static VenueOrder order(String symbol, Ticket ticket) {
        var asked = ticket.asked();
        return new VenueOrder(
                asked.clientId(),
                Long.toString(ticket.id()),
                symbol,
                asked.side(),
                asked.terms().limitPrice().orElse(BigDecimal.ZERO),
                asked.size(),
                ticket.filled(),
                ticket.state(),
                ticket.updated());
    }

    /** Takes in how an order stands now. */
    void changed(VenueOrder order) {
        if (order.state().working()) {
            working.put(order.clientId(), order);
        } else {
            working.remove(order.clientId());
            ended.put(order.clientId(), order);
            forget(ended.values());
        }
    }

    private static void forget(Collection<VenueOrder> oldestFirst) {
        if (oldestFirst.size() > MOST_ENDED) {
            var oldest = oldestFirst.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void traded(Fill fill) {
        fills.addLast(fill);
        if (fills.size() > MOST_FILLS) {
            fills.removeFirst();
        }
    }

    Optional<VenueOrder> find(String symbol, String clientId) {
        var order = working.getOrDefault(clientId, ended.get(clientId));
        return Optional.ofNullable(order).filter(o -> o.symbol().equals(symbol));
    }

    List<VenueOrder> working() {
        return List.copyOf(working.values());
    }

    List<Fill> fills(String symbol, Instant since) {
        return fills.stream()
                .filter(f -> f.symbol().equals(symbol) && !f.time().isBefore(since))
                .toList();
    }
}
