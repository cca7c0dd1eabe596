package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.JournalException;
import trysail.disk.NativeLibrary;
import trysail.disk.OwnerOnly;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The SQLite file of one session. One thread; every call does file I/O. */
final class JournalDb implements JournalStore.Entries {
    private static final Logger LOG = Logger.getLogger(JournalDb.class.getName());
    private static final int SCHEMA = 2;
    /** How many entries lie between two checkpoints: about a second of reading. */
    private static final int CHECKPOINT = 20_000;
    /** How many entries are kept whatever they are: some 50 MB. */
    private static final int KEPT = 200_000;

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
    private final Folding folding;
    private final Path file;
    private final Optional<Long> inode;
    private long last;

    private JournalDb(Connection connection, Path file, Folding folding) throws SQLException {
        this.connection = connection;
        this.file = file;
        inode = Seat.number(file);
        this.folding = folding;
        insert = connection.prepareStatement("INSERT INTO entries (at, kind, client_id, body) VALUES (?, ?, ?, ?)");
    }

    static Path path(Path directory, String session) {
        return directory.resolve(session + ".db");
    }

    /** Opens the file, making it when it does not exist. */
    static JournalDb open(SessionClock clock, Path file) throws IOException, SQLException {
        return open(clock, file, CHECKPOINT, KEPT);
    }

    /** The same, with other measures of {@link Folding}. */
    static JournalDb open(SessionClock clock, Path file, int every, int kept) throws IOException, SQLException {
        NativeLibrary.load(file.toAbsolutePath().resolveSibling(""));
        OwnerOnly.file(file);
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            pragma(connection, "busy_timeout = 2000");
            writeAhead(connection, clock.deadline(READERS));
            pragma(connection, "synchronous = NORMAL"); // the tables go to the disk with the first entry
            prepare(connection, file);
            pragma(connection, "synchronous = FULL");
            connection.setAutoCommit(false);
            return new JournalDb(connection, file, new Folding(connection, every, kept));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(Connection connection, Path file) throws SQLException {
        var version = version(connection, file);
        if (version < SCHEMA) {
            var unused = transaction(connection, () -> {
                try (var statement = connection.createStatement()) {
                    if (version == 0) {
                        for (var table : TABLES) {
                            statement.execute(table);
                        }
                    }
                    for (var table : Folding.TABLES) {
                        statement.execute(table);
                    }
                    statement.execute(Seat.TABLE);
                    statement.execute("PRAGMA user_version = " + SCHEMA);
                }
                var seat = Seat.of(file);
                if (seat.isPresent()) {
                    seat.get().record(connection);
                }
                return true;
            });
        }
    }

    /** @throws JournalException when a newer Trysail wrote it */
    static int version(Connection connection, Path file) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("PRAGMA user_version")) {
            var version = answer.getInt(1);
            if (version > SCHEMA) {
                throw JournalException.of(
                        file, "written by a newer Trysail (schema " + version + ")", "use that one to read it", null);
            }
            return version;
        }
    }

    /** What happens all or not at all. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Runs it as one transaction; when it returns, that is on the disk. The connection is one that commits by itself. */
    static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var done = false;
            try {
                var result = work.run();
                statement.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(statement);
                }
            }
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.log(Level.FINE, "nothing to roll back: SQLite has done it", e);
        }
    }

    /** Has nothing lie beside the file, unless somebody reads it right now. */
    static void truncateLog(Connection connection) {
        try {
            pragma(connection, "busy_timeout = 0");
            pragma(connection, "wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.log(Level.FINE, "what was written ahead stays beside its file", e);
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
        last += lines.size();
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

    /** A checkpoint that cannot be read, or is not there, leaves all entries to be read. */
    @Override
    public Optional<String> replay(Consumer<JournalState.Parts> from, Consumer<Entry.Stamped> into) {
        var json = new EntryJson();
        var since = restore(json, from);
        folding.begin(since);
        var damage = JournalReader.replay(connection, json, since, into);
        try {
            last = count("SELECT coalesce(max(seq), 0) FROM entries");
            connection.rollback(); // with a read begun, SQLite would not wait for a lock but refuse to write at once
        } catch (SQLException e) {
            return damage.or(() -> Optional.of("file is damaged: " + JournalException.words(e)));
        }
        return damage;
    }

    /** Up to which entry that leaves nothing to be read. */
    private long restore(EntryJson json, Consumer<JournalState.Parts> from) {
        try {
            var kept = Folding.checkpoint(connection);
            if (kept.isPresent()) {
                from.accept(Checkpoint.read(json, kept.get().body()));
                return kept.get().seq();
            }
        } catch (SQLException | IllegalArgumentException | DateTimeParseException e) {
            LOG.log(Level.WARNING, "a checkpoint cannot be read; all entries are: {0}", JournalException.words(e));
        }
        return 0;
    }

    @Override
    public long toReplay() {
        try {
            return count("SELECT coalesce(max(seq), 0) - coalesce((SELECT seq FROM checkpoint), 0) FROM entries");
        } catch (SQLException e) {
            return 0; // reading it says what is damaged
        }
    }

    private long count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    /** Another file of the same name is not it. */
    @Override
    public boolean isThere() {
        return Files.exists(file) && Seat.number(file).equals(inode);
    }

    @Override
    public void fold(JournalState state) throws SQLException {
        folding.after(last, state);
    }

    @Override
    public void checkpoint(JournalState state) throws SQLException {
        folding.checkpoint(last, state);
    }

    /** SQLite then moves everything into the one file, so that nothing lies beside it. */
    @Override
    public void close() throws SQLException {
        try (var c = connection;
                var i = insert) {
            if (!c.getAutoCommit()) {
                c.rollback();
                c.setAutoCommit(true);
            }
            truncateLog(c);
        }
    }
}
