package trysail.simulator.play;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import trysail.model.MarketEvent;
import trysail.stream.Sink;

/** The markets that one player plays. */
public final class MarketSet implements Markets {
    private final List<MarketState> states;
    private final List<Sink<MarketEvent>> sinks = new CopyOnWriteArrayList<>();
    private volatile Runnable onTouch = () -> {};

    public MarketSet(List<MarketState> states) {
        this.states = List.copyOf(states);
    }

    /** Has {@code then} run whenever somebody calls. */
    public void onTouch(Runnable then) {
        onTouch = then;
    }

    List<MarketState> states() {
        return states;
    }

    List<Sink<MarketEvent>> sinks() {
        return sinks;
    }

    @Override
    public List<MarketView> all() {
        return List.copyOf(states);
    }

    @Override
    public void touch() {
        onTouch.run();
    }

    @Override
    public void onEvent(Sink<MarketEvent> matching) {
        sinks.add(matching);
    }
}
