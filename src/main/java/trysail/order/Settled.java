package trysail.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.model.ClientOrderId;

/**
 * What a stop made of the session's orders.
 *
 * @param orders every order that was working when the gate shut or whose fate was open
 * @param flattening those of them that the stop itself sent, to be flat
 * @param lateFills fills that were heard of only now, its own not counted
 * @param unprotected symbols of which the stop has ended an order that waited to protect a position
 * @param troubles what could not be done, one line each
 */
public record Settled(
        List<OrderFate> orders,
        Set<ClientOrderId> flattening,
        Set<String> unprotected,
        int lateFills,
        List<String> troubles) {
    public Settled {
        orders = List.copyOf(orders);
        flattening = Set.copyOf(flattening);
        unprotected = Set.copyOf(unprotected);
        troubles = List.copyOf(troubles);
    }

    /** What became of these, where nothing was to be flattened. */
    public Settled(List<OrderFate> orders, int lateFills, List<String> troubles) {
        this(orders, Set.of(), Set.of(), lateFills, troubles);
    }

    public long count(Fate fate) {
        return orders.stream().filter(o -> o.fate() == fate).count();
    }

    /** Orders that may still work at the venue. */
    public long unknown() {
        return count(Fate.UNKNOWN);
    }

    /** As a receipt says it: {@code 3 cancelled · 1 filled before cancel · 0 unknown}. */
    public String words() {
        if (orders.isEmpty()) {
            return "none working";
        }
        var parts = new ArrayList<String>();
        parts.add(worked(Fate.CANCELLED) + worked(Fate.PARTLY_FILLED_THEN_CANCELLED) + " cancelled");
        add(parts, worked(Fate.FILLED), "filled before cancel");
        add(parts, worked(Fate.REJECTED), "rejected");
        add(parts, worked(Fate.KEPT), "kept");
        add(parts, worked(Fate.VENUE_GONE), "gone with their venue");
        add(parts, flattened(), "flattened");
        parts.add(unknown() + " unknown");
        return String.join(" · ", parts);
    }

    /** Of the orders that the stop found, not of its own. */
    private long worked(Fate fate) {
        return orders.stream()
                .filter(o -> o.fate() == fate && !flattening.contains(o.id()))
                .count();
    }

    private long flattened() {
        return orders.stream()
                .filter(o -> o.fate() == Fate.FILLED && flattening.contains(o.id()))
                .count();
    }

    private static void add(List<String> parts, long many, String word) {
        if (many > 0) {
            parts.add(many + " " + word);
        }
    }
}
