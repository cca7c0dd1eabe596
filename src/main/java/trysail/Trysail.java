package trysail;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import trysail.command.Catalogue;
import trysail.command.Commands;
import trysail.command.Script;
import trysail.console.Console;
import trysail.console.Outflow;
import trysail.console.PlainConsole;
import trysail.console.Printer;
import trysail.console.Signals;
import trysail.hand.Elsewhere;
import trysail.hand.Hand;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.process.OwnProcess;
import trysail.receipt.Receipt;
import trysail.repl.Prompt;
import trysail.scope.ExitCode;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.scope.Told;
import trysail.script.NoRecording;
import trysail.script.ScriptOptions;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.source.FeedSpec;
import trysail.words.BadInput;
import trysail.words.Durations;

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
public final class Trysail {
    private static final String KEEP_GOING = "--keep-going";
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

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

    /**
     * An option of a strategy in a file, {@code --strategy my.jsh,step=5}: to be asked for in a field or a constructor.
     * The value given; {@code standard} when none is, and where no strategy is being loaded. A value that cannot be read
     * refuses the strategy, and so does an option given that the file never asks for.
     */
    public static int option(String name, int standard) {
        return ScriptOptions.option(name, standard, Integer::valueOf, "a whole number");
    }

    /** As {@link #option(String, int)}, of a number such as {@code 0.5}. */
    public static BigDecimal option(String name, BigDecimal standard) {
        return ScriptOptions.option(name, standard, ScriptOptions::number, "a number");
    }

    /** As {@link #option(String, int)}, of a word. */
    public static String option(String name, String standard) {
        return ScriptOptions.option(name, standard, text -> text, "a word");
    }

    /** A generated market; the same seed makes the same prices. */
    public static FeedSpec synthetic(long seed) {
        return new FeedSpec.Synthetic(seed);
    }

    /** The command line. Ends the process with the command's exit code once its last word is printed. */
    public static void main(String[] words) {
        requirePreview();
        arrangeProcess();
        var signals = Signals.install();
        quietConsole();
        OwnProcess.THIS.isCommandLine();
        var exit = LateExit.watch(Sessions.shared());
        var code = ExitCode.FAILED;
        try (var hand = hand(List.of(words), signals)) {
            code = run(List.of(words), signals);
        } catch (Throwable e) { // out of memory, say: what was begun is stopped, and the process ends all the same
            System.err.println("trysail: " + Told.named(e));
        }
        exit.ours(code);
        System.exit(code);
    }

    /** Where sessions may come to run here, they can be reached from elsewhere. */
    private static AutoCloseable hand(List<String> words, Signals signals) {
        var runsSessions = words.isEmpty() || words.getFirst().equals("start") || words.equals(List.of(KEEP_GOING));
        try {
            return runsSessions ? Hand.open(Sessions.shared(), signals) : () -> {};
        } catch (IOException e) {
            System.err.println("trysail: no hand from elsewhere on the sessions of this process: " + e.getMessage());
            return () -> {};
        }
    }

    private static void requirePreview() {
        try {
            SessionContext.requirePreview();
        } catch (IllegalStateException e) {
            System.err.println("trysail: " + e.getMessage());
            System.exit(ExitCode.USAGE);
        }
    }

    /** What only who owns the process may do to it; a library does not. */
    private static void arrangeProcess() {
        // read once, when the server's classes load: without it each answer on a kept connection waits 40 ms
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private static int run(List<String> words, Signals signals) {
        try {
            return start(words, signals);
        } catch (IOException e) {
            System.err.println("trysail: standard input cannot be read: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** What {@code main} does between installing signals and ending the process; the exit code. */
    private static int start(List<String> words, Signals signals) throws IOException, InterruptedException {
        var asked = words.equals(List.of(KEEP_GOING)) ? List.<String>of() : words;
        if (asked.isEmpty() && Boolean.getBoolean("trysail.stdin-terminal") && Boolean.getBoolean("trysail.terminal")) {
            return Prompt.run(Sessions.shared(), signals);
        }
        var out = new Outflow(new FileOutputStream(FileDescriptor.out));
        var console = new PlainConsole(paper(!asked.isEmpty()), out.text(System.out.charset()), System.err);
        int code;
        try {
            code = asked.isEmpty() ? script(words, signals, console) : command(words, signals, console);
        } finally {
            console.close();
        }
        return out.lost().map(why -> unwritten(why, code)).orElse(code);
    }

    private static int script(List<String> words, Signals signals, Console console)
            throws IOException, InterruptedException {
        var helm = new Helm(Sessions.shared(), signals, console, Helm.Mode.SCRIPT, Catalogue::has);
        var script = new Script(helm, new Commands(helm, System.getenv()), !words.isEmpty());
        return script.pipe(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    /** Whoever waits for a receipt must not take its absence for success. */
    private static int unwritten(String why, int code) {
        Printer.aside("trysail: standard output could not be written (" + why
                + "): some of it is missing; 'trysail history' has the receipts\n");
        return code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    /** One command, as the shell gives it. */
    static int command(List<String> words, Signals signals, Console console) {
        if (Elsewhere.takes(words)) {
            return elsewhere(words, console);
        }
        var helm = new Helm(Sessions.shared(), signals, console, Helm.Mode.COMMAND, Catalogue::has);
        var running = Thread.currentThread();
        signals.listen(press -> running.interrupt()); // until the command listens itself
        var code = new Commands(helm, System.getenv()).run(words);
        var cut = Thread.interrupted() || code == ExitCode.INTERRUPTED;
        return signals.first()
                .filter(s -> cut)
                .map(s -> new StopReason.Signalled(s).exitCode())
                .orElse(code);
    }

    /** A command that looks at sessions or steers them has none of its own to act on: it acts where they run. */
    private static int elsewhere(List<String> words, Console console) {
        try {
            return new Elsewhere(console).run(words);
        } catch (BadInput e) {
            console.complain(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        }
    }

    private static Paper paper(boolean colours) {
        var terminal = Boolean.getBoolean("trysail.terminal");
        return terminal
                ? new Paper(Integer.getInteger("trysail.columns", 80), 24, colours, Paper.unicodeOut())
                : Paper.plain();
    }

    /** Sessions log to files of their own; standard error is for what the user has to know. */
    private static void quietConsole() {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
    }
}
