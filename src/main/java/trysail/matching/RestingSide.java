package trysail.matching;

import java.util.ArrayList;
import java.util.List;

/** The working orders of one side, best price first, then oldest first. */
final class RestingSide {
    private final ArrayList<Resting> orders = new ArrayList<>();
    private int reduceOnly;

    boolean isEmpty() {
        return orders.isEmpty();
    }

    /** The order that trades first; only when not empty. */
    Resting first() {
        return orders.getFirst();
    }

    int count() {
        return orders.size();
    }

    Resting get(int i) {
        return orders.get(i);
    }

    boolean hasReduceOnly() {
        return reduceOnly > 0;
    }

    /** A copy, to walk while orders leave. */
    List<Resting> copy() {
        return List.copyOf(orders);
    }

    void add(Resting order) {
        var at = orders.size();
        while (at > 0 && better(order, orders.get(at - 1))) {
            at--;
        }
        orders.add(at, order);
        reduceOnly += order.asked.reduceOnly() ? 1 : 0;
    }

    /** Puts another in an order's place; false when it is not here. */
    boolean replace(Resting order, Resting other) {
        var at = orders.indexOf(order);
        if (at >= 0) {
            orders.set(at, other);
        }
        return at >= 0;
    }

    private static boolean better(Resting order, Resting than) {
        return order.buys() ? order.limit > than.limit : order.limit < than.limit;
    }

    boolean remove(Resting order) {
        for (var i = 0; i < orders.size(); i++) {
            if (orders.get(i) == order) {
                orders.remove(i);
                reduceOnly -= order.asked.reduceOnly() ? 1 : 0;
                return true;
            }
        }
        return false;
    }
}
