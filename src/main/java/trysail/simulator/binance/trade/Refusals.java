package trysail.simulator.binance.trade;

import trysail.model.Instrument;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.desk.Refusal;

/** What Binance calls it when an order is not taken. */
final class Refusals {
    private Refusals() {}

    static BinanceError of(Refusal why, Instrument instrument) {
        return switch (why) {
            case NOT_LISTED -> BinanceError.symbol();
            case SIZE_NOT_POSITIVE -> BinanceError.sizeNotPositive();
            case SIZE_TOO_LARGE -> BinanceError.sizeTooLarge();
            case SIZE_TOO_SMALL -> BinanceError.sizeTooSmall();
            case PRECISION -> BinanceError.precision();
            case LOT -> BinanceError.lot();
            case PRICE_TOO_HIGH -> BinanceError.priceTooHigh();
            case TICK -> BinanceError.tick();
            case NOTIONAL -> BinanceError.notional(instrument.minNotional().toPlainString());
            case DUPLICATE -> BinanceError.duplicate();
            case MARGIN -> BinanceError.margin();
            case TOO_MANY_WORKING -> BinanceError.tooManyWorking();
            case TOO_MANY_CONDITIONAL -> BinanceError.tooManyConditional();
            case WOULD_TAKE -> BinanceError.wouldTake();
            case WOULD_TRIGGER -> BinanceError.wouldTrigger();
            case NOTHING_TO_REDUCE, NO_LIQUIDITY -> BinanceError.reduceOnly();
        };
    }
}
