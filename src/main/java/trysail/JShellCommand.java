package trysail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import trysail.scope.StopReason;
import trysail.script.NoRecording;
import trysail.script.Outcome;
import trysail.script.OwnSessions;
import trysail.script.Shell;
import trysail.session.Receipt;

/** {@code jshell [FILE]}: a script with the verbs at hand, or a prompt. Its sessions end with it. */
@Command(
        name = "jshell",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs a JShell script, or opens a JShell; sessions it starts end with it.",
        footerHeading = "%nExamples:%n",
        footer = {"  jshell", "  jshell jshell/first-session.jsh", "  jshell jshell/sweep.jsh FILE.gz"})
final class JShellCommand implements Callable<Integer> {
    private static final int LEFT_BEHIND = 3;

    private final Program program;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "a .jsh file; none: a prompt")
    private Optional<Path> file = Optional.empty();

    @Parameters(index = "1..*", paramLabel = "ARG", description = "what the script finds in args")
    private List<String> args = new ArrayList<>();

    JShellCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException {
        var own = OwnSessions.fromNow(program.sessions());
        try (var shell = Shell.open(args)) {
            program.signals().listen(press -> onSignal(press, shell, own));
            var outcome = shell.run(file.orElseThrow());
            return end(outcome, own);
        }
    }

    private int end(Outcome outcome, OwnSessions own) throws InterruptedException {
        var signal = program.signals().first();
        StopReason reason = signal.<StopReason>map(StopReason.Signalled::new)
                .orElseGet(() -> new StopReason.StopRequested("the end of its script"));
        var receipts = own.stop(reason);
        var text = new StringBuilder();
        if (outcome instanceof Outcome.Threw t && t.cause() instanceof NoRecording) {
            text.append(outcome.text()).append('\n');
        } else if (!outcome.goesOn() && signal.isEmpty() && !outcome.text().isEmpty()) {
            aside(outcome.text() + "\n");
        }
        receipts.forEach(r -> text.append(r.toText()));
        program.printer().last(text.toString());
        var code = signal.isPresent() ? reason.exitCode() : outcome.exitCode();
        return receipts.stream().map(Receipt::exitCode).anyMatch(c -> c == LEFT_BEHIND) && code != 1
                ? LEFT_BEHIND
                : code;
    }

    private static void onSignal(Signals.Press press, Shell shell, OwnSessions own) {
        switch (press.number()) {
            case 1 -> {
                own.ask(new StopReason.Signalled(press.name()));
                shell.stop();
            }
            case 2 ->
                own.running()
                        .forEach(s ->
                                aside("trysail: " + s.name() + " " + s.hurry().label() + " cut short, going on\n"));
            default -> {
                own.running().forEach(s -> aside(s.leftNow()));
                Runtime.getRuntime().halt(LEFT_BEHIND);
            }
        }
    }

    private static void aside(String text) {
        new Printer(System.err).last(text);
    }
}
