package trysail.provider;

import java.util.List;
import java.util.function.Function;

/**
 * What can be chosen by name.
 *
 * @param own whether it comes from outside Trysail
 * @param make makes one, with these options
 */
public record Offer<T>(String name, String about, List<OptionSpec> options, boolean own, Function<OptionValues, T> make) {
    public Offer {
        options = List.copyOf(options);
    }
}
