package trysail.risk;

import trysail.provider.OptionValues;
import trysail.provider.Provider;

/**
 * A {@link RiskRule} of a library's own, chosen by name: {@code start paper --rule NAME,k=v},
 * {@code paper("60s").rule("NAME,k=v")}. Listed in {@code META-INF/services/trysail.risk.RuleProvider}.
 */
public interface RuleProvider extends Provider {
    /**
     * A new rule for one session, with these options. One more is made, and given away, when the choice is checked.
     *
     * @throws IllegalArgumentException in one line for the user, when options do not go together
     */
    RiskRule make(OptionValues options);
}
