package trysail.strategy;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trysail.model.Numbers;
import trysail.model.Spelling;

/** The {@code k=v} of one strategy's spec, checked against what it knows. */
final class Options {
    private final Map<String, BigDecimal> values = new LinkedHashMap<>();

    Options(String strategy, List<StrategyOption> known, List<String> given) {
        known.forEach(o -> values.put(o.name(), o.standard()));
        for (var pair : given) {
            var at = pair.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException(
                        "strategy %s: '%s' is not of the form option=value".formatted(strategy, pair));
            }
            var option = option(strategy, known, pair.substring(0, at).strip());
            values.put(
                    option.name(),
                    value(strategy, option, pair.substring(at + 1).strip()));
        }
    }

    BigDecimal value(String option) {
        return values.getOrDefault(option, BigDecimal.ZERO);
    }

    int whole(String strategy, String option) {
        try {
            return value(option).intValueExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException(
                    "strategy %s: %s=%s must be a whole number".formatted(strategy, option, value(option)), fraction);
        }
    }

    private static StrategyOption option(String strategy, List<StrategyOption> known, String name) {
        return known.stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("strategy %s has no option '%s': did you mean '%s'?"
                        .formatted(
                                strategy,
                                name,
                                nearest(
                                        name,
                                        known.stream().map(StrategyOption::name).toList()))));
    }

    private static BigDecimal value(String strategy, StrategyOption option, String text) {
        try {
            var value = Numbers.of(text);
            if (value.compareTo(option.least()) >= 0 && value.compareTo(option.most()) <= 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new IllegalArgumentException("strategy %s: %s=%s must be a number from %s (%s)"
                .formatted(strategy, option.name(), text, option.bounds(), option.meaning()));
    }

    /** The known word with the fewest letters to change. */
    static String nearest(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> Spelling.distance(word, k)))
                .orElse(word);
    }
}
