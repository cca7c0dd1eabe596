package trysail.risk;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import trysail.model.Intent;
import trysail.scope.Told;

/** A user's rule, kept from doing harm: one that fails denies. Used by the thread that judges. */
final class OwnRule implements RiskRule {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final RiskRule rule;
    private final String name;
    private final boolean holdsExits;
    private final Consumer<String> warnings;
    private boolean warned;

    OwnRule(RiskRule rule, Consumer<String> warnings) {
        this.rule = rule;
        name = rule.name(); // once: a denial's name stays what it was
        holdsExits = rule.holdsExits();
        this.warnings = warnings;
    }

    /** @throws IllegalArgumentException when one has no proper name, or another's */
    static List<RiskRule> named(List<RiskRule> own) {
        var names = new HashSet<String>();
        for (var rule : own) {
            var name = rule.name();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "rule '" + name + "' must be lower-case letters, digits and '-', such as buys-only");
            }
            if (StandardRule.isOne(name)) {
                throw new IllegalArgumentException("rule '" + name + "' is built in: give your own another name");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("rule '" + name + "' is there twice: give one another name");
            }
        }
        return List.copyOf(own);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean holdsExits() {
        return holdsExits;
    }

    @Override
    public Optional<String> objection(Intent.Submit order, RiskState state) {
        try {
            return Optional.ofNullable(rule.objection(order, state)).orElseGet(() -> failed("it gave null"));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed(e.getClass().getSimpleName()
                    + Told.message(e).map(text -> ": " + text).orElse(""));
        }
    }

    private Optional<String> failed(String how) {
        if (!warned) {
            warned = true;
            warnings.accept("rule " + name + " failed: " + how + "; it denies what it cannot judge");
        }
        return Optional.of("the rule itself failed: " + how);
    }
}
