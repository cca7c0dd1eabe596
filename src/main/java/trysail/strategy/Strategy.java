package trysail.strategy;

import java.util.List;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;

/**
 * Decides what to trade. One method must be written, so that a lambda is a strategy:
 *
 * <pre>{@code
 * Strategy idle = (event, state) -> List.of();
 * }</pre>
 *
 * <p>Called by one thread only, never concurrently. It must not block, read a clock or start anything: the time is
 * {@link MarketState#time}. An exception ends the session as its first failure. What it asks for goes through risk; a
 * denied intent is listed in the journal and simply does not become an order.
 */
@FunctionalInterface
public interface Strategy {
    /** One piece of market news, already applied to {@code state}; returns what to do, most often nothing. */
    List<Intent> onEvent(MarketEvent event, MarketState state);

    /** News of our own orders, already applied to {@code state}. {@link OrderEvent.Ready} comes first, once. */
    default List<Intent> onOrder(OrderEvent event, MarketState state) {
        return List.of();
    }

    /** Market news from before {@link OrderEvent.Ready}, history included: to learn from, nothing can be ordered yet. */
    default void observe(MarketEvent event, MarketState state) {}

    /** The history it wants to see as {@link trysail.model.Bar}s, for each instrument, before it decides. */
    default List<WarmUp> warmUp() {
        return List.of();
    }
}
