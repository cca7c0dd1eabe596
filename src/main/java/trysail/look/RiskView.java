package trysail.look;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import trysail.risk.LimitUse;

/**
 * What keeps a session in bounds, and how far it has come.
 *
 * @param equity capital and profit at the last marks, in quote currency
 * @param pnl net of fees at the last marks
 * @param limits as risk itself counts them, copied between two of its decisions
 * @param rules in the order in which they are asked
 * @param loss what it may lose altogether, where that was said
 */
public record RiskView(
        BigDecimal equity, BigDecimal pnl, List<LimitUse> limits, List<Rule> rules, Optional<Loss> loss) {
    public RiskView {
        limits = List.copyOf(limits);
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param own whether it is the user's
     * @param denied intents that it denied since the start
     */
    public record Rule(String name, boolean own, boolean holdsExits, long denied) {}

    /** How many intents this rule denied. */
    public long denied(String rule) {
        return rules.stream()
                .filter(r -> r.name().equals(rule))
                .mapToLong(Rule::denied)
                .sum();
    }
}
