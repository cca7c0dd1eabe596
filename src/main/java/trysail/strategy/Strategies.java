package trysail.strategy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import trysail.provider.Offer;
import trysail.provider.Offers;
import trysail.provider.OptionSpec;
import trysail.provider.OptionValues;

/** The strategies that can be chosen by name: those that come with Trysail, and each {@link StrategyProvider}'s. */
public final class Strategies {
    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    private static final List<Offer<Strategy>> SHIPPED = List.of(
            shipped(
                    "crossover",
                    "long while the fast average of one-minute closes is above the slow one, else short or flat",
                    Strategies::crossover,
                    OptionSpec.of("fast", "10", "1", "499", "bars of the fast average"),
                    OptionSpec.of("slow", "50", "2", "500", "bars of the slow average"),
                    OptionSpec.of("share", "10", "0.01", "100", "percent of equity in a position"),
                    OptionSpec.of("short", "1", "0", "1", "1 to sell short on the way down, 0 not to")),
            shipped(
                    "quoter",
                    "bids and asks around the middle: a demonstration, which pays the spread",
                    Strategies::quoter,
                    OptionSpec.of("spread", "2", "0", "500", "basis points between bid and ask"),
                    OptionSpec.of("requote", "0.5", "0", "500", "basis points the mid may move"),
                    OptionSpec.of("age", "5", "0.1", "3600", "seconds until an order is renewed"),
                    OptionSpec.of("inventory", "5", "1", "1000", "smallest orders held at most")));

    private Strategies() {}

    private static Offer<Strategy> shipped(
            String name, String about, Function<OptionValues, Strategy> make, OptionSpec... options) {
        return new Offer<>(name, about, List.of(options), false, make);
    }

    /** All there are, and the providers that were skipped. */
    public static Offers<Strategy> offers() {
        return Offers.of("strategy", SHIPPED, StrategyProvider.class, StrategyProvider::make);
    }

    /** Their names: those that come with Trysail in alphabetical order, then the others. */
    public static List<String> names() {
        return offers().names();
    }

    /** What can be set of a strategy. */
    public static List<OptionSpec> known(String name) {
        return offers().named(name).options();
    }

    /** One line for each option of a strategy: name, what stands without it, bounds and meaning. */
    public static List<String> options(String name) {
        return options(offers().named(name));
    }

    /** The same, of one that was found. */
    public static List<String> options(Offer<Strategy> one) {
        return one.options().stream()
                .map(o -> "%s=%s (%s to %s): %s".formatted(o.name(), o.standard(), o.least(), o.most(), o.meaning()))
                .toList();
    }

    /**
     * A new strategy from {@code NAME[,option=value…]}, such as {@code crossover,fast=10,slow=50}.
     *
     * @throws IllegalArgumentException in one line that names what is wrong and what would be right
     */
    public static Strategy named(String spec) {
        return offers().make(spec);
    }

    /** What makes a new one of them for each session; the provider is the one that is there now. As {@link #named} throws. */
    public static Supplier<Strategy> maker(String spec) {
        return offers().maker(spec);
    }

    private static Strategy quoter(OptionValues options) {
        var age = options.value("age").movePointRight(3).longValue();
        return new Quoter(
                options.value("spread"),
                options.value("requote"),
                Duration.ofMillis(age),
                options.whole("inventory"));
    }

    private static Strategy crossover(OptionValues options) {
        return new Crossover(
                options.whole("fast"),
                options.whole("slow"),
                options.value("share").multiply(PERCENT),
                options.whole("short") == 1);
    }
}
