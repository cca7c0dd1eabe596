package trysail.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.risk.CapitalLimit;
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
 * @param maxDrawdown how far its profit may fall below the highest it was; empty: any sum
 * @param capitalLimit what may be at work at once; empty: what the other limits let
 */
record Stakes(
        BigDecimal capital,
        RiskLimits limits,
        List<RiskRule> rules,
        Optional<BigDecimal> maxLoss,
        Optional<BigDecimal> maxDrawdown,
        Optional<BigDecimal> capitalLimit) {
    static final Stakes USUAL = new Stakes(
            new BigDecimal(10_000),
            RiskLimits.standard(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final int MOST_DIGITS = 24;

    Stakes capital(BigDecimal quote) {
        if (quote.signum() <= 0) {
            throw new BadInput("--capital " + quote + " must be more than zero");
        }
        return new Stakes(quote, limits, rules, maxLoss, maxDrawdown, capitalLimit);
    }

    Stakes limits(RiskLimits some) {
        return new Stakes(capital, some, rules, maxLoss, maxDrawdown, capitalLimit);
    }

    Stakes rules(List<RiskRule> own) {
        var named = BadInput.unless(() -> Risk.named(own));
        if (named.stream().anyMatch(r -> r.name().equals(CapitalLimit.NAME))) {
            throw new BadInput("rule '" + CapitalLimit.NAME + "' is built in: give your own another name");
        }
        return new Stakes(capital, limits, named, maxLoss, maxDrawdown, capitalLimit);
    }

    Stakes maxLoss(BigDecimal quote) {
        return new Stakes(capital, limits, rules, amount("--max-loss", quote), maxDrawdown, capitalLimit);
    }

    Stakes maxDrawdown(BigDecimal quote) {
        return new Stakes(capital, limits, rules, maxLoss, amount("--max-drawdown", quote), capitalLimit);
    }

    /** The capital becomes the same: shares of equity are shares of it. */
    Stakes capitalLimit(BigDecimal quote) {
        return new Stakes(quote, limits, rules, maxLoss, maxDrawdown, amount("--capital-limit", quote));
    }

    private static Optional<BigDecimal> amount(String option, BigDecimal quote) {
        if (quote.signum() <= 0 || quote.precision() > MOST_DIGITS || Math.abs((long) quote.scale()) > MOST_DIGITS) {
            throw new BadInput(option + " " + quote + " cannot be: write an amount above zero, such as 20 or 12.50");
        }
        return Optional.of(quote);
    }

    /** All that orders are held to besides the standard rules. */
    List<RiskRule> allRules() {
        var all = new ArrayList<RiskRule>();
        capitalLimit.map(CapitalLimit::new).ifPresent(all::add);
        all.addAll(rules);
        return List.copyOf(all);
    }
}
