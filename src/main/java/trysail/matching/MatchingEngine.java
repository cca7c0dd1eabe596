package trysail.matching;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.OrderState;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;
import trysail.model.Trade;

/**
 * Fills orders of our accounts on one instrument, by price-time priority, against a market that does not know of them.
 *
 * <p>What crosses the visible book takes from it, best level first; the book is not made smaller by it, for the market
 * plays on as it was recorded. What rests joins the queue behind the size shown at its price, and is filled when trades
 * at its price have eaten the queue, or at once when the market trades or quotes through it. Our accounts also trade
 * with each other, and each with itself, a resting order in its place in the queue: one trade, told to both orders.
 *
 * <p>A conditional order waits apart from the book until the market is last traded at its trigger; it is a market order then.
 *
 * <p>Not thread-safe: one owner, or one lock around it. Keeps working orders only.
 */
public final class MatchingEngine {
    private final Instrument instrument;
    private final InstantSource clock;
    private final VisibleBook market;
    private final Settlement settlement;
    private final Orders orders;
    private final Taking taking;
    private final Queueing queueing;
    private long nextOrder;

    /**
     * @param clock what executions are stamped with
     * @param firstId orders and trades are numbered from here; a run that follows another on the same accounts starts
     *     above it, so that no trade id is ever met twice
     */
    public MatchingEngine(Instrument instrument, Fees fees, InstantSource clock, long firstId) {
        this.instrument = instrument;
        this.clock = clock;
        nextOrder = firstId;
        market = new VisibleBook(instrument);
        settlement = new Settlement(instrument);
        orders = new Orders(instrument, fees, clock, settlement, firstId);
        taking = new Taking(market, orders);
        queueing = new Queueing(instrument, market, orders);
    }

    public Instrument instrument() {
        return instrument;
    }

    /** Applies what happened in the market, and returns what that did to resting orders: usually nothing. */
    public List<Execution> apply(MarketEvent event) {
        switch (event) {
            case Quote quote -> market.apply(quote);
            case BookDelta change -> market.apply(change);
            case FeedNotice notice -> forgetIfVoid(notice);
            case Trade trade -> {} // it changes no book, and is heeded below
            case Bar bar -> {}
        }
        var setOff = event instanceof Trade trade ? orders.waiting().traded(trade.price()) : List.<Resting>of();
        if (orders.isEmpty()) {
            return List.of();
        }
        if (event instanceof Trade trade) {
            queueing.traded(trade);
            setOff.forEach(this::trigger);
        } else {
            queueing.shown(Side.BUY);
            queueing.shown(Side.SELL);
        }
        return orders.drain();
    }

    private void trigger(Resting order) {
        orders.triggered(order);
        taking.take(order);
        if (order.left > 0) {
            restOrExpire(order);
        }
    }

    private void forgetIfVoid(FeedNotice notice) {
        switch (notice.kind()) {
            case GAP, CROSSED -> market.forgetBook();
            case LOST -> market.forgetAll();
            case LIVE -> {}
        }
    }

    /**
     * Takes an order. The first result is {@link Execution.Accepted} or {@link Execution.Rejected}; after the former come
     * the fills it makes at once, those of the orders it meets among them, and its end if it does not rest.
     */
    public List<Execution> submit(Submission asked) {
        var now = clock.instant();
        var size = VisibleBook.unscaled(asked.size(), instrument.sizeScale());
        var limit = switch (asked.terms()) {
            case Terms.Market m -> 0L;
            case Terms.Limit l -> VisibleBook.unscaled(l.price(), instrument.priceScale());
            case Terms.Triggered t -> 0L;
        };
        var conditional = asked.terms().conditional();
        var id = nextOrder;
        nextOrder += conditional ? 2 : 1;
        var order = new Resting(id, asked, limit, size, instrument.sizeScale(), now);
        var refused = refuse(order);
        if (refused.isPresent()) {
            order.ended(OrderState.REJECTED, now);
            return List.of(new Execution.Rejected(order.ticket(), refused.get()));
        }
        orders.accepted(order);
        if (conditional) {
            orders.await(order);
            return orders.drain();
        }
        if (!Admission.is(asked, TimeInForce.FOK) || taking.couldFill(order, settlement.reducible(asked))) {
            taking.take(order);
        }
        if (order.left > 0) {
            restOrExpire(order);
        }
        return orders.drain();
    }

    private Optional<Reason> refuse(Resting order) {
        var asked = order.asked;
        var price = asked.terms().limitPrice().or(() -> best(asked.side().opposite()));
        var refused = Admission.refuse(asked, instrument, price);
        if (refused.isPresent()) {
            return refused;
        }
        if (orders.find(asked.account(), asked.clientId()).isPresent()) {
            return Optional.of(Reason.DUPLICATE);
        }
        if (asked.terms().conditional()) { // what it may reduce is seen when it is set off
            return orders.waiting().met(order) ? Optional.of(Reason.WOULD_TRIGGER) : Optional.empty();
        }
        if (settlement.reducible(asked) == 0) {
            return Optional.of(Reason.NOTHING_TO_REDUCE);
        }
        return Admission.is(asked, TimeInForce.POST_ONLY) && taking.wouldTake(order)
                ? Optional.of(Reason.WOULD_TAKE)
                : Optional.empty();
    }

    private void restOrExpire(Resting order) {
        if (settlement.reducible(order.asked) == 0) {
            orders.expire(order, Reason.NOTHING_TO_REDUCE);
        } else if (!Admission.rests(order.asked)) {
            orders.expire(order, Reason.NO_LIQUIDITY);
        } else {
            order.ahead = market.shown(order.side(), order.limit);
            order.rests(market.best(order.side().opposite()));
            orders.rest(order);
        }
    }

    /**
     * Gives a working limit order another price or size. It keeps its place in the queue when it only becomes smaller; else
     * it comes in anew, under its number. One that has traded as much as it may now is cancelled.
     *
     * @return what that did, or the reason why it stays as it was; empty when the account has none of this name
     */
    public Optional<Amendment> amend(String account, String clientId, BigDecimal price, BigDecimal size) {
        return orders.find(account, clientId).map(order -> amend(order, price, size));
    }

    private Amendment amend(Resting order, BigDecimal price, BigDecimal size) {
        var asked = order.asked.with(price, size);
        var refused = Admission.refuse(asked, instrument, Optional.of(price));
        if (refused.isPresent()) {
            return new Amendment.Refused(refused.get());
        }
        var limit = VisibleBook.unscaled(price, instrument.priceScale());
        var other = order.amended(asked, limit, VisibleBook.unscaled(size, instrument.sizeScale()), clock.instant());
        if (other.left <= 0) {
            return new Amendment.Done(List.of(orders.cancel(order)));
        }
        if (limit == order.limit && other.size <= order.size) {
            other.ahead = order.ahead;
            other.rests(market.best(order.side().opposite()));
            orders.replace(order, other);
            orders.amended(other);
            return new Amendment.Done(orders.drain());
        }
        if (Admission.is(asked, TimeInForce.POST_ONLY) && taking.wouldTake(other)) {
            return new Amendment.Refused(Reason.WOULD_TAKE);
        }
        orders.lift(order);
        orders.amended(other);
        taking.take(other);
        if (other.left > 0) {
            restOrExpire(other);
        }
        return new Amendment.Done(orders.drain());
    }

    /** Ends a working order; empty when the account has none of this name. */
    public Optional<Execution> cancel(String account, String clientId) {
        return orders.find(account, clientId).map(orders::cancel);
    }

    /** The working order of this name. */
    public Optional<Ticket> find(String account, String clientId) {
        return orders.find(account, clientId).map(Resting::ticket);
    }

    /** All working orders, bids then asks, each by price-time priority; those that wait for their trigger come last. */
    public List<Ticket> working() {
        var all = new ArrayList<Ticket>();
        for (var side : Side.values()) {
            orders.side(side).copy().forEach(o -> all.add(o.ticket()));
        }
        for (var side : Side.values()) {
            orders.waiting().of(side).forEach(o -> all.add(o.ticket()));
        }
        return all;
    }

    /** Best price the market shows on this side, our orders not counted. */
    public Optional<BigDecimal> best(Side side) {
        var price = market.best(side);
        return price == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(price, instrument.priceScale()));
    }

    /** Net size of an account here, in base currency: positive when long. */
    public BigDecimal position(String account) {
        return settlement.position(account);
    }

    /** Says what an account already holds, before its first order: reduce-only orders go by it. */
    public void position(String account, BigDecimal size) {
        settlement.position(account, size);
    }
}
