package trysail.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import trysail.helm.Alias;

/**
 * What may be written after what: the commands, what each takes, and what its words stand for. Found out when it is asked
 * for and not before. For one thread at a time.
 */
public final class Grammar {
    private static final Pattern WORDS = Pattern.compile("(?<![.A-Za-z])[A-Za-z]+");
    private static final Map<String, Kind> BY_OPTION = Map.of(
            "--session", Kind.SESSION,
            "--venue", Kind.VENUE,
            "--symbols", Kind.INSTRUMENT,
            "--strategy", Kind.STRATEGY,
            "--fault", Kind.FAULT,
            "--feed", Kind.FEED,
            "--speed", Kind.SPEED,
            "--dialect", Kind.DIALECT,
            "--protocol", Kind.PROTOCOL);

    private final Commands commands;
    private final Map<String, Usage> usages = new HashMap<>();

    /** What a word stands for, by its label in the usage message. */
    public enum Kind {
        SESSION,
        INSTRUMENT,
        STRATEGY,
        VENUE,
        DIALECT,
        PROTOCOL,
        POLICY,
        FAULT,
        FEED,
        SPEED,
        FRAME,
        MODE,
        COMMAND,
        FILE,
        DIR;

        private static Optional<Kind> of(String label) {
            return switch (label) {
                case "SYM", "SYMBOL" -> Optional.of(INSTRUMENT);
                default ->
                    Arrays.stream(values()).filter(k -> k.name().equals(label)).findFirst();
            };
        }
    }

    /** One command: its name, which group of {@code help} it is in, and what it does in a sentence. */
    public record Verb(String name, String group, String header) {}

    /**
     * What a command takes at one place.
     *
     * @param names of an option; none: it is a plain word, known by its place
     * @param value whether a value follows; of a plain word, always
     * @param many whether there may be several
     * @param kinds what the value may stand for
     * @param literals words that may stand there as they are
     */
    public record Slot(
            List<String> names,
            String label,
            String description,
            boolean value,
            boolean many,
            Set<Kind> kinds,
            List<String> literals) {}

    /** What one command takes: options, and plain words in their order. */
    public record Usage(List<Slot> options, List<Slot> places) {
        /** The option of this name. */
        public Optional<Slot> option(String name) {
            return options.stream().filter(o -> o.names().contains(name)).findFirst();
        }
    }

    /** @param commands whose aliases are words too */
    public Grammar(Commands commands) {
        this.commands = commands;
    }

    /** All commands, in the order of {@code help}, and the aliases there are. */
    public List<Verb> verbs() {
        var all = new ArrayList<Verb>();
        Catalogue.ALL.forEach(e -> all.add(new Verb(e.name(), e.group().title(), commands.header(e))));
        commands.aliases().forEach((name, meaning) -> all.add(new Verb(name, "Aliases", meaning)));
        return all;
    }

    /** Whether a command, or another name of one, is called so. */
    public boolean knows(String name) {
        return Catalogue.named(name).isPresent()
                || !Alias.of(List.of(name)).equals(List.of(name))
                || commands.isAlias(name);
    }

    /** What a command takes; empty for a word that is none. */
    public Optional<Usage> usage(String verb) {
        var known = usages.get(verb);
        if (known != null) {
            return Optional.of(known);
        }
        var name = Alias.of(List.of(verb)).getFirst();
        var usage = Catalogue.named(name).map(this::read);
        usage.ifPresent(u -> usages.put(verb, u));
        return usage;
    }

    private Usage read(Catalogue.Entry entry) {
        var spec = commands.parser(entry).getCommandSpec();
        return new Usage(
                spec.options().stream()
                        .filter(o -> !o.hidden())
                        .map(Grammar::slot)
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(p -> !p.hidden())
                        .map(Grammar::slot)
                        .toList());
    }

    private static Slot slot(ArgSpec spec) {
        var names = spec instanceof OptionSpec o ? Arrays.asList(o.names()) : List.<String>of();
        var kinds = EnumSet.noneOf(Kind.class);
        var literals = new ArrayList<String>();
        names.forEach(n -> Optional.ofNullable(BY_OPTION.get(n)).ifPresent(kinds::add));
        var label = spec.paramLabel();
        if (kinds.isEmpty()) {
            WORDS.matcher(label).results().map(r -> r.group()).forEach(word -> {
                Kind.of(word).ifPresent(kinds::add);
                if (word.equals(word.toLowerCase(Locale.ROOT)) && word.length() > 1) {
                    literals.add(word);
                }
            });
        }
        var many = spec instanceof PositionalParamSpec p
                && p.index().max() > p.index().min();
        return new Slot(
                names,
                label,
                String.join(" ", spec.description()).replace("%n", " ").replace("%%", "%"),
                names.isEmpty() || spec.arity().max() > 0,
                many,
                kinds,
                literals);
    }
}
