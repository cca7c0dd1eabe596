package trysail.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trysail.words.Causes;

/**
 * Everything of one kind that can be chosen by name: what comes with Trysail first, then what was found on the class
 * path. Immutable; made anew by each look.
 *
 * @param kind how refusals call it, such as {@code strategy}
 */
public record Offers<T>(String kind, List<Offer<T>> all, List<Skipped> skipped) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int MOST = 256;

    public Offers {
        all = List.copyOf(all);
        skipped = List.copyOf(skipped);
    }

    /**
     * What comes with Trysail and what {@link ServiceLoader} finds, by the calling thread's class loader. One provider that
     * is broken keeps none of the others from being found; a name is its first owner's.
     */
    public static <T, P extends Provider> Offers<T> of(
            String kind, List<Offer<T>> shipped, Class<P> service, BiFunction<P, OptionValues, T> make) {
        var all = new ArrayList<>(shipped);
        var skipped = new ArrayList<Skipped>();
        var found = loader(service).stream().iterator();
        for (var i = 0; i < MOST; i++) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                var next = found.next();
                take(kind, next.type().getName(), next, make, all, skipped);
            } catch (ServiceConfigurationError broken) { // a line of a services file; the next one may be fine
                var told = new Skipped("a line for " + service.getSimpleName(), Causes.text(broken));
                if (skipped.contains(told)) {
                    break; // it comes again and again
                }
                skipped.add(told);
            }
        }
        return new Offers<>(kind, all, skipped);
    }

    private static <P> ServiceLoader<P> loader(Class<P> service) {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .map(own -> ServiceLoader.load(service, own))
                .orElseGet(() -> ServiceLoader.load(service, Offers.class.getClassLoader()));
    }

    private static <T, P extends Provider> void take(
            String kind,
            String type,
            Supplier<P> opening,
            BiFunction<P, OptionValues, T> make,
            List<Offer<T>> all,
            List<Skipped> skipped) {
        try {
            var provider = opening.get();
            var name = provider.name();
            if (name == null || !NAME.matcher(name).matches()) {
                skipped.add(new Skipped(
                        type, "its name '" + name + "' must be lower-case letters, digits and '-', 32 at most"));
            } else if (all.stream().anyMatch(o -> o.name().equals(name))) {
                skipped.add(new Skipped(type, "there is a " + kind + " '" + name + "' already"));
            } else {
                var offer = new Offer<T>(
                        name,
                        String.valueOf(provider.about()).strip(),
                        provider.options(),
                        true,
                        values -> make.apply(provider, values));
                all.add(offer);
            }
        } catch (ServiceConfigurationError broken) { // its constructor
            skipped.add(new Skipped(type, why(Optional.ofNullable(broken.getCause()).orElse(broken))));
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            skipped.add(new Skipped(type, why(broken)));
        }
    }

    private static String why(Throwable broken) {
        try {
            return Causes.text(broken);
        } catch (RuntimeException | LinkageError | StackOverflowError dumb) { // what it says is somebody else's code, too
            return broken.getClass().getName();
        }
    }

    /** Their names, in this order. */
    public List<String> names() {
        return all.stream().map(Offer::name).toList();
    }

    /** The one of this name. */
    public Optional<Offer<T>> find(String name) {
        return all.stream().filter(o -> o.name().equals(name)).findFirst();
    }

    /**
     * The same, of a name that must be one.
     *
     * @throws IllegalArgumentException naming the nearest, all there are, and those skipped
     */
    public Offer<T> named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private String unknown(String name) {
        var there = all.isEmpty()
                ? "there is none"
                : "did you mean '" + Words.nearest(name, names()) + "'? (there are: " + String.join(", ", names()) + ")";
        return skipped.stream()
                .map(s -> "; " + s)
                .collect(Collectors.joining("", kind + " '" + name + "' is not known: " + there, ""));
    }

    /**
     * What makes those that {@code NAME[,option=value…]} asks for, such as {@code crossover,fast=10,slow=50}: a new one each
     * time. One was made, to see that it can be.
     *
     * @throws IllegalArgumentException in one line that names what is wrong and what would be right
     */
    public Supplier<T> maker(String spec) {
        var maker = asked(spec);
        var unused = maker.get();
        return maker;
    }

    /** One of them, as {@link #maker} makes it. */
    public T make(String spec) {
        return asked(spec).get();
    }

    private Supplier<T> asked(String spec) {
        var words = List.of(spec.split(",", -1));
        var offer = named(words.getFirst().strip());
        var values = new OptionValues(kind + " " + offer.name(), offer.options(), words.subList(1, words.size()));
        return () -> made(offer, values);
    }

    private T made(Offer<T> offer, OptionValues values) {
        try {
            var one = offer.make().apply(values);
            if (one == null) {
                throw new IllegalArgumentException(kind + " " + offer.name() + ": its provider gave null");
            }
            return one;
        } catch (IllegalArgumentException itsOwnWords) {
            throw itsOwnWords;
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            throw new IllegalArgumentException(
                    kind + " " + offer.name() + ": its provider failed: " + why(broken), broken);
        }
    }
}
