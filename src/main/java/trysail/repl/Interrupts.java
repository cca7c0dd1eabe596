package trysail.repl;

import java.time.Duration;
import java.util.Optional;
import trysail.helm.Helm;
import trysail.helm.SignalRule;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;

/**
 * What Ctrl+C means: at an empty prompt the stop of the current session, then its next rung; on a typed line nothing but
 * another line; while a command runs, the end of that command. It never ends the process. Thread-safe.
 */
final class Interrupts {
    private static final Duration ONE_PRESS = Duration.ofMillis(300);

    private enum At {
        PROMPT,
        COMMAND,
        LEAVING
    }

    private final SessionClock clock = SessionClock.SYSTEM;
    private final Helm helm;
    private At at = At.COMMAND;
    private Optional<Thread> prompt = Optional.empty();
    private Optional<Long> lastPress = Optional.empty();

    Interrupts(Helm helm) {
        this.helm = helm;
    }

    /** This thread reads a line from now on. */
    synchronized void reading() {
        prompt = Optional.of(Thread.currentThread());
        if (at != At.LEAVING) {
            at = At.PROMPT;
            var unused = Thread.interrupted(); // meant for the command that is over
        }
    }

    /** This thread has its line, and runs what it says; an interrupt meant for the reading is over with it. */
    synchronized void working() {
        if (at != At.LEAVING) {
            at = At.COMMAND;
            var unused = Thread.interrupted();
        }
    }

    /** There is no prompt any more: sessions stop, and the thread that read lines is to end. */
    synchronized void leaving() {
        at = At.LEAVING;
        prompt.ifPresent(Thread::interrupt);
    }

    /** SIGINT, on the signal's thread. */
    synchronized void signal() {
        switch (at) {
            case PROMPT -> prompt.ifPresent(Thread::interrupt); // which the reader takes for a Ctrl+C
            case COMMAND -> {
                if (!helm.interrupted()) {
                    prompt.ifPresent(Thread::interrupt);
                }
            }
            case LEAVING -> {
                if (counts()) {
                    helm.sessions().running().forEach(this::hurry);
                }
            }
        }
    }

    /** Ctrl+C where nothing was typed. */
    synchronized void atEmptyPrompt() {
        var running = helm.sessions().running();
        var session = helm.current()
                .filter(running::contains)
                .or(() -> running.stream().findFirst());
        if (session.isEmpty()) {
            helm.console().announce("nothing runs; exit or Ctrl+D leaves\n");
        } else if (counts()) {
            stop(session.get());
        }
    }

    private void stop(Session session) {
        if (session.stop(new StopReason.StopRequested("Ctrl+C"))) {
            helm.console().announce(session.name() + " stops; Ctrl+C again: next rung\n");
        } else {
            hurry(session);
        }
    }

    private void hurry(Session session) {
        if (session.state() instanceof SessionState.Stopping) {
            helm.console().announce(SignalRule.hurry(session));
        }
    }

    /** A key that bounces is one press. */
    private boolean counts() {
        var now = clock.nanos();
        if (lastPress.isPresent() && now - lastPress.get() < ONE_PRESS.toNanos()) {
            return false;
        }
        lastPress = Optional.of(now);
        return true;
    }
}
