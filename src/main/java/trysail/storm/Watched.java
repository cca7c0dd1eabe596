package trysail.storm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** A strategy of which others can see whether it is at work, and where: a storm has no turn to take while it does not come back. */
final class Watched implements Strategy {
    private final AtomicLong calls = new AtomicLong();
    private final Strategy strategy;
    private volatile Optional<Thread> inside = Optional.empty();

    Watched(Strategy strategy) {
        this.strategy = strategy;
    }

    /** How often it was called so far. */
    long calls() {
        return calls.get();
    }

    /** The thread that is in it now. */
    Optional<Thread> inside() {
        return inside;
    }

    private <T> T seen(Supplier<T> call) {
        calls.incrementAndGet();
        inside = Optional.of(Thread.currentThread());
        try {
            return call.get();
        } finally {
            inside = Optional.empty();
        }
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        return seen(() -> strategy.onEvent(event, state));
    }

    @Override
    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        return seen(() -> strategy.onOrder(event, state));
    }

    @Override
    public void observe(MarketEvent event, MarketState state) {
        seen(() -> {
            strategy.observe(event, state);
            return true;
        });
    }

    @Override
    public List<WarmUp> warmUp() {
        return seen(strategy::warmUp);
    }
}
