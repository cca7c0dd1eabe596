package trysail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trysail.script.NoRecording;
import trysail.session.BadInput;
import trysail.session.Durations;
import trysail.session.Receipt;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.FeedSpec;

/**
 * Trading sessions that always come back to port: the command line, and the verbs of a program or a script.
 *
 * <pre>{@code
 * try (var s = Trysail.start(Trysail.paper("60s"))) {
 *     s.await();
 * }
 * }</pre>
 *
 * <p>As a library it installs no signal handler and no shutdown hook, and never ends the program.
 */
@Command(
        name = "trysail",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        header = "Trading sessions that always come back to port.",
        subcommands = CommandLine.HelpCommand.class)
public final class Trysail implements Runnable {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs this
    private CommandSpec command;

    private Trysail() {}

    /** A paper session on the embedded exchange, lasting {@code 60s}, {@code 5m}, {@code 1h30m} or {@code PT60S}. */
    public static SessionSpec paper(String duration) {
        return SessionSpec.paper().lasting(Durations.parse("duration", duration));
    }

    /** A paper session on the embedded exchange, until it is stopped. */
    public static SessionSpec paper() {
        return SessionSpec.paper();
    }

    /**
     * Starts a session; it runs by itself. Close it, or wait for it.
     *
     * @throws BadInput when what is asked for cannot be done as asked; nothing was opened then
     */
    public static Session start(SessionSpec spec) {
        return Sessions.shared().start(spec);
    }

    /** The sessions of this process that have not ended. */
    public static List<Session> sessions() {
        return Sessions.shared().running();
    }

    /** Waits for a session to end, however it does. */
    public static Receipt await(Session session) throws InterruptedException {
        return session.await();
    }

    /**
     * A recording as the market: the file named first, else that of the environment variable {@code TRYSAIL_RECORDING}.
     *
     * @throws NoRecording when there is none; a script that lets it pass says so and ends with exit code 0
     */
    public static FeedSpec recording(String... files) {
        var named = files.length > 0 ? files[0] : System.getenv().getOrDefault("TRYSAIL_RECORDING", "");
        if (named.isEmpty()) {
            throw NoRecording.unnamed();
        }
        var file = Path.of(named);
        if (!Files.isRegularFile(file)) {
            throw NoRecording.absent(file);
        }
        return new FeedSpec.Recorded(file);
    }

    /** A generated market; the same seed makes the same prices. */
    public static FeedSpec synthetic(long seed) {
        return new FeedSpec.Synthetic(seed);
    }

    /** The command line. Ends the process with the command's exit code once its last word is printed. */
    public static void main(String[] words) {
        var signals = Signals.install();
        quietConsole();
        var printer = new Printer(System.out);
        var exit = LateExit.watch(Sessions.shared());
        var code = run(Alias.of(words), signals, printer);
        printer.close();
        exit.ours(code);
        System.exit(code);
    }

    /** What {@code main} does between installing signals and ending the process; the exit code. */
    static int run(String[] words, Signals signals, Printer printer) {
        try {
            var program = new Program(
                    Sessions.shared(),
                    signals,
                    printer,
                    Boolean.getBoolean("trysail.terminal"),
                    Integer.getInteger("trysail.columns", 80));
            var line = commandLine(program);
            var settings = Settings.of(words, System.getenv());
            line.setDefaultValueProvider(settings);
            settings.check(line.getSubcommands().values());
            line.setParameterExceptionHandler(Trysail::wrongUsage);
            line.setExecutionExceptionHandler(Trysail::failed);
            return line.execute(words);
        } catch (BadInput e) {
            return tell(e.getMessage(), USAGE);
        }
    }

    /** Sessions log to files of their own; standard error is for what the user has to know. */
    private static void quietConsole() {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
    }

    static CommandLine commandLine(Program program) {
        var line = new CommandLine(new Trysail());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.addSubcommand(new StartCommand(program));
        line.addSubcommand(new VenueCommand(program));
        line.addSubcommand(new CommandLine(new JShellCommand(program)).setStopAtPositional(true));
        line.addSubcommand(new HistoryCommand(program));
        line.addSubcommand(new ConfigCommand());
        line.addSubcommand(new VersionCommand());
        line.getSubcommands().values().forEach(c -> c.getCommandSpec().version(VersionCommand.text()));
        return line;
    }

    private static int wrongUsage(ParameterException e, String[] words) {
        var line = e.getCommandLine();
        var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
        var asked = words.length > 1 && words[0].equals("help") ? words[1] : words.length > 0 ? words[0] : "";
        if (!asked.isEmpty() && line.getCommand() instanceof Trysail) {
            var known = line.getSubcommands().keySet();
            message = "unknown command '" + asked + "'"
                    + Nearest.to(asked, known)
                            .map(n -> "; did you mean '" + n + "'?")
                            .orElse("; see trysail help");
        }
        return tell(message, USAGE);
    }

    private static int failed(Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        if (e instanceof BadInput bad) {
            return tell(bad.getMessage(), USAGE);
        }
        return tell(e.getClass().getSimpleName() + ": " + e.getMessage(), FAILED);
    }

    private static int tell(@Nullable String message, int code) {
        System.err.println("trysail: " + message);
        return code;
    }

    /** Without words: what there is. */
    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing: see trysail help");
    }
}
