package trysail.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.console.PlainConsole;
import trysail.console.Printer;
import trysail.console.Signals;
import trysail.helm.FreeWords;
import trysail.helm.Helm;
import trysail.helm.SignalRule;
import trysail.receipt.Receipt;
import trysail.scope.ExitCode;
import trysail.scope.StopReason;
import trysail.script.JdkShell;
import trysail.script.Outcome;
import trysail.script.OwnSessions;
import trysail.script.Shell;
import trysail.words.BadInput;

/** {@code jshell [FILE]}: a script with the verbs at hand, or a shell that sees the sessions of this process. */
@Command(
        name = "jshell",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs a JShell script, or opens a JShell here.",
        description = "Sessions that a script starts end with it. In a script: /exit [CODE], /open FILE, and args.",
        footerHeading = "%nExamples:%n",
        footer = {"  jshell", "  jshell jshell/first-session.jsh", "  jshell jshell/sweep.jsh FILE.gz"})
final class JShellCommand implements Callable<Integer>, FreeWords {

    private final Helm helm;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "a .jsh file; none: a shell")
    private Optional<Path> file = Optional.empty();

    @Parameters(index = "1..*", paramLabel = "ARG", description = "what the script finds in args")
    private List<String> args = new ArrayList<>();

    @Option(names = "--json", description = "receipts as JSON, one a line")
    private boolean json;

    JShellCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file.isPresent()) {
            return script(file.get().toString(), Shell.read(file.get()));
        }
        return switch (helm.mode()) {
            case PROMPT -> new JShellPrompt(helm).run();
            case COMMAND -> Boolean.getBoolean("trysail.stdin-terminal") ? jdkShell() : input();
            case SCRIPT -> throw new BadInput("jshell needs a file here: jshell FILE.jsh");
        };
    }

    /** Standard input as a script; a signal does not wait for its end. */
    private int input() throws InterruptedException {
        var waiting = Thread.currentThread();
        helm.signals().listen(press -> waiting.interrupt());
        var text = new CompletableFuture<String>();
        helm.startPlatform("stdin", () -> {
            try {
                text.complete(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        try {
            return script("stdin", text.get());
        } catch (ExecutionException e) {
            throw new BadInput("standard input cannot be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            var signal = helm.signals().first().orElseThrow(() -> e);
            return new StopReason.Signalled(signal).exitCode();
        }
    }

    private int script(String name, String text) throws InterruptedException {
        var own = OwnSessions.fromNow(helm.sessions());
        var unused = Thread.interrupted(); // by a signal, which the script's own listener is told of
        try (var shell = Shell.open(args)) {
            if (helm.mode() != Helm.Mode.PROMPT) {
                helm.signals().listen(press -> onSignal(press, shell, own));
            }
            var outcome = run(shell, name, text, own);
            unused = Thread.interrupted(); // at a prompt, what stopped the script; its sessions are still to end
            return end(outcome, own, "the end of its script");
        }
    }

    /** What cannot be run at all, such as a file that is not there, ends the script's sessions as any other end does. */
    private Outcome run(Shell shell, String name, String text, OwnSessions own) throws InterruptedException {
        try {
            return shell.run(name, text);
        } catch (BadInput e) {
            var unused = end(new Outcome.Exit(0), own, "the end of its script");
            throw e;
        }
    }

    private int jdkShell() throws IOException, InterruptedException {
        var own = OwnSessions.fromNow(helm.sessions());
        helm.signals().listen(press -> leave(press, own));
        return end(new Outcome.Exit(JdkShell.run()), own, "the end of its shell");
    }

    /** The JDK's shell cannot be asked to leave: the process ends round it. */
    private void leave(Signals.Press press, OwnSessions own) {
        helm.startPlatform("leave", () -> {
            try {
                System.exit(end(new Outcome.Exit(0), own, press.name()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private int end(Outcome outcome, OwnSessions own, String by) throws InterruptedException {
        var signal = helm.mode() == Helm.Mode.PROMPT
                ? Optional.<String>empty()
                : helm.signals().first();
        var reason =
                signal.<StopReason>map(StopReason.Signalled::new).orElseGet(() -> new StopReason.StopRequested(by));
        var receipts = own.stop(reason);
        var code = signal.isPresent() ? reason.exitCode() : outcome.exitCode();
        var text = new StringBuilder();
        if (signal.isEmpty() && !outcome.goesOn() && !outcome.text().isEmpty()) {
            if (code == 0) {
                text.append(outcome.text()).append('\n');
            } else {
                complain(outcome.text());
            }
        }
        receipts.forEach(r -> text.append(json ? r.toJson() + "\n" : r.toText()));
        print(text.toString());
        var left = receipts.stream().map(Receipt::exitCode).anyMatch(c -> c == ExitCode.LEFT_BEHIND);
        return left && code != ExitCode.FAILED ? ExitCode.LEFT_BEHIND : code;
    }

    private void complain(String text) {
        if (helm.console() instanceof PlainConsole) {
            Printer.aside(text + "\n"); // as a compiler writes it, so that tools find the place
        } else {
            helm.console().complain(text);
        }
    }

    /** The last word of a process is never dropped. */
    private void print(String text) {
        if (helm.mode() == Helm.Mode.COMMAND && helm.console() instanceof PlainConsole console) {
            console.printer().last(text);
        } else if (!text.isEmpty()) {
            helm.console().print(text);
        }
    }

    private static void onSignal(Signals.Press press, Shell shell, OwnSessions own) {
        SignalRule.heed(press, () -> stop(press, shell, own), own::running);
    }

    private static void stop(Signals.Press press, Shell shell, OwnSessions own) {
        own.ask(new StopReason.Signalled(press.name()));
        shell.stop();
    }
}
