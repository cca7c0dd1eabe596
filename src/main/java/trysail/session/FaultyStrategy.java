package trysail.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import trysail.fault.Fault;
import trysail.fault.Spells;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionClock;
import trysail.scope.Threads;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** A strategy, and what it does wrong on purpose when it is next called. Used by one thread. */
final class FaultyStrategy implements Strategy {
    private static final Duration NAP = Duration.ofMillis(10);
    private static final BigDecimal BELOW = new BigDecimal("0.985");

    private final Strategy itself;
    private final Spells casts;
    private final SessionClock clock;

    FaultyStrategy(Strategy itself, Spells casts, SessionClock clock) {
        this.itself = itself;
        this.casts = casts;
        this.clock = clock;
    }

    @Override
    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        misbehave();
        var wanted = itself.onEvent(event, state);
        return flooded(wanted, state);
    }

    @Override
    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        misbehave();
        return itself.onOrder(event, state);
    }

    @Override
    public void observe(MarketEvent event, MarketState state) {
        misbehave();
        itself.observe(event, state);
    }

    @Override
    public List<WarmUp> warmUp() {
        return itself.warmUp();
    }

    private void misbehave() {
        if (casts.take(Fault.Throws.class).isPresent()) {
            throw new IllegalStateException("the strategy throws, as it was told to (fault strategy-throws)");
        }
        var interrupted = spin();
        interrupted |= doze();
        interrupted |= casts.awaitEnd(Fault.Locks.class);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Computes without end. In a storm, where only waits let others go on, it waits instead, and hears nothing. */
    private boolean spin() {
        var interrupted = false;
        while (casts.now(Fault.Spins.class).isPresent()) {
            if (clock.threads() == Threads.SYSTEM) {
                Thread.onSpinWait();
            } else {
                interrupted |= nap();
            }
        }
        return interrupted;
    }

    private boolean doze() {
        var interrupted = false;
        while (casts.now(Fault.Deaf.class).isPresent()) {
            interrupted |= nap();
        }
        return interrupted;
    }

    private boolean nap() {
        try {
            clock.sleep(NAP);
            return false;
        } catch (InterruptedException deaf) {
            return true;
        }
    }

    private List<Intent> flooded(List<Intent> wanted, MarketState state) {
        var instrument = state.instruments().getFirst();
        var quote = state.quote(instrument);
        if (quote.isEmpty()) {
            return wanted;
        }
        return casts.take(Fault.Floods.class)
                .map(f -> {
                    var all = new ArrayList<>(wanted);
                    all.addAll(Collections.nCopies(
                            f.orders(), order(instrument, quote.get().bid())));
                    return List.copyOf(all);
                })
                .orElse(wanted);
    }

    private static Intent order(Instrument instrument, BigDecimal bid) {
        var price = instrument.roundPrice(bid.multiply(BELOW), RoundingMode.DOWN);
        var size = instrument.smallestSize(price);
        return new Intent.Submit(instrument, Side.BUY, size, Terms.limit(price), false, "flood");
    }
}
