package trysail.simulator.desk;

import trysail.matching.Reason;

/** Why the desk does not take an order. What a venue calls it, its dialect says. */
public enum Refusal {
    /** There is no market of this instrument. */
    NOT_LISTED,
    SIZE_NOT_POSITIVE,
    SIZE_TOO_LARGE,
    SIZE_TOO_SMALL,
    /** The size has more decimals than the instrument. */
    PRECISION,
    /** The size is not a multiple of the instrument's lot. */
    LOT,
    PRICE_TOO_HIGH,
    /** The price is not a multiple of the instrument's tick. */
    TICK,
    /** It is worth less than the instrument's least. */
    NOTIONAL,
    /** The account has given this name to an order before. */
    DUPLICATE,
    /** The account's capital does not cover it. */
    MARGIN,
    TOO_MANY_WORKING,
    /** As many conditional orders as an account may have wait already. */
    TOO_MANY_CONDITIONAL,
    /** A post-only order that would take. */
    WOULD_TAKE,
    /** A conditional order whose trigger the market has reached already. */
    WOULD_TRIGGER,
    /** A reduce-only order without a position to reduce. */
    NOTHING_TO_REDUCE,
    /** Nothing in the book at its price. */
    NO_LIQUIDITY;

    static Refusal of(Reason reason) {
        return switch (reason) {
            case TICK -> TICK;
            case LOT -> LOT;
            case MIN_SIZE -> SIZE_TOO_SMALL;
            case MIN_NOTIONAL -> NOTIONAL;
            case DUPLICATE -> DUPLICATE;
            case WOULD_TAKE -> WOULD_TAKE;
            case WOULD_TRIGGER -> WOULD_TRIGGER;
            case NOTHING_TO_REDUCE -> NOTHING_TO_REDUCE;
            case NO_LIQUIDITY -> NO_LIQUIDITY;
        };
    }
}
