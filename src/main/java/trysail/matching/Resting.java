package trysail.matching;

import java.math.BigDecimal;
import java.time.Instant;
import trysail.model.OrderState;
import trysail.model.Side;

/** One order inside the engine. Prices and sizes are whole numbers at the instrument's scales. */
final class Resting {
    final long id;
    final Submission asked;
    final long limit;
    final long size;
    final Instant accepted;
    private final int sizeScale;
    long left;
    long ahead;
    boolean triggered;

    /** Best price of the other side when it had taken all that was shown and rested for more; 0 when it did not cross. */
    private long tookAt;

    OrderState state = OrderState.NEW;
    private BigDecimal cost = BigDecimal.ZERO;
    private Instant updated;

    /** {@code limit} is 0 for a market order. */
    Resting(long id, Submission asked, long limit, long size, int sizeScale, Instant accepted) {
        this.id = id;
        this.asked = asked;
        this.limit = limit;
        this.size = size;
        this.sizeScale = sizeScale;
        this.accepted = accepted;
        left = size;
        updated = accepted;
    }

    /** The same order, what it has traded included, at another price or of another size. */
    Resting amended(Submission other, long newLimit, long newSize, Instant now) {
        var order = new Resting(id, other, newLimit, newSize, sizeScale, accepted);
        order.left = newSize - (size - left);
        order.cost = cost;
        order.state = state;
        order.updated = now;
        return order;
    }

    Side side() {
        return asked.side();
    }

    String account() {
        return asked.account();
    }

    boolean buys() {
        return asked.side() == Side.BUY;
    }

    /** Whether it may trade at this price. */
    boolean takes(long price) {
        return limit == 0 || (buys() ? price <= limit : price >= limit);
    }

    /** Whether it would rather trade at the first price than at the second. */
    boolean prefers(long price, long other) {
        return buys() ? price < other : price > other;
    }

    /** It rests while the other side shows this price: if that crosses, it is what the order left of it, not news. */
    void rests(long opposite) {
        tookAt = opposite != 0 && takes(opposite) ? opposite : 0;
    }

    /** Whether the other side, now at this price, has come to meet it. */
    boolean met(long opposite) {
        return opposite != 0 && takes(opposite) && (tookAt == 0 || prefers(opposite, tookAt));
    }

    /** The other side is now at this price: once it has gone away, its return is news. */
    void moved(long opposite) {
        if (tookAt != 0) {
            rests(opposite);
        }
    }

    void filled(long by, BigDecimal worth, Instant now) {
        left -= by;
        cost = cost.add(worth);
        state = left == 0 ? OrderState.FILLED : OrderState.PARTIALLY_FILLED;
        updated = now;
    }

    void triggers(Instant now) {
        triggered = true;
        updated = now;
    }

    void ended(OrderState how, Instant now) {
        state = how;
        updated = now;
    }

    Ticket ticket() {
        return new Ticket(
                id,
                asked,
                BigDecimal.valueOf(size - left, sizeScale),
                cost,
                state,
                BigDecimal.valueOf(ahead, sizeScale),
                triggered,
                accepted,
                updated);
    }
}
