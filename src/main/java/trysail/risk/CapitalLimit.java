package trysail.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Quote;
import trysail.model.Side;

/**
 * How much may be at work at once: what all positions and all entries that may still fill are worth at the last quotes,
 * over all instruments together. Exits are not held to it.
 *
 * @param most in quote currency
 */
public record CapitalLimit(BigDecimal most) implements RiskRule {
    /** As denials carry it. */
    public static final String NAME = "capital-limit";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> objection(Intent.Submit order, RiskState state) {
        var sum = BigDecimal.ZERO;
        for (var instrument : state.instruments()) {
            var more = instrument.equals(order.instrument()) ? Optional.of(order) : Optional.<Intent.Submit>empty();
            sum = sum.add(atWork(instrument, more, state));
        }
        return sum.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("%s would be at work, over a limit of %s".formatted(money(sum), most.toPlainString()));
    }

    /** The further of the two sides to which open orders could take a position. */
    private static BigDecimal atWork(Instrument instrument, Optional<Intent.Submit> more, RiskState state) {
        var mid = state.quote(instrument).map(Quote::mid).orElse(BigDecimal.ZERO); // without a quote nothing is sent
        var worst = BigDecimal.ZERO;
        for (var side : Side.values()) {
            var added =
                    more.filter(o -> o.side() == side).map(Intent.Submit::size).orElse(BigDecimal.ZERO);
            worst = worst.max(StandardRules.reach(instrument, side, state).add(added));
        }
        return worst.multiply(mid);
    }

    private static String money(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
