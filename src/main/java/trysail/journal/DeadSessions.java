package trysail.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * The sessions of a journal directory that ended without finishing: their process died, or an order's fate stayed open.
 * Only those whose lock is free and whose venue, address and account are ours, or whose venue died with its process.
 * Of several sessions that start at once exactly one gets each. One thread.
 */
public final class DeadSessions {
    private static final Logger LOG = Logger.getLogger(DeadSessions.class.getName());

    private final SessionContext context;
    private final JournalStore store;
    private final String venue;
    private final String address;
    private final String account;
    private final List<Integer> damaged = new ArrayList<>();
    private Optional<Deque<String>> candidates = Optional.empty();

    /** Looks at nothing yet. The four words are of the session that asks; see {@link Header}. */
    public DeadSessions(SessionContext context, Path directory, String venue, String address, String account) {
        this(context, JournalStores.at(directory), venue, address, account);
    }

    /** The same, wherever journals are kept. */
    public DeadSessions(SessionContext context, JournalStore store, String venue, String address, String account) {
        this.context = context;
        this.store = store;
        this.venue = venue;
        this.address = address;
        this.account = account;
    }

    /** Claims the next dead session; empty when there is none left. The caller closes or releases it. */
    public Optional<DeadSession> claimNext(Deadline deadline) throws InterruptedException {
        if (candidates.isEmpty()) {
            candidates = Optional.of(
                    store.call(context, "scan-journals", store.directory(), deadline, this::scan, late -> {}));
        }
        var left = candidates.get();
        while (!left.isEmpty()) {
            var found = new JournalState();
            var journal = new Journal(context, store, left.getFirst());
            journal.start(new JournalWriter(
                    context, store, left.removeFirst(), journal, new JournalWriter.Claim(context.session(), found)));
            if (journal.awaitOpen(deadline)) {
                return Optional.of(new DeadSession(context, journal, found));
            }
        }
        return Optional.empty();
    }

    /** Numbers of sessions whose journal could not be read and was set aside: only the venue knows their orders. */
    public List<Integer> unreadable() {
        return List.copyOf(damaged);
    }

    private Deque<String> scan() throws IOException {
        var found = new ArrayDeque<String>();
        for (var session : store.unfinished().entrySet()) {
            look(session.getValue(), session.getKey(), found);
        }
        return found;
    }

    /** Reads before it locks: to lock a journal that is not ours would hide it from the session whose it is. */
    private void look(String session, int number, Deque<String> found) throws IOException {
        try {
            var header = store.header(session);
            if (header.isPresent() && concerns(header.get())) {
                found.add(session);
            }
        } catch (SQLException | IllegalArgumentException e) {
            setAside(session, number, e);
        }
    }

    private boolean concerns(Header h) {
        var ours = h.venue().equals(venue)
                && h.address().equals(address)
                && h.account().equals(account);
        return !h.session().equals(context.session()) && (ours || h.embedded());
    }

    private void setAside(String session, int number, Exception why) throws IOException {
        if (why instanceof SQLException sql && temporary(sql)) {
            LOG.log(Level.FINE, "journal of {0} is just being made; it is left alone", session);
            return;
        }
        var lock = store.tryLock(session);
        if (lock.isPresent()) {
            try (var held = lock.get()) {
                store.setAside(session, "cannot be read: " + JournalException.words(why));
                held.delete();
                damaged.add(number);
            }
        }
    }

    /** Busy or locked, a file that cannot be opened now, or one without tables yet: no damage. */
    private static boolean temporary(SQLException e) {
        var code = e.getErrorCode() & 0xff;
        return code == 1 || code == 5 || code == 6 || code == 14;
    }
}
