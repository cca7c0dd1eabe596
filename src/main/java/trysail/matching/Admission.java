package trysail.matching;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Terms;
import trysail.model.TimeInForce;

/** The instrument's rules: which orders may come in at all. */
final class Admission {
    private static final int MOST_DIGITS = 17;

    private Admission() {}

    /** Whether it is a whole number of steps, and no more of them than a long can count. */
    private static boolean fits(BigDecimal value, BigDecimal step, int scale) {
        return value.precision() - value.scale() + scale <= MOST_DIGITS
                && value.remainder(step).signum() == 0;
    }

    /** Why this order cannot be taken; {@code price} is its limit, or what a market order would meet first. */
    static Optional<Reason> refuse(Submission asked, Instrument instrument, Optional<BigDecimal> price) {
        var size = asked.size();
        if (size.signum() <= 0 || !fits(size, instrument.lot(), instrument.sizeScale())) {
            return Optional.of(Reason.LOT);
        }
        var onTick = switch (asked.terms()) {
            case Terms.Market m -> true;
            case Terms.Limit l -> fits(l.price(), instrument.tick(), instrument.priceScale());
            case Terms.Triggered t -> fits(t.trigger(), instrument.tick(), instrument.priceScale());
        };
        if (!onTick) {
            return Optional.of(Reason.TICK);
        }
        if (size.compareTo(instrument.minSize()) < 0) {
            return Optional.of(Reason.MIN_SIZE);
        }
        var small = price.isPresent() && price.get().multiply(size).compareTo(instrument.minNotional()) < 0;
        return small && !asked.reduceOnly() ? Optional.of(Reason.MIN_NOTIONAL) : Optional.empty();
    }

    static boolean is(Submission asked, TimeInForce timeInForce) {
        return asked.terms().lifetime().filter(t -> t == timeInForce).isPresent();
    }

    /** Whether what does not trade at once joins the queue. */
    static boolean rests(Submission asked) {
        return asked.terms()
                .lifetime()
                .map(t -> switch (t) {
                    case GTC, POST_ONLY -> true;
                    case IOC, FOK -> false;
                })
                .orElse(false);
    }
}
