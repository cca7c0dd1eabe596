package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * The sessions of a journal directory that ended without finishing: their process died, or an order's fate stayed open.
 * Only those whose lock is free and whose venue, address and account are ours, or whose venue died with its process.
 * Of several sessions that start at once exactly one gets each. One thread.
 */
public final class DeadSessions {
    private static final Logger LOG = Logger.getLogger(DeadSessions.class.getName());
    private static final Pattern LOCK = Pattern.compile("(.+-(\\d{1,8}))\\.lock");

    private final SessionContext context;
    private final Path directory;
    private final String venue;
    private final String address;
    private final String account;
    private final List<Integer> damaged = new ArrayList<>();
    private Optional<Deque<String>> candidates = Optional.empty();

    /** Looks at nothing yet. The four words are of the session that asks; see {@link Header}. */
    public DeadSessions(SessionContext context, Path directory, String venue, String address, String account) {
        this.context = context;
        this.directory = directory;
        this.venue = venue;
        this.address = address;
        this.account = account;
    }

    /** Claims the next dead session; empty when there is none left. The caller closes or releases it. */
    public Optional<DeadSession> claimNext(Deadline deadline) throws InterruptedException {
        if (candidates.isEmpty()) {
            candidates = Optional.of(Disk.call(context, "scan-journals", directory, deadline, this::scan, late -> {}));
        }
        var left = candidates.get();
        while (!left.isEmpty()) {
            var found = new JournalState();
            var journal = new Journal(context, JournalDb.path(directory, left.peekFirst()));
            journal.start(new JournalWriter(
                    context,
                    directory,
                    left.removeFirst(),
                    journal,
                    new JournalWriter.Claim(context.session(), found)));
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

    /** A settled session leaves no lock file, so that these are few however many journals there are. */
    private Deque<String> scan() throws IOException {
        var found = new ArrayDeque<String>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        var sessions = new TreeMap<Integer, String>();
        try (var files = Files.list(directory)) {
            files.map(file -> LOCK.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(name -> Files.exists(JournalDb.path(directory, name.group(1))))
                    .forEach(name -> sessions.put(Integer.valueOf(name.group(2)), name.group(1)));
        }
        for (var session : sessions.entrySet()) {
            look(session.getValue(), session.getKey(), found);
        }
        return found;
    }

    /** Reads before it locks: to lock a journal that is not ours would hide it from the session whose it is. */
    private void look(String session, int number, Deque<String> found) throws IOException {
        try {
            var header = JournalReader.header(JournalDb.path(directory, session));
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
        var lock = SessionLock.tryAcquire(directory, session);
        if (lock.isPresent()) {
            try (var held = lock.get()) {
                JournalWriter.setAside(directory, session, "cannot be read: " + JournalException.words(why));
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
