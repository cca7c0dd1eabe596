package trysail.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import trysail.receipt.Receipt;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.Sessions;

/** The sessions that a script starts: they end with it. Thread-safe. */
public final class OwnSessions {
    private final Sessions sessions;
    private final Set<Session> others;
    private final Set<Session> asked = new LinkedHashSet<>();

    private OwnSessions(Sessions sessions) {
        this.sessions = sessions;
        others = Set.copyOf(sessions.running());
    }

    /** Those that will have been started from now on. */
    public static OwnSessions fromNow(Sessions sessions) {
        return new OwnSessions(sessions);
    }

    /** Those that run. */
    public List<Session> running() {
        return sessions.running().stream().filter(s -> !others.contains(s)).toList();
    }

    /** Asks each that runs to stop; returns at once. */
    public synchronized void ask(StopReason reason) {
        var all = running();
        all.forEach(s -> s.stop(reason));
        asked.addAll(all);
    }

    /** Stops those that run, side by side, and waits for the receipts of all that were asked: bounded by their stops. */
    public List<Receipt> stop(StopReason reason) throws InterruptedException {
        ask(reason);
        List<Session> all;
        synchronized (this) {
            all = List.copyOf(asked);
        }
        var receipts = new ArrayList<Receipt>();
        for (var session : all) {
            receipts.add(session.await());
        }
        return receipts;
    }
}
