package trysail.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import trysail.command.view.ReconCommand;
import trysail.helm.Helm;
import trysail.helm.ShellOnly;
import trysail.words.Nearest;

/**
 * Every command there is, by name. A command's class says the rest about it, and is loaded when that is asked for: a
 * process that runs one command does not load fifty. Thread-safe.
 */
public final class Catalogue {
    /** What commands are for; the order of {@code help}. */
    enum Group {
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

        String title() {
            return title;
        }
    }

    /**
     * One command.
     *
     * @param names what it answers to, its own name first; as its class says
     * @param make makes it, for the helm that it is given from
     */
    record Entry(Group group, List<String> names, Function<Helm, Object> make) {
        String name() {
            return names.getFirst();
        }

        /** What it does, in a sentence. */
        String header(Helm helm) {
            return String.join(" ", type(helm).getAnnotation(Command.class).header());
        }

        /** Whether it can be used from there at all. */
        boolean usable(Helm helm) {
            return helm.mode() == Helm.Mode.COMMAND || !type(helm).isAnnotationPresent(ShellOnly.class);
        }

        private Class<?> type(Helm helm) {
            return make.apply(helm).getClass();
        }
    }

    private static Entry entry(Group group, Function<Helm, Object> make, String... names) {
        return new Entry(group, List.of(names), make);
    }

    /** In the order of {@code help}. Lambdas, because a reference to a constructor would load its class here. */
    static final List<Entry> ALL = List.of(
            entry(Group.SESSIONS, helm -> new StartCommand(helm), "start"),
            entry(Group.SESSIONS, helm -> new SessionsCommand(helm), "sessions"),
            entry(Group.SESSIONS, helm -> new UseCommand(helm), "use"),
            entry(Group.SESSIONS, helm -> new StopCommand(helm), "stop"),
            entry(Group.LOOK, helm -> new StatusCommand(helm), "status"),
            entry(Group.LOOK, helm -> new WhyCommand(helm), "why"),
            entry(Group.STEER, helm -> new PauseCommand(helm), "pause"),
            entry(Group.STEER, helm -> new ResumeCommand(helm), "resume"),
            entry(Group.STEER, helm -> new DrainCommand(helm), "drain"),
            entry(Group.STEER, helm -> new KillCommand(helm), "kill"),
            entry(Group.STEER, helm -> new ArmCommand(helm), "arm"),
            entry(Group.STEER, helm -> new DisarmCommand(helm), "disarm"),
            entry(Group.LOOK, helm -> new OrdersCommand(helm), "orders"),
            entry(Group.LOOK, helm -> new FillsCommand(helm), "fills"),
            entry(Group.LOOK, helm -> new PositionsCommand(helm), "positions"),
            entry(Group.LOOK, helm -> new ReconCommand(helm), "recon"),
            entry(Group.LOOK, helm -> new ProfitCommand(helm), "pnl"),
            entry(Group.LOOK, helm -> new RiskCommand(helm), "risk"),
            entry(Group.LOOK, helm -> new BookCommand(helm), "book"),
            entry(Group.LOOK, helm -> new BarsCommand(helm), "bars"),
            entry(Group.LOOK, helm -> new ChartCommand(helm), "chart"),
            entry(Group.LOOK, helm -> new ScopesCommand(helm), "scopes"),
            entry(Group.LOOK, helm -> new LedgerCommand(helm), "ledger"),
            entry(Group.STEER, helm -> new ReloadCommand(helm), "reload"),
            entry(Group.PAST, helm -> new HistoryCommand(helm), "history"),
            entry(Group.PAST, helm -> new JournalCommand(helm), "journal"),
            entry(Group.PAST, helm -> new LogCommand(helm), "log"),
            entry(Group.STEER, helm -> new FaultCommand(helm), "fault"),
            entry(Group.STEER, helm -> new ReconnectCommand(helm), "reconnect"),
            entry(Group.TOOLS, helm -> new RecordCommand(helm), "record"),
            entry(Group.TOOLS, helm -> new DemoCommand(helm), "demo"),
            entry(Group.TOOLS, helm -> new StormCommand(helm), "storm"),
            entry(Group.TOOLS, helm -> new DoctorCommand(helm), "doctor"),
            entry(Group.TOOLS, helm -> new VenueCommand(helm), "venue"),
            entry(Group.TOOLS, helm -> new JShellCommand(helm), "jshell"),
            entry(Group.SCRIPTS, helm -> new RunCommand(helm), "run"),
            entry(Group.SCRIPTS, helm -> new SourceCommand(helm), "source"),
            entry(Group.SCRIPTS, helm -> new WaitCommand(helm), "wait"),
            entry(Group.SCRIPTS, helm -> new WaitUntilCommand(helm), "wait-until"),
            entry(Group.SCRIPTS, helm -> new ExpectCommand(helm), "expect"),
            entry(Group.SCRIPTS, helm -> new SetCommand(helm), "set"),
            entry(Group.SCRIPTS, helm -> new EchoCommand(helm), "echo"),
            entry(Group.HERE, helm -> new WatchCommand(helm), "watch"),
            entry(Group.HERE, helm -> new StrategiesCommand(helm), "strategies"),
            entry(Group.HERE, helm -> new VenuesCommand(helm), "venues"),
            entry(Group.HERE, helm -> new AliasCommand(helm), "alias"),
            entry(Group.HERE, helm -> new ConfigCommand(helm), "config"),
            entry(Group.HERE, helm -> new HelpCommand(helm), "help"),
            entry(Group.HERE, helm -> new VersionCommand(helm), "version"),
            entry(Group.HERE, helm -> new ExitCommand(helm), "exit", "quit"));

    private Catalogue() {}

    /** The names of all commands, in the order of {@code help}. */
    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /** The command that answers to this name. */
    public static Optional<Entry> named(String name) {
        return ALL.stream().filter(e -> e.names().contains(name)).findFirst();
    }

    /** Whether a word is a command's name. */
    public static boolean has(String name) {
        return named(name).isPresent();
    }

    /** What to say of a word that is no command. */
    static String unknown(String word) {
        return "unknown command '" + word + "'"
                + Nearest.to(word, names())
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; see help");
    }
}
