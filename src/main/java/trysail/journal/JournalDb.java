package trysail.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The SQLite file of one session. One thread; every call does file I/O. */
final class JournalDb implements JournalStore.Entries {
    private static final int SCHEMA = 1;
    private static final int BUSY = 5;
    /** A later start may be reading who the session is while the file is made. */
    private static final Duration READERS = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    /** The views are for the eye, in the sqlite3 shell; what is exact is the fold of the entries. */
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE entries (
              seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, client_id TEXT, body TEXT NOT NULL) STRICT
            """, "CREATE INDEX entries_of_order ON entries (client_id) WHERE client_id IS NOT NULL", """
            CREATE VIEW orders AS
            SELECT i.client_id, i.at, i.body ->> 'symbol' AS symbol, i.body ->> 'side' AS side,
              i.body ->> 'size' AS size, i.body ->> 'price' AS price, i.body ->> 'why' AS why,
              (SELECT coalesce(l.body ->> 'fate', lower(l.body ->> 'state'), l.kind) FROM entries l
                WHERE l.client_id = i.client_id AND l.kind NOT IN ('filled', 'cancel-asked')
                ORDER BY l.seq DESC LIMIT 1) AS state
            FROM entries i WHERE i.kind = 'intended'
            """, """
            CREATE VIEW fills AS
            SELECT client_id, body ->> 'time' AS time, body ->> 'symbol' AS symbol, body ->> 'side' AS side,
              body ->> 'size' AS size, body ->> 'price' AS price, body ->> 'fee' AS fee, body ->> 'trade_id' AS trade_id,
              body ->> 'fee_asset' AS fee_asset, body ->> 'fee_rate' AS fee_rate
            FROM entries WHERE kind = 'filled'
            """, """
            CREATE VIEW positions AS
            SELECT symbol, round(sum(change), 12) AS size FROM (
              SELECT body ->> 'symbol' AS symbol,
                CASE body ->> 'side' WHEN 'BUY' THEN 1 ELSE -1 END * CAST(body ->> 'size' AS REAL) AS change
              FROM entries WHERE kind = 'filled'
                AND seq > coalesce((SELECT max(seq) FROM entries WHERE kind = 'ready'), 0)
              UNION ALL
              SELECT p.value ->> 'symbol', CAST(p.value ->> 'size' AS REAL)
              FROM entries e, json_each(e.body, '$.positions') p
              WHERE e.seq = (SELECT max(seq) FROM entries WHERE kind = 'ready'))
            GROUP BY symbol
            """);

    private final Connection connection;
    private final PreparedStatement insert;

    private JournalDb(Connection connection) throws SQLException {
        this.connection = connection;
        insert = connection.prepareStatement("INSERT INTO entries (at, kind, client_id, body) VALUES (?, ?, ?, ?)");
    }

    static Path path(Path directory, String session) {
        return directory.resolve(session + ".db");
    }

    /** Opens the file, making it when it does not exist. */
    static JournalDb open(SessionClock clock, Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            pragma(connection, "busy_timeout = 2000");
            writeAhead(connection, clock.deadline(READERS));
            pragma(connection, "synchronous = NORMAL"); // the tables go to the disk with the first entry
            prepare(connection, file);
            pragma(connection, "synchronous = FULL");
            connection.setAutoCommit(false);
            return new JournalDb(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(Connection connection, Path file) throws SQLException {
        try (var statement = connection.createStatement()) {
            int version;
            try (var answer = statement.executeQuery("PRAGMA user_version")) {
                version = answer.getInt(1);
            }
            if (version > SCHEMA) {
                throw JournalException.of(
                        file, "written by a newer Trysail (schema " + version + ")", "use that one to read it", null);
            }
            if (version == 0) {
                statement.execute("BEGIN IMMEDIATE");
                for (var table : TABLES) {
                    statement.execute(table);
                }
                statement.execute("PRAGMA user_version = " + SCHEMA);
                statement.execute("COMMIT");
            }
        }
    }

    /**
     * Makes the file write ahead. Of all statements this one fails at once when others have the file open, whatever the
     * busy timeout: SQLite does not wait while it holds a lock of its own.
     */
    static void writeAhead(Connection connection, Deadline deadline) throws SQLException {
        while (true) {
            try {
                pragma(connection, "journal_mode = WAL");
                return;
            } catch (SQLException e) {
                if ((e.getErrorCode() & 0xff) != BUSY || deadline.expired()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException busy) throws SQLException {
        try {
            SessionClock.SYSTEM.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy;
        }
    }

    static void pragma(Connection connection, String words) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA " + words);
        }
    }

    /** Writes all of them in one transaction; on return they are on the disk. */
    @Override
    public void write(List<Entry.Stamped> lines) throws SQLException {
        for (var line : lines) {
            var row = Row.of(line);
            insert.setString(1, row.at());
            insert.setString(2, row.kind());
            if (row.order().isPresent()) {
                insert.setString(3, row.order().get());
            } else {
                insert.setNull(3, Types.VARCHAR);
            }
            insert.setString(4, row.body());
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public void tear() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE entries SET body = substr(body, 1, length(body) / 2)"
                    + " WHERE seq = (SELECT max(seq) FROM entries)");
        }
        connection.commit();
    }

    /** Hands every entry to {@code into}, in order; returns what could not be read, one line each. */
    @Override
    public Optional<String> read(Consumer<Entry.Stamped> into) {
        return JournalReader.read(connection, into);
    }

    /** SQLite then moves everything into the one file, so that nothing lies beside it. */
    @Override
    public void close() throws SQLException {
        try (var c = connection;
                var i = insert) {
            if (!c.getAutoCommit()) {
                c.rollback();
            }
        }
    }
}
