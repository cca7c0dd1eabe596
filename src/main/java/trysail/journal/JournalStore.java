package trysail.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.log.LogPlace;
import trysail.scope.SessionClock;

/**
 * Where the journals, the logs and the logbook of sessions are: a directory, or memory. What is written and what it means
 * is the same in both: the entries, in their JSON form. Thread-safe.
 */
public abstract class JournalStore implements LogPlace {
    JournalStore() {}

    /** A session's lock, while it is held. */
    interface Lock extends AutoCloseable {
        /** Removes it, while it is held: there is nothing left to do for whoever takes it next. */
        void delete() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** What the lock of a session is held for. */
    enum Holder {
        /** Nobody, as far as can be seen. */
        NOBODY("nobody"),
        /** The session itself lives. */
        SESSION("session"),
        /** It is dead, and a later one finishes what it had begun. */
        CLAIMANT("claimant");

        private final String word;

        Holder(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Locks of older versions say nothing: they were the session's. */
        static Holder of(String word) {
            return word.equals(CLAIMANT.word) ? CLAIMANT : SESSION;
        }
    }

    /** The entries of one session. Used by one thread. */
    interface Entries extends AutoCloseable {
        /** Hands every entry to {@code into}, in order; returns what could not be read, in words. */
        Optional<String> read(Consumer<Entry.Stamped> into);

        /**
         * Hands over what all of it amounts to, for who goes on with it: perhaps a state to begin from, then the entries
         * since, in order; entries that change no state may be left out. Returns what could not be read, in words.
         */
        Optional<String> replay(Consumer<JournalState.Parts> from, Consumer<Entry.Stamped> into);

        /** How many entries there are to replay, about. */
        long toReplay();

        /** Told what all that is written amounts to, may write that down, and forget what nobody needs again. */
        void fold(JournalState state) throws SQLException;

        /** As {@link #fold}, but forgets nothing. */
        void checkpoint(JournalState state) throws SQLException;

        /** Adds entries, all or none; on return they outlive the process. */
        void write(List<Entry.Stamped> lines) throws SQLException;

        /** Whether what is written can still be found: a file that was deleted takes everything and keeps nothing. */
        boolean isThere();

        /** Damages the last entry, as a torn write does; without any, does nothing. */
        void tear() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** What goes wrong with a disk now. Asked at each write; thread-safe. */
    public interface Trouble {
        /** What each write takes longer. */
        Duration delay();

        /** Whether nothing can be written. */
        boolean full();

        /** Whether what was just written last loses its half; asked once for each write. */
        boolean tears();
    }

    /** The store without its troubles. */
    JournalStore itself() {
        return this;
    }

    final Path journal(String session) {
        return JournalDb.path(directory(), session);
    }

    /** Whether it is a directory, which may be missing or may not be writable. */
    public abstract boolean isOnDisk();

    /** Refuses in one clear line what cannot be used. */
    abstract void check();

    /** The lock of a session, to be held as this, or nothing when somebody alive holds it. */
    abstract Optional<? extends Lock> tryLock(String session, Holder holder) throws IOException;

    /** What a session's lock, which could not be had, is held for; a moment after it was taken that may be what it was. */
    abstract Holder holder(String session) throws IOException;

    /** Whether a session of this very process holds its own lock: it lives. */
    abstract boolean livesHere(String session) throws IOException;

    /** Whether a journal was made elsewhere and is a copy here, whose session may live where it was made. */
    abstract boolean isCopy(String session, Header header) throws SQLException;

    /** Whether there is a journal of this session. */
    abstract boolean exists(String session);

    /** Opens a session's journal, making it when there is none. */
    abstract Entries open(SessionClock clock, String session) throws IOException, SQLException;

    /** The first entry's header; empty when there is none. */
    abstract Optional<Header> header(String session) throws SQLException;

    /** Puts a journal that cannot be trusted out of the way of later starts. */
    abstract void setAside(String session, String why);

    /** Sessions that have a journal and a lock, held or not, by number. */
    abstract Map<Integer, String> unfinished() throws IOException;

    /** Opens the logbook, making it when there is none. */
    abstract Book book(SessionClock clock) throws IOException, SQLException;

    /** Keeps a receipt that the logbook did not take; says where. */
    abstract Optional<Path> beside(String session, String receiptJson) throws IOException;
}
