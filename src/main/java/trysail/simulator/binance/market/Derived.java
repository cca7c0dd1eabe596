package trysail.simulator.binance.market;

import trysail.recording.UsdmFrame;
import trysail.simulator.play.MarketState;

/**
 * A stream that the market does not carry itself, made from its trades, quotes and book while somebody wants it. Used by
 * the thread that plays the market.
 */
public interface Derived {
    /** The market's next frame, after the instrument's state shows it. */
    void on(UsdmFrame frame, MarketState market);

    /** The market is at its end, or begins anew: what has been gathered goes out. */
    void flush();
}
