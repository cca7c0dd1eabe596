package trysail.repl;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import trysail.command.Catalogue;
import trysail.command.Choices;
import trysail.command.Commands;
import trysail.command.Grammar;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.scope.Deadline;
import trysail.scope.ExitCode;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/**
 * The prompt: a person at the helm. One thread reads lines and runs them, one writes to the terminal, and the one that
 * called waits for the end: it comes in bounded time, whatever the terminal does.
 */
public final class Prompt {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final SessionContext context = SessionContext.standalone("trysail");
    private final CountDownLatch over = new CountDownLatch(1);
    private final Ends ends;
    private final Screen screen;
    private final Helm helm;
    private final Commands commands;
    private final Interrupts interrupts;
    private volatile Optional<StopReason.Signalled> signal = Optional.empty();

    Prompt(Terminal terminal, Sessions sessions, Signals signals, Map<String, String> environment, Path history)
            throws IOException {
        ends = new Ends(terminal);
        screen = new Screen(terminal);
        var console = new TerminalConsole(terminal, screen);
        helm = new Helm(sessions, signals, console, Helm.Mode.PROMPT, Catalogue::has);
        commands = new Commands(helm, environment);
        interrupts = new Interrupts(helm);
        var grammar = new Grammar(commands);
        var reader = screen.reader();
        if (!environment.containsKey("NO_COLOR")) {
            reader.setHighlighter(new Colours(grammar));
        }
        reader.setCompleter(new Completion(grammar, new Choices(helm)));
        var past = new PastLines(environment);
        reader.setHistory(past);
        past.keepIn(history, reader);
        var glance = new Glance(helm);
        var news = new News(helm);
        var dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        screen.start(() -> {
            var paper = console.paper();
            news.tell(paper, dumb);
            return glance.frame(paper);
        });
        signals.heed(this::onSignal);
    }

    /** Reads and runs commands until {@code exit}; returns the process's exit code. */
    public static int run(Sessions sessions, Signals signals) throws IOException, InterruptedException {
        var prompt = new Prompt(
                Ends.open(),
                sessions,
                signals,
                System.getenv(),
                SessionSpec.paper().journal().resolve("history"));
        var code = prompt.run();
        if (!prompt.ends.restored()) { // it takes nothing more: an orderly exit would wait for it in JLine's own hook
            Runtime.getRuntime().halt(code);
        }
        return code;
    }

    /** Where commands are given from, here. */
    Helm helm() {
        return helm;
    }

    int run() throws InterruptedException {
        var reading = context.startPlatform("prompt", this::readAndDo);
        over.await();
        interrupts.leaving();
        SessionClock.SYSTEM.join(reading, soon());
        var running = helm.sessions().running();
        helm.stopAll(signal.map(s -> (StopReason) s).orElse(new StopReason.StopRequested("exit")));
        ends.restore(context, screen);
        var code =
                signal.map(StopReason.Signalled::exitCode).orElse(helm.leaving().orElse(0));
        var left =
                running.stream().flatMap(s -> s.receipt().stream()).anyMatch(r -> r.exitCode() == ExitCode.LEFT_BEHIND);
        return left ? ExitCode.LEFT_BEHIND : code;
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(PATIENCE);
    }

    private void readAndDo() {
        try {
            while (helm.leaving().isEmpty() && signal.isEmpty()) {
                screen.settle();
                turn();
            }
        } catch (IOError | IllegalStateException gone) { // the terminal is no more
            helm.leave(new StopReason.Signalled("HUP").exitCode());
        } finally {
            over.countDown();
        }
    }

    /** One line, or one paste, or one key that is a command of its own. */
    private void turn() {
        try {
            interrupts.reading();
            var text = screen.reader().read();
            interrupts.working();
            for (var line : Lines.of(text)) {
                if (commands.line(line) == ExitCode.INTERRUPTED
                        || helm.leaving().isPresent()) {
                    break; // the rest of a paste goes with it
                }
            }
        } catch (UserInterruptException e) {
            interrupts.working();
            if (signal.isEmpty() && String.valueOf(e.getPartialLine()).isEmpty()) {
                interrupts.atEmptyPrompt();
            }
        } catch (EndOfFileException e) {
            interrupts.working();
            commands.line("exit");
        }
    }

    private void onSignal(String name) {
        if (name.equals("INT")) {
            interrupts.signal();
        } else if (signal.isEmpty()) {
            var reason = new StopReason.Signalled(name);
            signal = Optional.of(reason);
            helm.sessions().running().forEach(s -> s.stop(reason));
            over.countDown();
        }
    }
}
