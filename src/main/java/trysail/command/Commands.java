package trysail.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import trysail.session.BadInput;
import trysail.session.Nearest;
import trysail.session.NotNow;

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
        SCRIPTS("Scripts"),
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
    record Entry(Group group, Class<?> type, Command about, Function<Helm, Object> make) {
        String name() {
            return about.name();
        }

        boolean answersTo(String word) {
            return name().equals(word) || List.of(about.aliases()).contains(word);
        }

        /** Whether it can be used there at all. */
        boolean usable(Helm.Mode mode) {
            return mode == Helm.Mode.COMMAND || !type.isAnnotationPresent(ShellOnly.class);
        }

        /** Whether {@code expect exit} means this one when it was the last. */
        private boolean counts() {
            return !Aside.class.isAssignableFrom(type);
        }

        String header() {
            return String.join(" ", about.header());
        }
    }

    private static <T> Entry entry(Group group, Class<T> type, Function<Helm, T> make) {
        return new Entry(group, type, type.getAnnotation(Command.class), make::apply);
    }

    /** In the order of {@code help}. */
    static final List<Entry> ALL = List.of(
            entry(Group.SESSIONS, StartCommand.class, StartCommand::new),
            entry(Group.SESSIONS, SessionsCommand.class, SessionsCommand::new),
            entry(Group.SESSIONS, UseCommand.class, UseCommand::new),
            entry(Group.SESSIONS, StopCommand.class, StopCommand::new),
            entry(Group.LOOK, StatusCommand.class, StatusCommand::new),
            entry(Group.LOOK, WhyCommand.class, WhyCommand::new),
            entry(Group.STEER, PauseCommand.class, PauseCommand::new),
            entry(Group.STEER, ResumeCommand.class, ResumeCommand::new),
            entry(Group.STEER, DrainCommand.class, DrainCommand::new),
            entry(Group.STEER, KillCommand.class, KillCommand::new),
            entry(Group.STEER, ArmCommand.class, ArmCommand::new),
            entry(Group.STEER, DisarmCommand.class, DisarmCommand::new),
            entry(Group.LOOK, OrdersCommand.class, OrdersCommand::new),
            entry(Group.LOOK, FillsCommand.class, FillsCommand::new),
            entry(Group.LOOK, PositionsCommand.class, PositionsCommand::new),
            entry(Group.LOOK, ProfitCommand.class, ProfitCommand::new),
            entry(Group.LOOK, BookCommand.class, BookCommand::new),
            entry(Group.LOOK, BarsCommand.class, BarsCommand::new),
            entry(Group.LOOK, ChartCommand.class, ChartCommand::new),
            entry(Group.LOOK, ScopesCommand.class, ScopesCommand::new),
            entry(Group.LOOK, LedgerCommand.class, LedgerCommand::new),
            entry(Group.STEER, ReloadCommand.class, ReloadCommand::new),
            entry(Group.PAST, HistoryCommand.class, HistoryCommand::new),
            entry(Group.PAST, JournalCommand.class, JournalCommand::new),
            entry(Group.PAST, LogCommand.class, LogCommand::new),
            entry(Group.STEER, FaultCommand.class, FaultCommand::new),
            entry(Group.STEER, ReconnectCommand.class, ReconnectCommand::new),
            entry(Group.TOOLS, RecordCommand.class, RecordCommand::new),
            entry(Group.TOOLS, DemoCommand.class, DemoCommand::new),
            entry(Group.TOOLS, DoctorCommand.class, DoctorCommand::new),
            entry(Group.TOOLS, VenueCommand.class, VenueCommand::new),
            entry(Group.TOOLS, JShellCommand.class, JShellCommand::new),
            entry(Group.SCRIPTS, RunCommand.class, RunCommand::new),
            entry(Group.SCRIPTS, SourceCommand.class, SourceCommand::new),
            entry(Group.SCRIPTS, WaitCommand.class, WaitCommand::new),
            entry(Group.SCRIPTS, WaitUntilCommand.class, WaitUntilCommand::new),
            entry(Group.SCRIPTS, ExpectCommand.class, ExpectCommand::new),
            entry(Group.SCRIPTS, SetCommand.class, SetCommand::new),
            entry(Group.SCRIPTS, EchoCommand.class, EchoCommand::new),
            entry(Group.HERE, WatchCommand.class, WatchCommand::new),
            entry(Group.HERE, StrategiesCommand.class, StrategiesCommand::new),
            entry(Group.HERE, VenuesCommand.class, VenuesCommand::new),
            entry(Group.HERE, AliasCommand.class, AliasCommand::new),
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
        return ALL.stream().filter(e -> e.answersTo(name)).findFirst();
    }

    /** Runs one line: what it says, or what its alias says; 0 for an empty one. */
    public int line(String line) {
        try {
            return run(Words.of(line, helm.page()::variable));
        } catch (BadInput e) {
            return last(complain(e.getMessage(), USAGE));
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
                return last(complain(unknown(words.getFirst()), USAGE));
            }
            var settings = Settings.of(words, environment);
            settings.check(() -> ALL.stream().map(this::parser).iterator());
            var code = execute(parser(entry.get()).setDefaultValueProvider(settings), words.subList(1, words.size()));
            return entry.get().counts() ? last(code) : code;
        } catch (BadInput e) {
            return last(complain(e.getMessage(), USAGE));
        }
    }

    /**
     * A command that shows something, ready to look.
     *
     * @throws BadInput when the words are none
     */
    ViewCommand view(List<String> given) {
        var words = Alias.of(expanded(given));
        var entry = named(words.getFirst()).orElseThrow(() -> new BadInput(unknown(words.getFirst())));
        if (!ViewCommand.class.isAssignableFrom(entry.type())) {
            throw new BadInput("'" + entry.name() + "' shows nothing that could be watched");
        }
        var line = parser(entry).setDefaultValueProvider(Settings.of(words, environment));
        try {
            line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            return line.getCommand();
        } catch (ParameterException e) {
            throw new BadInput(Wrong.words(e, words), e);
        }
    }

    private int last(int code) {
        helm.page().code(code);
        return code;
    }

    /** An alias stands for its words, once: it cannot stand for another alias. */
    private List<String> expanded(List<String> words) {
        var meaning =
                words.isEmpty() ? Optional.<String>empty() : helm.aliases().meaning(words.getFirst());
        if (meaning.isEmpty()) {
            return words;
        }
        var all = new ArrayList<>(Words.of(meaning.get(), helm.page()::variable));
        all.addAll(words.subList(1, words.size()));
        return all;
    }

    /** The aliases there are, and what each stands for. */
    Map<String, String> aliases() {
        var all = new TreeMap<String, String>();
        helm.aliases().forEach(all::put);
        return all;
    }

    boolean isAlias(String word) {
        return helm.aliases().containsKey(word);
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
        line.setStopAtPositional(FreeWords.class.isAssignableFrom(entry.type()));
        line.setUnmatchedOptionsArePositionalParams(ConditionCommand.class.isAssignableFrom(entry.type()));
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
        return complain(Wrong.words(e, List.of(words)), USAGE);
    }

    private int failed(Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        if (e instanceof BadInput bad) {
            return complain(bad.getMessage(), USAGE);
        }
        if (e instanceof NotNow) {
            return complain(e.getMessage(), FAILED);
        }
        if (e instanceof InterruptedException || e.getCause() instanceof InterruptedException) {
            var unused = Thread.interrupted(); // the code says so from here on
            return INTERRUPTED;
        }
        return complain(e.getClass().getSimpleName() + ": " + e.getMessage(), FAILED);
    }

    private int complain(@Nullable String message, int code) {
        helm.console().complain(helm.page().where() + message);
        return code;
    }
}
