package trysail.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.model.Side;
import trysail.model.Terms;

/** Conditional orders, apart from the book, and the price of the market's last trade, which sets them off. */
final class Waiting {
    private final List<Resting> orders = new ArrayList<>();
    private Optional<BigDecimal> last = Optional.empty();

    void add(Resting order) {
        orders.add(order);
    }

    /** False when it is none of those that wait. */
    boolean remove(Resting order) {
        return orders.remove(order);
    }

    /** Those of one side, oldest first. */
    List<Resting> of(Side side) {
        return orders.stream().filter(o -> o.side() == side).toList();
    }

    /** The market was traded at this price: takes out those that it sets off, oldest first. */
    List<Resting> traded(BigDecimal price) {
        last = Optional.of(price);
        if (orders.isEmpty()) {
            return List.of();
        }
        var met = orders.stream().filter(this::met).toList();
        orders.removeAll(met);
        return met;
    }

    /** Whether the last trade sets it off already. */
    boolean met(Resting order) {
        return switch (order.asked.terms()) {
            case Terms.Market m -> false;
            case Terms.Limit l -> false;
            case Terms.Triggered t ->
                last.filter(price -> t.met(order.side(), price)).isPresent();
        };
    }
}
