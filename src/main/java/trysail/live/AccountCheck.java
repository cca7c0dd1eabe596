package trysail.live;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import trysail.exchange.AccountStanding;

/** What speaks against trading on an account, found before any order is sent. Thread-safe. */
public final class AccountCheck {
    private AccountCheck() {}

    /**
     * A line each, with its remedy; empty: nothing speaks against it. What the venue does not tell speaks for nothing.
     *
     * @param capitalLimit what the session may put to work, in quote currency
     */
    public static List<String> objections(AccountStanding standing, BigDecimal capitalLimit) {
        var all = new ArrayList<String>();
        if (!standing.keyMayTrade().orElse(true)) {
            all.add("the key may not trade: give it the right to trade at the venue, or use another key");
        }
        if (standing.keyMayWithdraw().orElse(false)) {
            all.add("the key may withdraw: a session never needs that; use a key that may trade and nothing else");
        }
        if (standing.hedged().orElse(false)) {
            all.add("the account is in hedge mode: set it to one-way mode at the venue");
        }
        var held = standing.wallet().wallet();
        if (held.compareTo(capitalLimit) < 0) {
            all.add("the account holds " + held.toPlainString() + " "
                    + standing.wallet().asset() + ", less than " + "--capital-limit " + capitalLimit.toPlainString()
                    + ": lower the limit, or fund the account");
        }
        return List.copyOf(all);
    }

    /** What the venue does not tell, and the user has to look after; a line each. */
    public static List<String> untold(AccountStanding standing) {
        return standing.keyMayWithdraw().isPresent()
                ? List.of()
                : List.of("the venue does not tell whether the key may withdraw: see to it that it may not");
    }
}
