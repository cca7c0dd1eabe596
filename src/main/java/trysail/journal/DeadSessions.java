package trysail.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.words.Address;

/**
 * The sessions of a journal directory that ended without finishing: their process died, or an order's fate stayed open.
 * Those whose lock is free and whose venue is ours, however its address is spelt and whatever key they had, and those whose
 * venue died with its process. Of several sessions that start at once exactly one gets each, and the others wait until it
 * is dealt with. One thread.
 */
public final class DeadSessions {
    private static final Logger LOG = Logger.getLogger(DeadSessions.class.getName());
    /** How long a lock's file may say what it was held for before: its new holder writes that at once. */
    private static final Duration SAYING = Duration.ofMillis(50);

    private final SessionContext context;
    private final JournalStore store;
    private final String venue;
    private final String address;
    private final String account;
    private final List<Integer> damaged = new ArrayList<>();
    /** In the hands of others, who finish them; or so it may be. */
    private final Deque<String> taken = new ArrayDeque<>();

    private Optional<Deque<String>> candidates = Optional.empty();

    /** Hears how far a long journal has been read; on the journal's thread. Must not block. */
    @FunctionalInterface
    public interface Progress {
        void read(String session, long entries, long of);
    }

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

    /** As {@link #claimNext(Deadline, Progress)}, telling nobody how far it is. */
    public Optional<DeadSession> claimNext(Deadline deadline) throws InterruptedException {
        return claimNext(deadline, (session, entries, of) -> {});
    }

    /**
     * Claims the next dead session; empty when there is none left. The caller closes or releases it. Waits for those that
     * another session is dealing with right now, for as long as that one takes.
     *
     * @param deadline of the disk's first answer; a journal that is read goes on for as long as it is
     * @throws JournalException also when a journal is the copy of one that was made elsewhere: its session may live there
     */
    public Optional<DeadSession> claimNext(Deadline deadline, Progress progress) throws InterruptedException {
        if (candidates.isEmpty()) {
            candidates = Optional.of(
                    store.call(context, "scan-journals", store.directory(), deadline, this::scan, late -> {}));
        }
        var patience = deadline.remaining();
        var left = candidates.get();
        while (!left.isEmpty()) {
            var session = left.removeFirst();
            var claimed = claim(session, deadline, progress);
            if (claimed.isPresent()) {
                return claimed;
            }
            taken.add(session);
        }
        if (!taken.isEmpty() && store.isOnDisk()) {
            context.clock().sleep(SAYING);
        }
        while (!taken.isEmpty()) {
            var session = taken.removeFirst();
            if (holder(session, patience) != JournalStore.Holder.CLAIMANT) {
                continue; // settled by now, or of a session that lives
            }
            while (holder(session, patience) == JournalStore.Holder.CLAIMANT && store.exists(session)) {
                context.clock().sleep(SAYING);
                var claimed = claim(session, context.clock().deadline(patience), progress);
                if (claimed.isPresent()) {
                    return claimed;
                }
            }
        }
        return Optional.empty();
    }

    /** Empty when somebody has it, or there is nothing to do. */
    private Optional<DeadSession> claim(String session, Deadline deadline, Progress progress)
            throws InterruptedException {
        var found = new JournalState();
        var journal = new Journal(context, store, session);
        journal.start(new JournalWriter(
                context, store, session, journal, new JournalWriter.Claim(context.session(), found, progress)));
        return journal.awaitOpen(deadline, Optional.empty())
                ? Optional.of(new DeadSession(context, journal, found, account))
                : Optional.empty();
    }

    private JournalStore.Holder holder(String session, Duration patience) throws InterruptedException {
        return store.call(
                context,
                "look-at-lock",
                store.directory(),
                context.clock().deadline(patience),
                () -> store.holder(session),
                late -> {});
    }

    /** Numbers of sessions whose journal could not be read and was set aside: only the venue knows their orders. */
    public List<Integer> unreadable() {
        return List.copyOf(damaged);
    }

    /** Whether orders can have been left at the venue by others than those of this process. */
    public boolean isLasting() {
        return !address.equals("embedded");
    }

    /** Numbers of all sessions that live here or were left unfinished: what the venue has of theirs is looked after. */
    public List<Integer> unfinished(Deadline deadline) throws InterruptedException {
        return store.call(
                context,
                "scan-journals",
                store.directory(),
                deadline,
                () -> List.copyOf(store.unfinished().keySet()),
                late -> {});
    }

    private Deque<String> scan() throws IOException, SQLException {
        var found = new ArrayDeque<String>();
        for (var session : store.unfinished().entrySet()) {
            if (!store.livesHere(session.getValue())) { // so a hundred that start at once do not read each other's
                look(session.getValue(), session.getKey(), found);
            }
        }
        return found;
    }

    /** Reads before it locks: to lock a journal that is not ours would hide it from the session whose it is. */
    private void look(String session, int number, Deque<String> found) throws IOException {
        try {
            var header = store.header(session);
            if (header.isPresent() && concerns(header.get())) {
                mustBeOriginal(session, header.get());
                found.add(session);
            }
        } catch (SQLException | IllegalArgumentException e) {
            setAside(session, number, e);
        }
    }

    private boolean concerns(Header h) {
        var ours = h.venue().equals(venue) && Address.isSame(h.address(), address);
        return !h.session().equals(context.session()) && (ours || h.embedded());
    }

    /** What is left of an embedded venue's session is nobody's elsewhere. */
    private void mustBeOriginal(String session, Header header) throws SQLException {
        if (!header.embedded() && store.isCopy(session, header)) {
            throw JournalException.of(
                    store.journal(session),
                    "the journal of " + session + " is a copy: its session may live where it was copied from, and its"
                            + " orders are that one's",
                    "take another --journal DIR here; or, when the original is gone for good, have this one count: "
                            + "journal adopt --journal " + store.directory(),
                    null);
        }
    }

    private void setAside(String session, int number, Exception why) throws IOException {
        if (why instanceof SQLException sql && temporary(sql)) {
            LOG.log(Level.FINE, "journal of {0} is just being made; it is left alone", session);
            return;
        }
        var lock = store.tryLock(session, JournalStore.Holder.CLAIMANT);
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
