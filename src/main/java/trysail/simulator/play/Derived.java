package trysail.simulator.play;

/**
 * A stream that is made from the ticks of a market while it has subscribers: slower, gathered, or of another kind. Used by
 * the thread that plays the market.
 */
public interface Derived {
    /** The market's next tick, after the instrument's state shows it. */
    void on(Tick.OnMarket tick, MarketState market);

    /** The market is at its end, or begins anew: what has been gathered goes out. */
    void flush();
}
