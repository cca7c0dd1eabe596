package trysail.model;

/** How long a limit order may work. */
public enum TimeInForce {
    /** Until cancelled. */
    GTC,
    /** What fills at once, the rest is cancelled. */
    IOC,
    /** All at once or nothing. */
    FOK,
    /** Rests or is rejected: never takes liquidity. */
    POST_ONLY
}
