package trysail.helm;

import java.time.Duration;
import java.util.List;
import trysail.console.Printer;
import trysail.console.Signals;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;

/** One session in the foreground: live line, signals, receipt, exit code. */
public final class Foreground {
    private static final Duration LINE_EVERY = Duration.ofMillis(500);
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
    /** While it opens, so that what keeps it from its venue is told as it happens. */
    private static final Duration OPENING_EVERY = Duration.ofMillis(100);

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Helm helm;
    private final Printer printer;
    private final CommonOptions options;
    private boolean told;
    private int warned;
    private int troubles;

    public Foreground(Helm helm, Printer printer, CommonOptions options) {
        this.helm = helm;
        this.printer = printer;
        this.options = options;
    }

    /** Runs it to its end; returns the process's exit code. */
    public int run(SessionSpec spec) {
        var opening = Thread.currentThread();
        helm.signals().listen(press -> opening.interrupt());
        Session session;
        try {
            session = helm.sessions().start(spec);
        } catch (RuntimeException e) {
            var signal = helm.signals().first();
            if (signal.isEmpty()) {
                throw e;
            }
            Printer.aside("trysail: SIG" + signal.get() + " came first: no session was opened\n");
            return new StopReason.Signalled(signal.get()).exitCode();
        }
        helm.signals().listen(press -> onSignal(session, press));
        var unused = Thread.interrupted(); // what has come so far, the session has been told
        var receipt = follow(session);
        var text = options.json() ? receipt.toJson() + "\n" : receipt.toText();
        lastWord((live() ? CLEAR_LINE : "") + text);
        return receipt.exitCode();
    }

    private boolean live() {
        return helm.console().paper().colour() && !options.json() && !options.quiet();
    }

    private Receipt follow(Session session) {
        var clock = SessionClock.SYSTEM;
        var line = new LiveLine(session.name(), helm.console().paper().colour());
        var every = live() ? LINE_EVERY : PLAIN_EVERY;
        var next = clock.deadline(every);
        while (true) {
            try {
                var opens = session.state() instanceof SessionState.Opening;
                var receipt = session.awaitReceipt(opens ? next.within(OPENING_EVERY) : next);
                tellTroubles(session);
                tellRecovered(session);
                warn(session);
                if (receipt.isPresent()) {
                    return receipt.get();
                }
                if (next.expired()) {
                    next = clock.deadline(every);
                    tell(line, session);
                }
            } catch (InterruptedException | OutOfMemoryError e) {
                continue; // a strategy's doing: a signal asks the session. It has its own way out, its receipt is to
                // come
            }
        }
    }

    private void tell(LiveLine line, Session session) {
        if (options.json() || options.quiet()) {
            return;
        }
        if (live()) {
            printer.print(CLEAR_LINE
                    + line.of(session.snapshot(), helm.console().paper().columns() - 1));
        } else {
            printer.println(line.of(session.snapshot(), Integer.MAX_VALUE));
        }
    }

    private void tellTroubles(Session session) {
        var all = session.troubles();
        for (; troubles < all.size(); troubles++) {
            if (!options.quiet()) {
                Printer.aside(
                        (live() ? CLEAR_LINE : "") + "trysail: " + session.name() + ": " + all.get(troubles) + "\n");
            }
        }
    }

    private void tellRecovered(Session session) {
        var words = session.recovered();
        if (!told && !words.isEmpty() && !options.json()) {
            told = true;
            printer.print((live() ? CLEAR_LINE : "") + words);
        }
    }

    private void warn(Session session) {
        var all = session.warnings();
        all.stream().skip(warned).forEach(w -> helm.console().complain(session.name() + ": " + w));
        warned = all.size();
    }

    /** After what a signal's thread has still to say: the process ends with this word. */
    private synchronized void lastWord(String text) {
        printer.last(text);
    }

    private synchronized void onSignal(Session session, Signals.Press press) {
        if (press.number() > 1 && live()) {
            Printer.aside("\n"); // off the live line
        }
        SignalRule.heed(press, () -> session.stop(new StopReason.Signalled(press.name())), () -> List.of(session));
    }
}
