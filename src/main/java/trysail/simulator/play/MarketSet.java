package trysail.simulator.play;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import trysail.model.MarketEvent;
import trysail.recording.Listing;
import trysail.stream.Sink;

/** The markets that one player plays. */
public final class MarketSet implements Markets {
    private final List<MarketState> states;
    private final Map<String, MarketState> bySymbol;
    private final List<Sink<MarketEvent>> sinks = new CopyOnWriteArrayList<>();
    private volatile Runnable onTouch = () -> {};

    public MarketSet(List<MarketState> states) {
        this.states = List.copyOf(states);
        this.bySymbol = states.stream()
                .collect(Collectors.toUnmodifiableMap(s -> Listing.venueSymbol(s.instrument()), Function.identity()));
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
    public Optional<MarketView> bySymbol(String venueSymbol) {
        return Optional.ofNullable(bySymbol.get(venueSymbol.toUpperCase(Locale.ROOT)));
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
