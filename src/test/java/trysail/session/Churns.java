package trysail.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;

/** Buys and sells the first instrument at the market again and again, which costs; rests an order of each other one. */
public final class Churns implements Strategy {
    private static final BigDecimal STAKE = new BigDecimal(500);

    private volatile boolean idle;

    /** Wants nothing from now on; or goes on. */
    public void idle(boolean on) {
        idle = on;
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        var intents = new ArrayList<Intent>();
        if (idle) {
            return intents;
        }
        for (var instrument : state.instruments()) {
            var quote = state.quote(instrument);
            if (quote.isEmpty() || !state.working(instrument).isEmpty()) {
                continue;
            }
            if (!instrument.equals(state.instruments().getFirst())) {
                intents.add(SessionScene.resting(instrument, quote.get(), Side.BUY));
                continue;
            }
            var held = state.position(instrument).size();
            var size = held.signum() == 0
                    ? instrument.floorSize(STAKE.divide(quote.get().ask(), 8, RoundingMode.DOWN))
                    : held;
            var side = held.signum() == 0 ? Side.BUY : Side.SELL;
            intents.add(new Intent.Submit(instrument, side, size, Terms.market(), held.signum() != 0, "churn"));
        }
        return intents;
    }
}
