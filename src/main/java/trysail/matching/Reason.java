package trysail.matching;

/** Why the engine did not take an order, or ended one that nobody cancelled. */
public enum Reason {
    /** The price is not a multiple of the instrument's tick. */
    TICK,
    /** The size is not a positive multiple of the instrument's lot. */
    LOT,
    MIN_SIZE,
    MIN_NOTIONAL,
    /** The account has a working order of this client id. */
    DUPLICATE,
    /** A post-only order that would take. */
    WOULD_TAKE,
    /** A conditional order whose trigger the market has reached already. */
    WOULD_TRIGGER,
    /** A reduce-only order without a position to reduce. */
    NOTHING_TO_REDUCE,
    /** Nothing (more) in the book at its price: the rest of a market, IOC or FOK order. */
    NO_LIQUIDITY
}
