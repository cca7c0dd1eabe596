package trysail.journal;

import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/**
 * Journals, logs and logbook in memory: they outlive the sessions, and the process that {@link #crash} ends. No file, no
 * platform thread. What a disk does wrong happens {@link TroubledStore around} it. Thread-safe.
 */
public final class MemoryStore extends JournalStore {
    private static final Path NAME = Path.of("memory");

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Row>> journals = new TreeMap<>();
    private final Map<String, List<Row>> damaged = new TreeMap<>();
    private final Map<String, StringBuilder> logs = new TreeMap<>();
    private final Map<String, String> receipts = new TreeMap<>();
    private final Set<String> locks = new HashSet<>();
    private final Map<String, Holder> held = new TreeMap<>();
    private final MemoryBook book;
    private int life;

    /** An empty one. {@code tag} marks the orders of its sessions, five letters or digits. */
    public MemoryStore(String tag) {
        book = new MemoryBook(tag);
    }

    // ── what can happen to it ──

    /** The process is gone: its locks are free, and whatever of it still runs can write nothing any more. */
    public void crash() {
        locked(() -> {
            life++;
            held.clear();
            return true;
        });
    }

    private static boolean tear(List<Row> rows) {
        if (rows.isEmpty()) {
            return false;
        }
        var last = rows.removeLast();
        var half = last.body().substring(0, last.body().length() / 2);
        rows.add(new Row(last.at(), last.kind(), last.order(), half));
        return true;
    }

    // ── what it says ──

    /** Sessions that have a journal, whole or damaged. */
    public List<String> sessions() {
        return locked(() -> {
            var all = new ArrayList<>(journals.keySet());
            all.addAll(damaged.keySet());
            return all;
        });
    }

    /** The journal of a session as it is kept, a line each: when, what, about which order, in JSON. */
    public List<String> lines(String session) {
        return locked(() -> journals.getOrDefault(session, damaged.getOrDefault(session, List.of())).stream()
                .map(r -> r.at() + " " + r.kind() + " " + r.order().orElse("-") + " " + r.body())
                .toList());
    }

    /** What a session logged. */
    public String logged(String session) {
        return locked(() -> String.valueOf(logs.getOrDefault(session, new StringBuilder())));
    }

    /** Locks that somebody alive holds, and that a dead session left. */
    public int locks() {
        return locked(locks::size);
    }

    /** Sessions whose journal a later start would still claim. A lock without a journal is of one that never began. */
    public List<String> unsettled() {
        return List.copyOf(unfinished().values());
    }

    List<Entry.Stamped> entries(String session) {
        var rows = locked(() -> Optional.ofNullable(journals.get(session)).map(List::copyOf));
        var lines = new ArrayList<Entry.Stamped>();
        var damage = read(
                rows.orElseThrow(() -> JournalException.of(journal(session), "is missing", "name another", null)),
                lines::add);
        if (damage.isPresent()) {
            throw JournalException.of(journal(session), damage.get(), "it cannot be read to its end", null);
        }
        return lines;
    }

    private static Optional<String> read(List<Row> rows, Consumer<Entry.Stamped> into) {
        var json = new EntryJson();
        Optional<String> damage = Optional.empty();
        for (var row : rows) {
            var unreadable = row.read(json, into);
            damage = damage.or(() -> unreadable);
        }
        return damage;
    }

    // ── as a store ──

    @Override
    public boolean isOnDisk() {
        return false;
    }

    @Override
    public Path directory() {
        return NAME;
    }

    @Override
    void check() {}

    @Override
    public Thread start(SessionContext context, String name, Runnable body) {
        return context.startVirtual(name, body);
    }

    @Override
    public <T> T call(
            SessionContext context, String name, Path path, Deadline deadline, Disk.Work<T> work, Consumer<T> unclaimed)
            throws InterruptedException {
        try {
            return work.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Disk.inWords(e, name, path);
        }
    }

    @Override
    Optional<Lock> tryLock(String session, Holder holder) {
        return locked(() -> {
            locks.add(session);
            return held.putIfAbsent(session, holder) == null
                    ? Optional.of(new MemoryLock(session, life))
                    : Optional.empty();
        });
    }

    @Override
    Holder holder(String session) {
        return locked(() -> held.getOrDefault(session, Holder.NOBODY));
    }

    @Override
    boolean livesHere(String session) {
        return holder(session) == Holder.SESSION;
    }

    @Override
    boolean isCopy(String session, Header header) {
        return false; // memory has no copies
    }

    private final class MemoryLock implements Lock {
        private final String session;
        private final int since;

        private MemoryLock(String session, int since) {
            this.session = session;
            this.since = since;
        }

        @Override
        public void delete() {
            locked(() -> since == life && locks.remove(session));
        }

        @Override
        public void close() {
            locked(() -> since == life && held.remove(session) != null);
        }
    }

    @Override
    boolean exists(String session) {
        return locked(() -> journals.containsKey(session));
    }

    @Override
    Entries open(SessionClock clock, String session) {
        return locked(() -> {
            var rows = journals.computeIfAbsent(session, s -> new ArrayList<>());
            return new MemoryEntries(rows, life);
        });
    }

    private final class MemoryEntries implements Entries {
        private final List<Row> rows;
        private final int since;

        private MemoryEntries(List<Row> rows, int since) {
            this.rows = rows;
            this.since = since;
        }

        @Override
        public Optional<String> read(Consumer<Entry.Stamped> into) {
            return MemoryStore.read(locked(() -> List.copyOf(rows)), into);
        }

        @Override
        public Optional<String> replay(Consumer<JournalState.Parts> from, Consumer<Entry.Stamped> into) {
            return read(into);
        }

        @Override
        public long toReplay() {
            return locked(rows::size);
        }

        @Override
        public void fold(JournalState state) {} // gone with its process

        @Override
        public void checkpoint(JournalState state) {}

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public void write(List<Entry.Stamped> lines) throws SQLException {
            var written = lines.stream().map(Row::of).toList();
            if (!locked(() -> since == life && rows.addAll(written))) {
                throw new SQLException("the process is gone");
            }
        }

        @Override
        public void tear() {
            locked(() -> MemoryStore.tear(rows));
        }

        @Override
        public void close() {}
    }

    @Override
    Optional<Header> header(String session) {
        var first = new ArrayList<Entry.Stamped>();
        var unused = read(locked(() -> List.copyOf(journals.getOrDefault(session, List.of()))), first::add);
        return first.stream()
                .filter(line -> line.entry() instanceof Entry.Opened)
                .map(line -> ((Entry.Opened) line.entry()).header())
                .findFirst();
    }

    @Override
    void setAside(String session, String why) {
        locked(() -> {
            Optional.ofNullable(journals.remove(session)).ifPresent(rows -> damaged.put(session, rows));
            return true;
        });
    }

    @Override
    Map<Integer, String> unfinished() {
        return locked(() -> {
            var sessions = new TreeMap<Integer, String>();
            locks.stream()
                    .filter(journals::containsKey)
                    .forEach(s -> sessions.put(Integer.valueOf(s.substring(s.lastIndexOf('-') + 1)), s));
            return sessions;
        });
    }

    @Override
    public Writer log(String session) {
        return new LogWriter(session);
    }

    @Override
    public void turn(String session, int files) {
        locked(() -> logs.remove(session)); // one is enough where nobody reads them
    }

    private final class LogWriter extends Writer {
        private final String session;

        private LogWriter(String session) {
            this.session = session;
        }

        @Override
        public void write(char[] text, int from, int length) {
            var unused = locked(() ->
                    logs.computeIfAbsent(session, s -> new StringBuilder()).append(text, from, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Override
    Book book(SessionClock clock) {
        return book;
    }

    @Override
    Optional<Path> beside(String session, String receiptJson) {
        locked(() -> receipts.put(session, receiptJson));
        return Optional.of(directory().resolve(session + ".receipt.json"));
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
