package trysail.journal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.disk.JournalException;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/** What the journal's thread does: takes the lock, opens the file, writes until the end, closes both. */
final class JournalWriter implements Runnable {
    /** What the journal is opened for. */
    sealed interface Purpose {}

    /** A new session. */
    record Fresh(Header header) implements Purpose {}

    /**
     * To finish what a dead session had begun; {@code found} is filled with what its journal says until it is open.
     *
     * @param progress hears how far a long journal has been read
     */
    record Claim(String by, JournalState found, DeadSessions.Progress progress) implements Purpose {}

    /** How many entries are read between two looks whether anybody still waits for them. */
    private static final int STEP = 16_384;

    /** How often a journal in which nothing is written is looked after. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final SessionContext context;
    private final JournalStore store;
    private final String session;
    private final Journal journal;
    private final Purpose purpose;
    private final JournalState state = new JournalState();
    private Optional<String> damage = Optional.empty();
    private long replayed;
    private long toReplay;

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
            var lock = store.tryLock(session, holder());
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

    private JournalStore.Holder holder() {
        return switch (purpose) {
            case Fresh fresh -> JournalStore.Holder.SESSION;
            case Claim claim -> JournalStore.Holder.CLAIMANT;
        };
    }

    private void locked(JournalStore.Lock lock) throws IOException {
        try (lock;
                var lease = context.ledger().open(Ledger.Kind.LEASE, session + ".lock");
                var open = context.ledger().open(Ledger.Kind.FILE, session + ".db")) {
            try {
                if (!(purpose instanceof Claim) || store.exists(session)) {
                    write();
                }
            } catch (IOException | SQLException | RuntimeException | Error e) {
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

    private void write() throws IOException, SQLException {
        try (var db = store.open(context.clock(), session)) {
            toReplay = db.toReplay();
            damage = db.replay(state::restore, this::replay);
            if (purpose instanceof Claim claim) {
                claim.found().restore(state.parts());
            }
            var first = first();
            if (first.isEmpty()) {
                return;
            }
            put(db, List.of(first.get()));
            state.apply(first.get());
            if (purpose instanceof Claim claim) {
                claim.found().apply(first.get());
            }
            journal.opened(); // from here on what was found is its claimant's, on another thread
            goOn(db);
        }
    }

    private void goOn(JournalStore.Entries db) throws SQLException {
        var look = store.isOnDisk() ? LOOK : FOR_EVER;
        for (var batch = journal.next(look); !batch.isEmpty() || !journal.isOver(); batch = journal.next(look)) {
            if (batch.isEmpty()) {
                mustBeThere(db);
            } else {
                put(db, batch);
                batch.forEach(state::apply);
                journal.written(batch);
                fold(db);
            }
        }
    }

    private void mustBeThere(JournalStore.Entries db) {
        if (!db.isThere()) {
            throw JournalException.of(
                    store.journal(session),
                    "the journal was deleted while its session ran",
                    "what it had not got is lost: compare positions and orders at the venue",
                    null);
        }
    }

    private void replay(Entry.Stamped line) {
        state.apply(line);
        replayed++;
        if (replayed % STEP == 0) {
            if (!journal.replayed(replayed)) {
                throw JournalException.of(store.journal(session), "no longer wanted", "nothing was changed", null);
            }
            if (purpose instanceof Claim claim) {
                claim.progress().read(session, replayed, toReplay);
            }
        }
    }

    /**
     * After those who waited for their entries were told. The journal of a dead session is about to be closed for good: its
     * claimant does not wait until it is short.
     */
    private void fold(JournalStore.Entries db) throws SQLException {
        if (damage.isPresent()) {
            return;
        }
        switch (purpose) {
            case Fresh fresh -> db.fold(state);
            case Claim claim -> db.checkpoint(state);
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
        mustBeThere(db);
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
