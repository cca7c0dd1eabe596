package trysail.strategy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The strategies that come with Trysail, by name. */
public final class Strategies {
    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    private static final Map<String, Shipped> SHIPPED = new TreeMap<>(Map.of(
            "quoter",
            new Shipped(
                    List.of(
                            StrategyOption.of("spread", "2", "0", "500", "basis points between bid and ask"),
                            StrategyOption.of("requote", "0.5", "0", "500", "basis points the mid may move"),
                            StrategyOption.of("age", "5", "0.1", "3600", "seconds until an order is renewed"),
                            StrategyOption.of("inventory", "5", "1", "1000", "smallest orders held at most")),
                    Strategies::quoter),
            "crossover",
            new Shipped(
                    List.of(
                            StrategyOption.of("fast", "10", "1", "499", "bars of the fast average"),
                            StrategyOption.of("slow", "50", "2", "500", "bars of the slow average"),
                            StrategyOption.of("share", "10", "0.01", "100", "percent of equity in a position"),
                            StrategyOption.of("short", "1", "0", "1", "1 to sell short on the way down, 0 not to")),
                    Strategies::crossover)));

    private record Shipped(List<StrategyOption> options, Function<Options, Strategy> make) {}

    private Strategies() {}

    /** Their names, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(SHIPPED.keySet());
    }

    /** What can be set of a strategy. */
    public static List<StrategyOption> known(String name) {
        return shipped(name).options;
    }

    /** One line for each option of a strategy: name, what stands without it, bounds and meaning. */
    public static List<String> options(String name) {
        return shipped(name).options.stream()
                .map(o -> "%s=%s (%s to %s): %s".formatted(o.name(), o.standard(), o.least(), o.most(), o.meaning()))
                .toList();
    }

    /**
     * A new strategy from {@code NAME[,option=value…]}, such as {@code crossover,fast=10,slow=50}.
     *
     * @throws IllegalArgumentException in one line that names what is wrong and what would be right
     */
    public static Strategy named(String spec) {
        var words = List.of(spec.split(",", -1));
        var name = words.getFirst().strip();
        var shipped = shipped(name);
        return shipped.make.apply(new Options(name, shipped.options, words.subList(1, words.size())));
    }

    private static Shipped shipped(String name) {
        var shipped = SHIPPED.get(name);
        if (shipped == null) {
            throw new IllegalArgumentException("strategy '%s' is not known: did you mean '%s'? (there are: %s)"
                    .formatted(name, Options.nearest(name, names()), String.join(", ", names())));
        }
        return shipped;
    }

    private static Strategy quoter(Options options) {
        var age = options.value("age").movePointRight(3).longValue();
        return new Quoter(
                options.value("spread"),
                options.value("requote"),
                Duration.ofMillis(age),
                options.whole("quoter", "inventory"));
    }

    private static Strategy crossover(Options options) {
        return new Crossover(
                options.whole("crossover", "fast"),
                options.whole("crossover", "slow"),
                options.value("share").multiply(PERCENT),
                options.whole("crossover", "short") == 1);
    }
}
