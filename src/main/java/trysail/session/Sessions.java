package trysail.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.journal.JournalException;
import trysail.journal.Logbook;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;

/**
 * The sessions of this process and what they share: embedded exchanges and logbooks, each kept for as long as somebody
 * uses it. Thread-safe.
 */
public final class Sessions {
    private static final Sessions SHARED = new Sessions();
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final Map<Path, SharedLogbook> logbooks = new HashMap<>();
    private final List<Session> running = new ArrayList<>();
    private final EmbeddedVenues venues = new EmbeddedVenues();
    private final SessionContext context = SessionContext.standalone("sessions");

    private static final class SharedLogbook {
        private final Logbook logbook;
        private int users;

        private SharedLogbook(Logbook logbook) {
            this.logbook = logbook;
        }
    }

    /** The one registry of this process. */
    public static Sessions shared() {
        return SHARED;
    }

    /**
     * Starts a session; returns when it has its number and runs by itself.
     *
     * @throws BadInput when something asked for cannot be: nothing was opened then
     */
    public Session start(SessionSpec spec) {
        Preflight.check(spec);
        var directory = spec.journal().toAbsolutePath().normalize();
        try {
            var logbook = logbook(directory);
            try {
                var number = logbook.newSession(spec.name().orElse(spec.mode()), deadline());
                var session = new Session(spec, number, logbook, venues, s -> ended(s, directory));
                add(session);
                session.begin();
                return session;
            } catch (JournalException | InterruptedException e) {
                release(directory);
                throw e;
            }
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a session was opened", e);
        }
    }

    private synchronized void add(Session session) {
        running.add(session);
    }

    private void ended(Session session, Path directory) {
        synchronized (this) {
            running.remove(session);
        }
        try {
            release(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that have not ended, oldest first. */
    public synchronized List<Session> running() {
        return List.copyOf(running);
    }

    /** Stops all of them side by side and waits: one deadline for all, the longest of theirs. */
    public List<Receipt> stopAll(StopReason reason) throws InterruptedException {
        var all = running();
        all.forEach(s -> s.stop(reason));
        var receipts = new ArrayList<Receipt>();
        for (var session : all) {
            receipts.add(session.await());
        }
        return receipts;
    }

    /**
     * One line of the logbook.
     *
     * @param receipt its receipt as JSON; empty while it runs and when its process was killed
     */
    public record Past(String session, Instant started, Optional<String> receipt) {
        /** As a table's row. */
        public String toText() {
            return "%-14s %s  %s"
                    .formatted(
                            session, started, receipt.map(ReceiptJson::summary).orElse("no receipt"));
        }
    }

    /** The last sessions of a journal directory, oldest first. */
    public List<Past> history(Path journals, int most) throws InterruptedException {
        var directory = Directories.writable(journals.toAbsolutePath().normalize());
        var logbook = logbook(directory);
        try {
            return logbook.history(most, deadline()).stream()
                    .map(l -> new Past(l.session(), l.started(), l.receipt()))
                    .toList();
        } finally {
            release(directory);
        }
    }

    private synchronized Logbook logbook(Path directory) throws InterruptedException {
        var known = logbooks.get(directory);
        if (known == null) {
            known = new SharedLogbook(Logbook.open(context, directory, deadline()));
            logbooks.put(directory, known);
        }
        known.users++;
        return known.logbook;
    }

    private synchronized void release(Path directory) throws InterruptedException {
        var known = logbooks.get(directory);
        if (known != null && --known.users == 0) {
            logbooks.remove(directory);
            known.logbook.close(deadline());
        }
    }

    private static trysail.scope.Deadline deadline() {
        return SessionClock.SYSTEM.deadline(OPENING);
    }
}
