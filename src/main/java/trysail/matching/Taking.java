package trysail.matching;

/** The aggressor's side of matching: what an order takes when it comes in. */
final class Taking {
    private final VisibleBook market;
    private final Orders orders;

    Taking(VisibleBook market, Orders orders) {
        this.market = market;
        this.orders = orders;
    }

    boolean wouldTake(Resting order) {
        var best = market.best(order.side().opposite());
        var ours = orders.side(order.side().opposite());
        return (best != 0 && order.takes(best)) || (!ours.isEmpty() && order.takes(ours.first().limit));
    }

    /** Whether all of it would trade at once. Reduce-only orders of others may shrink, so they do not count. */
    boolean couldFill(Resting order, long reducible) {
        var opposite = order.side().opposite();
        var sum = 0L;
        var level = market.walk(opposite);
        while (sum < order.left && level.price() != 0 && order.takes(level.price())) {
            sum += level.size();
            level.advance();
        }
        var ours = orders.side(opposite);
        for (var i = 0; i < ours.count() && order.takes(ours.get(i).limit); i++) {
            var other = ours.get(i);
            if (!other.asked.reduceOnly()) {
                sum += other.left;
            }
        }
        return Math.min(sum, reducible) >= order.left;
    }

    /** Walks the market's levels and our resting orders together, best price first. */
    void take(Resting order) {
        var level = market.walk(order.side().opposite());
        while (orders.canTrade(order)) {
            var price = next(order, level);
            if (price == 0) {
                return;
            }
            takeAt(order, price, level);
        }
    }

    /** The best price it can trade at now; 0 when there is none. */
    private long next(Resting order, VisibleBook.Walk level) {
        var theirs = level.price();
        var resting = orders.side(order.side().opposite());
        var ours = resting.isEmpty() ? 0 : resting.first().limit;
        var best = theirs == 0 || (ours != 0 && order.prefers(ours, theirs)) ? ours : theirs;
        return best != 0 && order.takes(best) ? best : 0;
    }

    /** One price: each of our orders has its turn once the market's size before it is gone, then what is left of it. */
    private void takeAt(Resting order, long price, VisibleBook.Walk level) {
        var shown = level.price() == price ? level.size() : 0;
        for (var ours : orders.side(order.side().opposite()).copy()) {
            if (ours.limit != price || !orders.canTrade(order)) {
                break;
            }
            shown -= orders.fill(order, price, Math.min(shown, ours.ahead - (level.size() - shown)), false);
            if (orders.canTrade(order) && ours.state.working()) {
                meet(order, ours);
            }
        }
        orders.fill(order, price, shown, false);
        if (level.price() == price) {
            level.advance();
        }
    }

    private void meet(Resting order, Resting ours) {
        if (orders.canTrade(ours)) {
            orders.match(order, ours);
        } else {
            orders.expire(ours, Reason.NOTHING_TO_REDUCE);
        }
    }
}
