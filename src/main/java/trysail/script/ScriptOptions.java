package trysail.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import trysail.model.Numbers;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * The {@code k=v} that a strategy in a file was given, as in {@code my-strategy.jsh,step=5}: the file asks for each by
 * {@code option("step", 2)} while it is loaded, in a field or a constructor. What was given and never asked for is
 * refused. Thread-safe.
 */
public final class ScriptOptions {
    private static final ThreadLocal<Optional<ScriptOptions>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private final String strategy;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /**
     * @param strategy the file's name, for messages
     * @param pairs each of the form {@code option=value}
     * @throws BadInput when one is not, or stands twice
     */
    ScriptOptions(String strategy, List<String> pairs) {
        this.strategy = strategy;
        for (var pair : pairs) {
            var at = pair.indexOf('=');
            if (at < 1) {
                throw new BadInput("strategy %s: '%s' is not of the form option=value".formatted(strategy, pair));
            }
            var name = pair.substring(0, at).strip();
            if (given.put(name, pair.substring(at + 1).strip()) != null) {
                throw new BadInput("strategy %s: option '%s' stands twice".formatted(strategy, name));
            }
        }
    }

    /** Runs code of the file: what it asks for is answered from here. */
    <T> T during(Code<T> code) throws ReflectiveOperationException {
        var before = CURRENT.get();
        CURRENT.set(Optional.of(this));
        try {
            return code.run();
        } finally {
            CURRENT.set(before);
        }
    }

    /** A part of the file, called by reflection. */
    interface Code<T> {
        T run() throws ReflectiveOperationException;
    }

    /**
     * Refuses what was given and not asked for.
     *
     * @throws BadInput that names it and what there is
     */
    synchronized void check() {
        for (var name : given.keySet()) {
            if (!asked.contains(name)) {
                var meant = Nearest.to(name, asked).map(n -> "; did you mean '" + n + "'?");
                var there = asked.isEmpty()
                        ? ": it asks for none while it is loaded: int step = option(\"step\", 2)"
                        : ": it has " + String.join(", ", new ArrayList<>(asked));
                throw new BadInput("strategy %s has no option '%s'%s".formatted(strategy, name, meant.orElse(there)));
            }
        }
    }

    /**
     * What was given for an option; {@code standard} when nothing was, and where no strategy is being loaded.
     *
     * @param read makes a value of what was written, or throws what any parser does
     * @param what a value must be, for the refusal
     * @throws BadInput when it cannot be read
     */
    public static <T> T option(String name, T standard, Function<String, T> read, String what) {
        return CURRENT.get()
                .flatMap(own -> own.asked(name))
                .map(text -> {
                    try {
                        return read.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw new BadInput(
                                CURRENT.get()
                                                .map(o -> "strategy " + o.strategy + ": ")
                                                .orElse("") + name + "=" + text + " must be " + what,
                                e);
                    }
                })
                .orElse(standard);
    }

    private synchronized Optional<String> asked(String name) {
        asked.add(name);
        return Optional.ofNullable(given.get(name));
    }

    /** A number with no more digits than a price can have. */
    public static BigDecimal number(String text) {
        if (text.length() > 40 || text.contains("e") || text.contains("E")) {
            throw new NumberFormatException(text);
        }
        return Numbers.of(text);
    }
}
