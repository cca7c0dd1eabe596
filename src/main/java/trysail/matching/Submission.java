package trysail.matching;

import java.math.BigDecimal;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;

/**
 * An order as it reaches the engine.
 *
 * @param account whose it is: accounts trade with each other, never with themselves
 * @param clientId its owner's name for it, unique among the account's working orders
 * @param size in base currency
 * @param reduceOnly may only make the account's position smaller
 */
public record Submission(String account, String clientId, Side side, BigDecimal size, Terms terms, boolean reduceOnly) {
    /** The same order with another limit and size; one that is no limit order keeps its terms. */
    public Submission with(BigDecimal price, BigDecimal otherSize) {
        Terms changed = switch (terms) {
            case Terms.Limit limit -> new Terms.Limit(price, limit.timeInForce());
            case Terms.Market market -> market;
            case Terms.Triggered triggered -> triggered;
        };
        return new Submission(account, clientId, side, otherSize, changed, reduceOnly);
    }

    public static Submission of(String account, Order order) {
        return new Submission(
                account, order.id().toString(), order.side(), order.size(), order.terms(), order.reduceOnly());
    }
}
