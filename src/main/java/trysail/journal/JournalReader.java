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

    private static List<Entry.Stamped> entries(Path file) throws SQLException {
        var lines = new ArrayList<Entry.Stamped>();
        try (var connection = reading(file)) {
            var damage = read(connection, lines::add);
            if (damage.isPresent()) {
                throw JournalException.of(
                        file, damage.get(), "what is left of it can be read with the sqlite3 shell", null);
            }
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

    private static Connection reading(Path file) throws SQLException {
        var settings = new Properties();
        // SQLITE_OPEN_READWRITE: a missing file is an error and not a new journal, and what SQLite lays beside the file
        // to
        // read it is cleared away, which a read-only connection cannot do
        settings.setProperty("open_mode", "2");
        settings.setProperty("busy_timeout", "2000");
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file, settings);
        try {
            JournalDb.pragma(connection, "query_only = true");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static Optional<String> read(Connection connection, Consumer<Entry.Stamped> into) {
        var json = new EntryJson();
        Optional<String> damage = Optional.empty();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT seq, at, kind, client_id, body FROM entries ORDER BY seq")) {
            while (rows.next()) {
                try {
                    var entry = json.read(rows.getString(3), Optional.ofNullable(rows.getString(4)), rows.getString(5));
                    into.accept(new Entry.Stamped(Instant.parse(rows.getString(2)), entry));
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    damage = damage.or(() -> Optional.of("entry cannot be read: " + JournalException.words(e)));
                }
            }
        } catch (SQLException e) {
            return Optional.of("file is damaged: " + JournalException.words(e));
        }
        return damage;
    }
}
