package trysail.storm;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.strategy.MarketState;
import trysail.strategy.OwnOrder;
import trysail.strategy.Strategy;

/** Does something with most quotes: takes, rests at or behind the touch, cancels. Whatever can be under way at a kill, is. */
final class Restless implements Strategy {
    private final SplittableRandom random;

    Restless(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        if (!(event instanceof Quote quote) || quote.crossed() || quote.bid().signum() <= 0) {
            return List.of();
        }
        var wants = new ArrayList<Intent>();
        for (var order : state.working(quote.instrument())) {
            if (order.stage() == OwnOrder.Stage.WORKING && random.nextInt(4) == 0) {
                wants.add(new Intent.Cancel(order.id(), "restless"));
            }
        }
        if (state.working(quote.instrument()).size() < 6 && random.nextInt(3) == 0) {
            wants.add(order(quote));
        }
        return wants;
    }

    private Intent order(Quote quote) {
        var side = random.nextBoolean() ? Side.BUY : Side.SELL;
        var instrument = quote.instrument();
        var touch = side == Side.BUY ? quote.bid() : quote.ask();
        var price = instrument.roundPrice(touch, RoundingMode.HALF_UP);
        var size = instrument.smallestSize(price);
        var terms = switch (random.nextInt(3)) {
            case 0 -> Terms.market();
            case 1 -> Terms.postOnly(price);
            default -> Terms.limit(price);
        };
        return new Intent.Submit(instrument, side, size, terms, false, "restless");
    }
}
