package trysail.journal;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** A store on a disk that is slow, full or damages what it is given, when it is said to. What is read is right. */
final class TroubledStore extends JournalStore {
    private final JournalStore store;
    private final Trouble trouble;

    TroubledStore(JournalStore store, Trouble trouble) {
        this.store = store;
        this.trouble = trouble;
    }

    @Override
    JournalStore itself() {
        return store.itself();
    }

    @Override
    public boolean isOnDisk() {
        return store.isOnDisk();
    }

    @Override
    public Path directory() {
        return store.directory();
    }

    @Override
    void check() {
        store.check();
    }

    @Override
    public Thread start(SessionContext context, String name, Runnable body) {
        return store.start(context, name, body);
    }

    @Override
    public <T> T call(
            SessionContext context, String name, Path path, Deadline deadline, Disk.Work<T> work, Consumer<T> unclaimed)
            throws InterruptedException {
        var delay = trouble.delay();
        if (!delay.isZero()) {
            var intime = delay.compareTo(deadline.remaining()) <= 0;
            context.clock().sleep(intime ? delay : deadline.remaining());
            if (!intime) {
                throw JournalException.stalled(path, name);
            }
        }
        return store.call(context, name, path, deadline, work, unclaimed);
    }

    @Override
    Optional<? extends Lock> tryLock(String session, Holder holder) throws IOException {
        return store.tryLock(session, holder);
    }

    @Override
    Holder holder(String session) throws IOException {
        return store.holder(session);
    }

    @Override
    boolean livesHere(String session) throws IOException {
        return store.livesHere(session);
    }

    @Override
    boolean isCopy(String session, Header header) throws SQLException {
        return store.isCopy(session, header);
    }

    @Override
    boolean exists(String session) {
        return store.exists(session);
    }

    @Override
    Entries open(SessionClock clock, String session) throws IOException, SQLException {
        return new TroubledEntries(store.open(clock, session), clock, trouble);
    }

    private record TroubledEntries(Entries entries, SessionClock clock, Trouble trouble) implements Entries {
        @Override
        public Optional<String> read(Consumer<Entry.Stamped> into) {
            return entries.read(into);
        }

        @Override
        public Optional<String> replay(Consumer<JournalState.Parts> from, Consumer<Entry.Stamped> into) {
            return entries.replay(from, into);
        }

        @Override
        public long toReplay() {
            return entries.toReplay();
        }

        @Override
        public void fold(JournalState state) throws SQLException {
            entries.fold(state);
        }

        @Override
        public void checkpoint(JournalState state) throws SQLException {
            entries.checkpoint(state);
        }

        @Override
        public boolean isThere() {
            return entries.isThere();
        }

        @Override
        public void write(List<Entry.Stamped> lines) throws SQLException {
            pause(trouble.delay());
            if (trouble.full()) {
                throw new SQLException("database or disk is full");
            }
            entries.write(lines);
            if (trouble.tears()) {
                entries.tear();
            }
        }

        private void pause(Duration delay) throws SQLException {
            try {
                if (!delay.isZero()) {
                    clock.sleep(delay);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", e);
            }
        }

        @Override
        public void tear() throws SQLException {
            entries.tear();
        }

        @Override
        public void close() throws SQLException {
            entries.close();
        }
    }

    @Override
    Optional<Header> header(String session) throws SQLException {
        return store.header(session);
    }

    @Override
    void setAside(String session, String why) {
        store.setAside(session, why);
    }

    @Override
    Map<Integer, String> unfinished() throws IOException {
        return store.unfinished();
    }

    @Override
    public Writer log(String session) throws IOException {
        return new TroubledWriter(store.log(session), trouble);
    }

    @Override
    public void turn(String session, int files) throws IOException {
        store.turn(session, files);
    }

    private static final class TroubledWriter extends Writer {
        private final Writer writer;
        private final Trouble trouble;

        private TroubledWriter(Writer writer, Trouble trouble) {
            this.writer = writer;
            this.trouble = trouble;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            if (trouble.full()) {
                throw new IOException("No space left on device");
            }
            writer.write(text, from, length);
        }

        @Override
        public void flush() throws IOException {
            writer.flush();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    @Override
    Book book(SessionClock clock) throws IOException, SQLException {
        return store.book(clock);
    }

    @Override
    Optional<Path> beside(String session, String receiptJson) throws IOException {
        return store.beside(session, receiptJson);
    }
}
