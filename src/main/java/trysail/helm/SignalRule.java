package trysail.helm;

import java.util.List;
import java.util.function.Supplier;
import trysail.console.Printer;
import trysail.console.Signals;
import trysail.scope.ExitCode;
import trysail.session.Session;

/**
 * What signals mean to a process with sessions, unless a prompt takes them: the first stops, the second moves the stops
 * that run to their next rung, the third prints what is left and ends the process. {@link Signals} says which count.
 */
public final class SignalRule {
    private SignalRule() {}

    /** Does what this press means; {@code stop} is what the first one does. */
    public static void heed(Signals.Press press, Runnable stop, Supplier<List<Session>> running) {
        if (press.number() == 1) {
            stop.run();
        } else if (press.number() == 2) {
            running.get().forEach(s -> Printer.aside("trysail: " + hurry(s)));
        } else {
            running.get().forEach(s -> Printer.aside(s.leftNow()));
            Runtime.getRuntime().halt(ExitCode.LEFT_BEHIND);
        }
    }

    /** Moves a session's stop to its next rung, and says so in a line. */
    public static String hurry(Session session) {
        return session.name() + ": " + session.hurry().label() + " cut short, going on\n";
    }
}
