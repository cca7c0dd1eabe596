package trysail.order;

import java.util.ArrayList;
import java.util.List;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;

/**
 * What a stop made of the session's orders.
 *
 * @param orders every order that was working when the gate shut or whose fate was open
 * @param lateFills fills that were heard of only now
 * @param troubles what could not be done, one line each
 */
public record Settled(List<OrderFate> orders, int lateFills, List<String> troubles) {
    public Settled {
        orders = List.copyOf(orders);
        troubles = List.copyOf(troubles);
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
        parts.add(count(Fate.CANCELLED) + count(Fate.PARTLY_FILLED_THEN_CANCELLED) + " cancelled");
        add(parts, Fate.FILLED, "filled before cancel");
        add(parts, Fate.REJECTED, "rejected");
        add(parts, Fate.KEPT, "kept");
        add(parts, Fate.VENUE_GONE, "gone with their venue");
        parts.add(unknown() + " unknown");
        return String.join(" · ", parts);
    }

    private void add(List<String> parts, Fate fate, String word) {
        if (count(fate) > 0) {
            parts.add(count(fate) + " " + word);
        }
    }
}
