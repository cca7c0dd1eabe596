package trysail.risk;

import java.util.Optional;
import java.util.function.BiFunction;
import trysail.model.Intent;

/**
 * A rule that an order must keep to be sent. A session has the {@link StandardRule}s, and after them its user's own.
 *
 * <p>A rule is called by the one thread that judges a session's orders, never by two at once; one that is given to several
 * sessions is called by a thread of each. It must not block: while it judges, the session hears of nothing else. What it
 * is shown may be read during the call alone. A rule that throws an exception or gives null denies the order, which says
 * so; the first time, its session warns of it. The session goes on. An {@link Error} is no judgement: it ends the session
 * with that cause, but for those of linking and a full stack, which count as exceptions.
 */
public interface RiskRule {
    /** What its denials are called by: lower-case letters, digits and hyphens, beginning with a letter, 32 at most. */
    String name();

    /** Why this order may not be sent; empty: it may, as far as this rule is concerned. */
    Optional<String> objection(Intent.Submit order, RiskState state);

    /**
     * Whether exits are held to it as well: orders that can only reduce a position. A rule that holds them can keep a
     * session from leaving a position. A stop's own flatten orders pass in any case.
     */
    default boolean holdsExits() {
        return false;
    }

    /** A rule for entries, such as {@code RiskRule.of("buys-only", (order, state) -> …)}. */
    static RiskRule of(String name, BiFunction<Intent.Submit, RiskState, Optional<String>> objection) {
        return new PlainRule(name, false, objection);
    }
}
