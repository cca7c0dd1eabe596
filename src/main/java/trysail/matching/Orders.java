package trysail.matching;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.OrderState;
import trysail.model.Side;

/** The working orders, and the only place where one of them trades or ends. Collects what happened. */
public final class Orders {
    private record Key(String account, String clientId) {}

    private final Instrument instrument;
    private final Fees fees;
    private final InstantSource clock;
    private final Settlement settlement;
    private final RestingSide bids = new RestingSide();
    private final RestingSide asks = new RestingSide();
    private final Waiting waiting = new Waiting();
    private final Map<Key, Resting> working = new HashMap<>();
    private ArrayList<Execution> happened = new ArrayList<>();
    private long nextTrade;

    Orders(Instrument instrument, Fees fees, InstantSource clock, Settlement settlement, long firstTrade) {
        this.instrument = instrument;
        this.fees = fees;
        this.clock = clock;
        this.settlement = settlement;
        nextTrade = firstTrade;
    }

    boolean isEmpty() {
        return working.isEmpty();
    }

    RestingSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    Optional<Resting> find(String account, String clientId) {
        return Optional.ofNullable(working.get(new Key(account, clientId)));
    }

    void accepted(Resting order) {
        happened.add(new Execution.Accepted(order.ticket()));
    }

    void rest(Resting order) {
        side(order.side()).add(order);
        working.put(new Key(order.account(), order.asked.clientId()), order);
    }

    /** A conditional order waits apart from the book. */
    void await(Resting order) {
        waiting.add(order);
        working.put(new Key(order.account(), order.asked.clientId()), order);
    }

    Waiting waiting() {
        return waiting;
    }

    /** A conditional order, taken out of those that wait, is a market order from now on. */
    void triggered(Resting order) {
        working.remove(new Key(order.account(), order.asked.clientId()));
        order.triggers(clock.instant());
        happened.add(new Execution.Triggered(order.ticket()));
    }

    boolean canTrade(Resting order) {
        return order.state.working() && order.left > 0 && settlement.reducible(order.asked) > 0;
    }

    /** Gives a working order's place, in the queue as well, to what it has become. */
    void replace(Resting order, Resting other) {
        if (side(order.side()).replace(order, other)) {
            working.put(new Key(other.account(), other.asked.clientId()), other);
        }
    }

    /** Takes a working order out of the queue, to be put in anew. */
    void lift(Resting order) {
        remove(order);
    }

    void amended(Resting order) {
        happened.add(new Execution.Amended(order.ticket()));
    }

    /** Trades up to {@code wanted} with the market; returns how much that was. */
    long fill(Resting order, long price, long wanted, boolean maker) {
        var size = Math.min(Math.min(wanted, order.left), settlement.reducible(order.asked));
        if (size <= 0) {
            return 0;
        }
        fill(order, price, size, maker, nextTrade++);
        trimReduceOnly(order.account());
        return size;
    }

    /** Trades two of our orders with each other at the resting one's price: one trade, told to both. */
    void match(Resting taker, Resting maker) {
        var size = Math.min(
                Math.min(taker.left, settlement.reducible(taker.asked)),
                Math.min(maker.left, settlement.reducible(maker.asked)));
        var trade = nextTrade++;
        fill(maker, maker.limit, size, true, trade);
        fill(taker, maker.limit, size, false, trade);
        trimReduceOnly(maker.account());
        trimReduceOnly(taker.account());
    }

    private void fill(Resting order, long unscaledPrice, long unscaledSize, boolean maker, long trade) {
        var price = BigDecimal.valueOf(unscaledPrice, instrument.priceScale());
        var size = BigDecimal.valueOf(unscaledSize, instrument.sizeScale());
        settlement.filled(order.account(), order.side(), unscaledSize);
        order.filled(unscaledSize, price.multiply(size), clock.instant());
        if (order.left == 0) {
            remove(order);
        }
        happened.add(new Execution.Filled(order.ticket(), trade, price, size, fees.of(price, size, maker), maker));
    }

    /** Reduce-only orders end with the position they were to reduce. */
    private void trimReduceOnly(String account) {
        for (var side : Side.values()) {
            if (side(side).hasReduceOnly()) {
                for (var order : side(side).copy()) {
                    if (order.account().equals(account) && settlement.reducible(order.asked) == 0) {
                        expire(order, Reason.NOTHING_TO_REDUCE);
                    }
                }
            }
        }
    }

    /** Ends an order that may or may not rest. */
    void expire(Resting order, Reason reason) {
        remove(order);
        order.ended(OrderState.EXPIRED, clock.instant());
        happened.add(new Execution.Expired(order.ticket(), reason));
    }

    Execution cancel(Resting order) {
        remove(order);
        order.ended(OrderState.CANCELLED, clock.instant());
        return new Execution.Cancelled(order.ticket());
    }

    private void remove(Resting order) {
        if (side(order.side()).remove(order) || waiting.remove(order)) {
            working.remove(new Key(order.account(), order.asked.clientId()));
        }
    }

    List<Execution> drain() {
        if (happened.isEmpty()) {
            return List.of();
        }
        var result = happened;
        happened = new ArrayList<>();
        return result;
    }
}
