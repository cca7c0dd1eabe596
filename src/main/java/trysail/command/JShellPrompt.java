package trysail.command;

import java.util.List;
import trysail.console.Console;
import trysail.helm.Helm;
import trysail.script.Outcome;
import trysail.script.OwnSessions;
import trysail.script.Shell;

/** A JShell at the prompt: lines are read through the console until {@code /exit} or Ctrl+D. Sessions stay. */
final class JShellPrompt {
    private final Helm helm;

    JShellPrompt(Helm helm) {
        this.helm = helm;
    }

    int run() throws InterruptedException {
        helm.console().print("JShell inside this process: its sessions are sessions(). /exit or Ctrl+D goes back.\n");
        try (var shell = Shell.open(List.of())) {
            var typed = "";
            while (true) {
                var line = helm.console().readLine(typed.isEmpty() ? "jshell> " : "   ...> ");
                if (line instanceof Console.Line.End) {
                    return 0;
                }
                if (!(line instanceof Console.Line.Typed more)) { // Ctrl+C clears what is being typed
                    typed = "";
                    continue;
                }
                typed += more.text() + "\n";
                switch (shell.complete(typed)) {
                    case EMPTY -> typed = "";
                    case INCOMPLETE -> {}
                    case COMPLETE -> {
                        var outcome = eval(shell, typed);
                        typed = "";
                        if (outcome instanceof Outcome.Exit) {
                            return 0;
                        }
                    }
                }
            }
        }
    }

    private Outcome eval(Shell shell, String typed) {
        var started = OwnSessions.fromNow(helm.sessions());
        var outcome = shell.eval(typed);
        var unused = Thread.interrupted(); // it stopped the snippet, and that alone
        started.running().forEach(helm::adopt);
        if (!outcome.text().isEmpty()) {
            if (outcome instanceof Outcome.Done) {
                helm.console().print(outcome.text() + "\n");
            } else {
                helm.console().complain(outcome.text());
            }
        }
        return outcome;
    }
}
