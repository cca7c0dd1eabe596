package trysail.journal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/** What the journal's thread does: takes the lock, opens the file, writes until the end, closes both. */
final class JournalWriter implements Runnable {
    /** What the journal is opened for. */
    sealed interface Purpose {}

    /** A new session. */
    record Fresh(Header header) implements Purpose {}

    /** To finish what a dead session had begun; {@code found} is filled with what its journal says until it is open. */
    record Claim(String by, JournalState found) implements Purpose {}

    private final SessionContext context;
    private final JournalStore store;
    private final String session;
    private final Journal journal;
    private final Purpose purpose;
    private final JournalState state = new JournalState();
    private Optional<String> damage = Optional.empty();

    JournalWriter(SessionContext context, JournalStore store, String session, Journal journal, Purpose purpose) {
        this.context = context;
        this.store = store;
        this.session = session;
        this.journal = journal;
        this.purpose = purpose;
    }

    String name() {
        return "journal-" + session;
    }

    @Override
    public void run() {
        try {
            store.check();
            var lock = store.tryLock(session);
            if (lock.isPresent()) {
                locked(lock.get());
            } else if (purpose instanceof Fresh) {
                journal.failed(JournalException.of(
                        SessionLock.path(store.directory(), session),
                        "held by a session that is alive",
                        "a session's name is used once",
                        null));
            }
        } catch (IOException | RuntimeException | Error e) { // whatever it died of: whoever waits must hear of it
            journal.failed(inWords(e));
        } finally {
            journal.ended();
        }
    }

    private void locked(JournalStore.Lock lock) throws IOException {
        try (lock;
                var lease = context.ledger().open(Ledger.Kind.LEASE, session + ".lock");
                var open = context.ledger().open(Ledger.Kind.FILE, session + ".db")) {
            try {
                if (!(purpose instanceof Claim) || store.exists(session)) {
                    write();
                }
            } catch (SQLException | RuntimeException | Error e) {
                journal.failed(inWords(e));
                journal.awaitRelease();
                return;
            }
            if (state.settled() || !store.exists(session)) {
                damage.ifPresent(why -> store.setAside(session, why));
                lock.delete();
            }
        }
    }

    private void write() throws SQLException {
        try (var db = store.open(context.clock(), session)) {
            damage = db.read(this::replay);
            var first = first();
            if (first.isEmpty()) {
                return;
            }
            put(db, List.of(first.get()));
            replay(first.get());
            journal.opened(); // from here on what was found is its claimant's, on another thread
            for (var batch = journal.next(); !batch.isEmpty(); batch = journal.next()) {
                put(db, batch);
                batch.forEach(state::apply);
                journal.written(batch);
            }
        }
    }

    private void replay(Entry.Stamped line) {
        state.apply(line);
        if (purpose instanceof Claim claim) {
            claim.found().apply(line);
        }
    }

    private Optional<Entry.Stamped> first() {
        return switch (purpose) {
            case Fresh fresh when state.header().isPresent() -> Optional.empty();
            case Fresh fresh -> Optional.of(stamped(new Entry.Opened(fresh.header())));
            case Claim claim when state.settled() || state.header().isEmpty() -> Optional.empty();
            case Claim claim -> Optional.of(stamped(new Entry.Claimed(state.epoch() + 1, claim.by())));
        };
    }

    private Entry.Stamped stamped(Entry entry) {
        return new Entry.Stamped(context.clock().now(), entry);
    }

    /** Nothing is added to a damaged file: it is evidence. What is learnt then lives in memory and in the new journal. */
    private void put(JournalStore.Entries db, List<Entry.Stamped> lines) throws SQLException {
        if (damage.isEmpty()) {
            db.write(lines);
        }
    }

    private JournalException inWords(Throwable cause) {
        return cause instanceof JournalException e
                ? e
                : JournalException.of(
                        store.journal(session),
                        JournalException.words(cause),
                        "see that the disk has room and the directory can be written",
                        cause);
    }
}
