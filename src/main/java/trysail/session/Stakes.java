package trysail.session;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import trysail.risk.Risk;
import trysail.risk.RiskLimits;
import trysail.risk.RiskRule;
import trysail.words.BadInput;

/**
 * What a session trades with, and how much of it may be at risk. Amounts are in quote currency.
 *
 * @param capital paper equity
 * @param rules of the user's own, asked in this order after the standard ones
 * @param maxLoss what it may lose in all; empty: any sum
 */
record Stakes(BigDecimal capital, RiskLimits limits, List<RiskRule> rules, Optional<BigDecimal> maxLoss) {
    static final Stakes USUAL = new Stakes(new BigDecimal(10_000), RiskLimits.standard(), List.of(), Optional.empty());
    private static final int MOST_DIGITS = 24;

    Stakes capital(BigDecimal quote) {
        if (quote.signum() <= 0) {
            throw new BadInput("--capital " + quote + " must be more than zero");
        }
        return new Stakes(quote, limits, rules, maxLoss);
    }

    Stakes limits(RiskLimits some) {
        return new Stakes(capital, some, rules, maxLoss);
    }

    Stakes rules(List<RiskRule> own) {
        return new Stakes(capital, limits, BadInput.unless(() -> Risk.named(own)), maxLoss);
    }

    Stakes maxLoss(BigDecimal quote) {
        if (quote.signum() <= 0 || quote.precision() > MOST_DIGITS || Math.abs((long) quote.scale()) > MOST_DIGITS) {
            throw new BadInput("--max-loss " + quote + " cannot be: write an amount above zero, such as 20 or 12.50");
        }
        return new Stakes(capital, limits, rules, Optional.of(quote));
    }
}
