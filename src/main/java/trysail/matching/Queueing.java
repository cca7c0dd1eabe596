package trysail.matching;

import trysail.model.Instrument;
import trysail.model.Side;
import trysail.model.Trade;

/** The resting side of matching: how the market's events move the queue and fill what rests. */
final class Queueing {
    private final VisibleBook market;
    private final Orders orders;
    private final int priceScale;
    private final int sizeScale;

    Queueing(Instrument instrument, VisibleBook market, Orders orders) {
        this.market = market;
        this.orders = orders;
        priceScale = instrument.priceScale();
        sizeScale = instrument.sizeScale();
    }

    /**
     * A trade beyond an order's price fills it; one at its price eats the queue before it, then the order. One of nothing,
     * such as venues send when they move something on their own account, has met nobody.
     */
    void traded(Trade trade) {
        if (trade.price().signum() <= 0 || trade.size().signum() <= 0) {
            return;
        }
        var price = VisibleBook.unscaled(trade.price(), priceScale);
        traded(trade, price, orders.side(Side.BUY));
        traded(trade, price, orders.side(Side.SELL));
    }

    private void traded(Trade trade, long price, RestingSide side) {
        if (side.isEmpty() || !side.first().takes(price)) {
            return;
        }
        var left = VisibleBook.unscaled(trade.size(), sizeScale);
        var eaten = 0L;
        for (var order : side.copy()) {
            if (!order.takes(price) || (order.limit == price && order.side() == trade.aggressor())) {
                return;
            }
            if (order.limit != price) {
                orders.fill(order, order.limit, order.left, true);
            } else if (orders.canTrade(order)) {
                var before = Math.min(left, Math.max(0, order.ahead - eaten));
                eaten += before;
                left -= before;
                order.ahead = Math.max(0, order.ahead - eaten);
                left -= order.ahead == 0 ? orders.fill(order, price, left, true) : 0;
            }
        }
    }

    /** The book or the quote moved. */
    void shown(Side side) {
        var ours = orders.side(side);
        if (ours.isEmpty()) {
            return;
        }
        var opposite = market.best(side.opposite());
        if (opposite != 0 && ours.first().takes(opposite)) {
            quotedThrough(ours, opposite);
        }
        for (var i = 0; i < ours.count(); i++) {
            var order = ours.get(i);
            if (market.tellsBest(side.opposite())) {
                order.moved(opposite);
            }
            if (order.ahead != 0 && market.tells(side, order.limit)) { // in a void book it keeps its place
                order.ahead = Math.min(order.ahead, market.shown(side, order.limit));
            }
        }
    }

    /** The other side is now shown at our price: it would have met our orders first. */
    private void quotedThrough(RestingSide ours, long opposite) {
        for (var order : ours.copy()) {
            if (order.met(opposite)) {
                orders.fill(order, order.limit, order.left, true);
            }
        }
    }
}
