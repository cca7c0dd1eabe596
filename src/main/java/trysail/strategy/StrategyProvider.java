package trysail.strategy;

import trysail.provider.OptionValues;
import trysail.provider.Provider;

/**
 * A strategy of a library's own, chosen by name as those that come with Trysail are: {@code start paper --strategy
 * NAME,k=v}, {@code paper("60s").strategy("NAME,k=v")}. Listed in {@code META-INF/services/trysail.strategy.StrategyProvider}.
 */
public interface StrategyProvider extends Provider {
    /**
     * A new strategy for one session, with these options. One more is made, and given away, when the choice is checked.
     *
     * @throws IllegalArgumentException in one line for the user, when options do not go together
     */
    Strategy make(OptionValues options);
}
