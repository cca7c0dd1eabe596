package trysail.provider;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.model.Numbers;

/**
 * The {@code k=v} given to something that is chosen by name, checked against what it knows; what was not given has its
 * standard value. Immutable.
 */
public final class OptionValues {
    private static final int LONGEST = 40;

    private final String owner;
    private final Map<String, BigDecimal> values = new LinkedHashMap<>();

    /**
     * @param owner how refusals call whose options they are, such as {@code strategy crossover}
     * @param given each {@code option=value}
     * @throws IllegalArgumentException in one line that names what is wrong and what would be right
     */
    public OptionValues(String owner, List<OptionSpec> known, List<String> given) {
        this.owner = owner;
        known.forEach(o -> values.put(o.name(), o.standard()));
        for (var pair : given) {
            var at = pair.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("%s: '%s' is not of the form option=value".formatted(owner, pair));
            }
            var option = option(known, pair.substring(0, at).strip());
            values.put(option.name(), value(option, pair.substring(at + 1).strip()));
        }
    }

    /**
     * The value of an option.
     *
     * @throws IllegalArgumentException when there is no such option
     */
    public BigDecimal value(String option) {
        return Optional.ofNullable(values.get(option))
                .orElseThrow(() -> new IllegalArgumentException("%s has no option '%s'".formatted(owner, option)));
    }

    /**
     * The same, of one that counts something.
     *
     * @throws IllegalArgumentException when it is not a whole number
     */
    public int whole(String option) {
        try {
            return value(option).intValueExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException(
                    "%s: %s=%s must be a whole number".formatted(owner, option, value(option)), fraction);
        }
    }

    private OptionSpec option(List<OptionSpec> known, String name) {
        return known.stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s has no option '%s'%s"
                        .formatted(
                                owner,
                                name,
                                known.isEmpty()
                                        ? ": it has none"
                                        : ": did you mean '"
                                                + Words.nearest(
                                                        name,
                                                        known.stream()
                                                                .map(OptionSpec::name)
                                                                .toList())
                                                + "'?")));
    }

    private BigDecimal value(OptionSpec option, String text) {
        try {
            if (text.length() <= LONGEST) {
                var value = Numbers.of(text);
                if (value.compareTo(option.least()) >= 0 && value.compareTo(option.most()) <= 0) {
                    return value;
                }
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new IllegalArgumentException("%s: %s=%s must be a number from %s (%s)"
                .formatted(owner, option.name(), text, option.bounds(), option.meaning()));
    }
}
