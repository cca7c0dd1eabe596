package trysail.risk;

import java.util.Optional;
import java.util.function.BiFunction;
import trysail.model.Intent;

/** A rule made of its parts. */
record PlainRule(String name, boolean holdsExits, BiFunction<Intent.Submit, RiskState, Optional<String>> judgement)
        implements RiskRule {
    @Override
    public Optional<String> objection(Intent.Submit order, RiskState state) {
        return judgement.apply(order, state);
    }
}
