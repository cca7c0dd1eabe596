package trysail.storm;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** A strategy that somebody else watches: whoever waits for its next order is told as it asks for one. */
final class Aimed implements Strategy {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Strategy strategy;
    private long orders;

    Aimed(Strategy strategy) {
        this.strategy = strategy;
    }

    /** Waits for the next order it asks for; for ever, when there is none. */
    void awaitOrder() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (var seen = orders; orders == seen; ) {
                wanted.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Intent> told(List<Intent> intents) {
        if (intents.stream().anyMatch(Intent.Submit.class::isInstance)) {
            lock.lock();
            try {
                orders++;
                wanted.signalAll();
            } finally {
                lock.unlock();
            }
        }
        return intents;
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        return told(strategy.onEvent(event, state));
    }

    @Override
    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        return told(strategy.onOrder(event, state));
    }

    @Override
    public void observe(MarketEvent event, MarketState state) {
        strategy.observe(event, state);
    }

    @Override
    public List<WarmUp> warmUp() {
        return strategy.warmUp();
    }
}
