package trysail.repl;

import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import trysail.command.Commands;
import trysail.command.Helm;
import trysail.command.Signals;
import trysail.scope.StopReason;
import trysail.session.Sessions;

/** The prompt: a person at the helm. */
public final class Prompt {
    private Prompt() {}

    /** Reads and runs commands until {@code exit}; returns the process's exit code. Takes a platform thread. */
    public static int run(Sessions sessions, Signals signals) throws IOException, InterruptedException {
        try (var terminal = TerminalBuilder.builder().system(true).build();
                var console = new TerminalConsole(terminal)) {
            var reader = LineReaderBuilder.builder().terminal(terminal).build();
            console.reading(reader);
            var helm = new Helm(sessions, signals, console, Helm.Mode.PROMPT);
            var commands = new Commands(helm, System.getenv());
            while (helm.leaving().isEmpty()) {
                try {
                    commands.line(reader.readLine("trysail > "));
                } catch (UserInterruptException e) {
                    helm.current().ifPresent(s -> s.stop(new StopReason.StopRequested("Ctrl+C")));
                } catch (EndOfFileException e) {
                    commands.line("exit");
                }
            }
            helm.stopAll(new StopReason.StopRequested("exit"));
            return helm.leaving().orElse(0);
        }
    }
}
