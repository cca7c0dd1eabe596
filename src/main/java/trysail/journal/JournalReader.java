package trysail.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.disk.NativeLibrary;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** Reads a session's journal, live or ended, without disturbing its writer. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * Every entry of a session, oldest first.
     *
     * @throws JournalException when the file is missing or damaged; what can be read of a damaged one is read only by
     *     recovery
     */
    public static List<Entry.Stamped> entries(SessionContext context, Path directory, String session, Deadline deadline)
            throws InterruptedException {
        var file = JournalDb.path(directory, session);
        return Disk.call(context, "read-journal", file, deadline, () -> entries(file), late -> {});
    }

    /** Hands every entry of a session to {@code into}, oldest first, on a thread of its own. Throws as {@link #entries}. */
    public static void each(
            SessionContext context, Path directory, String session, Consumer<Entry.Stamped> into, Deadline deadline)
            throws InterruptedException {
        var file = JournalDb.path(directory, session);
        var unused = Disk.call(
                context,
                "read-journal",
                file,
                deadline,
                () -> {
                    each(file, into);
                    return Boolean.TRUE;
                },
                late -> {});
    }

    private static void each(Path file, Consumer<Entry.Stamped> into) throws SQLException {
        try (var connection = reading(file)) {
            var damage = read(connection, into);
            if (damage.isPresent()) {
                throw JournalException.of(
                        file, damage.get(), "what is left of it can be read with the sqlite3 shell", null);
            }
        }
    }

    /** The same, wherever journals are kept. */
    public static List<Entry.Stamped> entries(
            SessionContext context, JournalStore store, String session, Deadline deadline) throws InterruptedException {
        return store.itself() instanceof MemoryStore memory
                ? memory.entries(session)
                : entries(context, store.directory(), session, deadline);
    }

    private static List<Entry.Stamped> entries(Path file) throws SQLException {
        var lines = new ArrayList<Entry.Stamped>();
        each(file, lines::add);
        return lines;
    }

    /**
     * One entry as it lies in the journal.
     *
     * @param number rises by one with each
     * @param order the client order id, if it is about an order
     * @param body what was written, as JSON
     */
    public record Line(long number, String kind, Optional<String> order, String body, Entry.Stamped stamped) {}

    /** The last {@code most} entries, oldest first. Throws as {@link #entries}. */
    public static List<Line> last(SessionContext context, Path directory, String session, int most, Deadline deadline)
            throws InterruptedException {
        return lines(
                context,
                JournalDb.path(directory, session),
                "seq > (SELECT coalesce(max(seq), 0) FROM entries) - ?",
                most,
                deadline);
    }

    /** Every entry after this number, oldest first. Throws as {@link #entries}. */
    public static List<Line> after(
            SessionContext context, Path directory, String session, long number, Deadline deadline)
            throws InterruptedException {
        return lines(context, JournalDb.path(directory, session), "seq > ?", number, deadline);
    }

    /** Every entry about this order, oldest first. Throws as {@link #entries}. */
    public static List<Line> story(
            SessionContext context, Path directory, String session, String clientId, Deadline deadline)
            throws InterruptedException {
        return lines(context, JournalDb.path(directory, session), "client_id = ?", clientId, deadline);
    }

    /** Up to {@code most} client order ids that contain this, oldest first. Throws as {@link #entries}. */
    public static List<String> ordersLike(
            SessionContext context, Path directory, String session, String part, int most, Deadline deadline)
            throws InterruptedException {
        var file = JournalDb.path(directory, session);
        return Disk.call(context, "read-journal", file, deadline, () -> ordersLike(file, part, most), late -> {});
    }

    private static List<String> ordersLike(Path file, String part, int most) throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = reading(file);
                var statement = connection.prepareStatement(
                        "SELECT client_id FROM entries WHERE client_id IS NOT NULL AND instr(client_id, ?) > 0"
                                + " GROUP BY client_id ORDER BY min(seq) LIMIT ?")) {
            statement.setString(1, part);
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return ids;
    }

    private static List<Line> lines(SessionContext context, Path file, String which, Object value, Deadline deadline)
            throws InterruptedException {
        return Disk.call(context, "read-journal", file, deadline, () -> lines(file, which, value), late -> {});
    }

    /** Orders can be read only after the instruments that they are of. */
    private static List<Line> lines(Path file, String which, Object value) throws SQLException {
        var json = new EntryJson();
        var lines = new ArrayList<Line>();
        try (var connection = reading(file);
                var statement = connection.prepareStatement("SELECT seq, at, kind, client_id, body, " + which
                        + " FROM entries WHERE kind IN ('opened', 'listed') OR " + which + " ORDER BY seq")) {
            statement.setObject(1, value);
            statement.setObject(2, value);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var order = Optional.ofNullable(rows.getString(4));
                    var entry = json.read(rows.getString(3), order, rows.getString(5));
                    if (rows.getBoolean(6)) {
                        lines.add(new Line(
                                rows.getLong(1),
                                rows.getString(3),
                                order,
                                rows.getString(5),
                                new Entry.Stamped(Instant.parse(rows.getString(2)), entry)));
                    }
                }
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw JournalException.of(
                    file,
                    "entry cannot be read: " + JournalException.words(e),
                    "what is left of it can be read with the sqlite3 shell",
                    null);
        }
        return lines;
    }

    /** The first entry's header; empty when there is none. */
    static Optional<Header> header(Path file) throws SQLException {
        try (var connection = reading(file);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT body FROM entries WHERE kind = 'opened' ORDER BY seq LIMIT 1")) {
            return rows.next()
                            && new EntryJson().read("opened", Optional.empty(), rows.getString(1))
                                    instanceof Entry.Opened opened
                    ? Optional.of(opened.header())
                    : Optional.empty();
        }
    }

    static Connection reading(Path file) throws SQLException {
        NativeLibrary.load(file.toAbsolutePath().resolveSibling(""));
        var settings = new Properties();
        // SQLITE_OPEN_READWRITE: a missing file is an error and not a new journal, and what SQLite lays beside the file
        // to read it is cleared away, which a read-only connection cannot do
        settings.setProperty("open_mode", "2");
        settings.setProperty("busy_timeout", "2000");
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file, settings);
        try {
            JournalDb.pragma(connection, "query_only = true");
            var unused = JournalDb.version(connection, file);
            return connection;
        } catch (SQLException | JournalException e) {
            connection.close();
            throw e;
        }
    }

    static Optional<String> read(Connection connection, Consumer<Entry.Stamped> into) {
        return read(
                connection, new EntryJson(), "SELECT seq, at, kind, client_id, body FROM entries ORDER BY seq", into);
    }

    /** Those after this number that change what all of them amount to, and those that are torn. */
    static Optional<String> replay(Connection connection, EntryJson json, long after, Consumer<Entry.Stamped> into) {
        return read(
                connection,
                json,
                "SELECT seq, at, kind, client_id, body FROM entries WHERE seq > " + after
                        + " AND (kind NOT IN ('cancel-asked', 'denied', 'dropped', 'asked')"
                        + " OR NOT json_valid(body)) ORDER BY seq",
                into);
    }

    private static Optional<String> read(
            Connection connection, EntryJson json, String query, Consumer<Entry.Stamped> into) {
        Optional<String> damage = Optional.empty();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                var row = new Row(
                        rows.getString(2),
                        rows.getString(3),
                        Optional.ofNullable(rows.getString(4)),
                        rows.getString(5));
                var unreadable = row.read(json, into);
                damage = damage.or(() -> unreadable);
            }
        } catch (SQLException e) {
            return Optional.of("file is damaged: " + JournalException.words(e));
        }
        return damage;
    }
}
