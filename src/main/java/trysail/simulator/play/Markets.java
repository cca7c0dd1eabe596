package trysail.simulator.play;

import java.util.List;
import java.util.Optional;
import trysail.model.MarketEvent;
import trysail.stream.Sink;

/** All instruments of one simulated venue. Thread-safe. */
public interface Markets {
    List<MarketView> all();

    /** By the venue's own form of the symbol, such as {@code BTCUSDT}. */
    Optional<MarketView> bySymbol(String venueSymbol);

    /** Somebody is here: a market that waits for its first caller begins to play. */
    void touch();

    /**
     * Has every quote, trade and book change of the market handed to {@code matching}, in order, on the thread that
     * plays the market, after the views show it and before subscribers of the streams see it.
     */
    void onEvent(Sink<MarketEvent> matching);
}
