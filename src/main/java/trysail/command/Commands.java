package trysail.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import trysail.session.BadInput;

/** Every command there is, and how a line becomes one. Thread-safe as far as its helm is. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    /** What commands are for; the order of {@code help}. */
    public enum Group {
        SESSIONS("Sessions"),
        LOOK("Look"),
        STEER("Steer"),
        PAST("Past sessions"),
        TOOLS("Tools"),
        HERE("Here");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** One command: its class says its name and what it does. */
    record Entry(Group group, Command about, Function<Helm, Object> make) {
        String name() {
            return about.name();
        }

        String header() {
            return String.join(" ", about.header());
        }
    }

    private static <T> Entry entry(Group group, Class<T> type, Function<Helm, T> make) {
        return new Entry(group, type.getAnnotation(Command.class), make::apply);
    }

    /** In the order of {@code help}. */
    static final List<Entry> ALL = List.of(
            entry(Group.SESSIONS, StartCommand.class, StartCommand::new),
            entry(Group.SESSIONS, SessionsCommand.class, SessionsCommand::new),
            entry(Group.SESSIONS, UseCommand.class, UseCommand::new),
            entry(Group.SESSIONS, StopCommand.class, StopCommand::new),
            entry(Group.LOOK, StatusCommand.class, StatusCommand::new),
            entry(Group.PAST, HistoryCommand.class, HistoryCommand::new),
            entry(Group.PAST, JournalCommand.class, JournalCommand::new),
            entry(Group.STEER, FaultCommand.class, FaultCommand::new),
            entry(Group.STEER, ReconnectCommand.class, ReconnectCommand::new),
            entry(Group.TOOLS, RecordCommand.class, RecordCommand::new),
            entry(Group.TOOLS, DemoCommand.class, DemoCommand::new),
            entry(Group.TOOLS, VenueCommand.class, VenueCommand::new),
            entry(Group.HERE, ConfigCommand.class, ConfigCommand::new),
            entry(Group.HERE, HelpCommand.class, HelpCommand::new),
            entry(Group.HERE, VersionCommand.class, VersionCommand::new),
            entry(Group.HERE, ExitCommand.class, ExitCommand::new));

    private final Helm helm;
    private final Map<String, String> environment;

    public Commands(Helm helm, Map<String, String> environment) {
        this.helm = helm;
        this.environment = environment;
    }

    /** The names of all commands, in the order of {@code help}. */
    public static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    static Optional<Entry> named(String name) {
        return ALL.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Runs one line: what it says, or what its alias says; 0 for an empty one. */
    public int line(String line) {
        try {
            return run(Words.of(line));
        } catch (BadInput e) {
            return complain(e.getMessage(), USAGE);
        }
    }

    /** Runs one command; the exit code. What it has to say, it has said. */
    public int run(List<String> given) {
        try {
            var words = Alias.of(expanded(given));
            if (words.isEmpty()) {
                return 0;
            }
            var entry = named(words.getFirst());
            if (entry.isEmpty()) {
                return complain(unknown(words.getFirst()), USAGE);
            }
            var settings = Settings.of(words, environment);
            settings.check(() -> ALL.stream().map(this::parser).iterator());
            return execute(parser(entry.get()).setDefaultValueProvider(settings), words.subList(1, words.size()));
        } catch (BadInput e) {
            return complain(e.getMessage(), USAGE);
        }
    }

    private List<String> expanded(List<String> words) {
        if (words.isEmpty() || !helm.aliases().containsKey(words.getFirst())) {
            return words;
        }
        var all = new ArrayList<>(Words.of(String.valueOf(helm.aliases().get(words.getFirst()))));
        all.addAll(words.subList(1, words.size()));
        return all;
    }

    private int execute(CommandLine line, List<String> words) {
        var out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        var code = line.execute(words.toArray(String[]::new));
        if (!out.toString().isEmpty()) {
            helm.console().print(out.toString());
        }
        return code;
    }

    /** A command with its options, ready to take words. */
    CommandLine parser(Entry entry) {
        var line = new CommandLine(entry.make().apply(helm));
        line.getCommandSpec().version(VersionCommand.text());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Math.max(60, Math.min(110, helm.console().paper().columns())));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(helm.console().paper().colour() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler(this::wrongUsage);
        line.setExecutionExceptionHandler(this::failed);
        return line;
    }

    static String unknown(String word) {
        return "unknown command '" + word + "'"
                + Nearest.to(word, names())
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; see help");
    }

    private int wrongUsage(ParameterException e, String[] words) {
        return complain(String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage"), USAGE);
    }

    private int failed(Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        if (e instanceof BadInput bad) {
            return complain(bad.getMessage(), USAGE);
        }
        if (e instanceof InterruptedException) {
            return INTERRUPTED;
        }
        return complain(e.getClass().getSimpleName() + ": " + e.getMessage(), FAILED);
    }

    private int complain(@Nullable String message, int code) {
        helm.console().complain(String.valueOf(message));
        return code;
    }
}
