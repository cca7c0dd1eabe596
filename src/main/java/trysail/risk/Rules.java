package trysail.risk;

import java.util.List;
import trysail.provider.Offers;

/** The rules that can be chosen by name beside the standard ones: each {@link RuleProvider}'s. */
public final class Rules {
    private Rules() {}

    /** All there are, and the providers that were skipped. */
    public static Offers<RiskRule> offers() {
        return Offers.of("rule", List.of(), RuleProvider.class, RuleProvider::make);
    }
}
