package trysail.journal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.scope.SessionClock;

/** The SQLite file of a logbook. Safe for any number of processes at once; every call does file I/O. */
final class LogbookDb implements Book {
    static final String FILE = "logbook.db";

    private static final Duration OTHERS = Duration.ofSeconds(5);
    private static final String TAG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Connection connection;
    private final String tag;

    private LogbookDb(Connection connection, String tag) {
        this.connection = connection;
        this.tag = tag;
    }

    static LogbookDb open(SessionClock clock, Path directory) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(FILE));
        try {
            JournalDb.pragma(connection, "busy_timeout = 5000");
            JournalDb.writeAhead(connection, clock.deadline(OTHERS));
            JournalDb.pragma(connection, "synchronous = FULL");
            return new LogbookDb(connection, tag(connection));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static String tag(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS logbook (one INTEGER PRIMARY KEY CHECK (one = 1), tag TEXT NOT NULL)");
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS sessions (
                      number INTEGER PRIMARY KEY AUTOINCREMENT, mode TEXT NOT NULL, started TEXT NOT NULL, receipt TEXT)
                    """);
            statement.execute(DrainMark.TABLE);
        }
        try (var draw = connection.prepareStatement("INSERT OR IGNORE INTO logbook (one, tag) VALUES (1, ?)")) {
            draw.setString(1, drawTag());
            draw.executeUpdate();
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT tag FROM logbook")) {
            return row.getString(1);
        }
    }

    /** Never from a seed: two machines on one account must not meet. */
    private static String drawTag() {
        var random = new SecureRandom();
        var text = new StringBuilder();
        for (var i = 0; i < 5; i++) {
            text.append(TAG_LETTERS.charAt(random.nextInt(TAG_LETTERS.length())));
        }
        return text.toString();
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public int newSession(String mode, Instant now) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT INTO sessions (mode, started) VALUES (?, ?) RETURNING number")) {
            insert.setString(1, mode);
            insert.setString(2, now.toString());
            try (var row = insert.executeQuery()) {
                return row.getInt(1);
            }
        }
    }

    @Override
    public void write(SessionNumber session, String receiptJson) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE sessions SET receipt = ? WHERE number = ?")) {
            update.setString(1, receiptJson);
            update.setInt(2, session.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException(session.session() + " is not in the logbook");
            }
        }
    }

    @Override
    public List<LogbookLine> history(int most) throws SQLException {
        var lines = new ArrayList<LogbookLine>();
        try (var query = connection.prepareStatement(
                "SELECT number, mode, started, receipt FROM sessions ORDER BY number DESC LIMIT ?")) {
            query.setInt(1, most);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var name = row.getString(2) + "-" + row.getInt(1);
                    lines.addFirst(new LogbookLine(
                            row.getInt(1),
                            name,
                            row.getString(2),
                            Instant.parse(row.getString(3)),
                            Optional.ofNullable(row.getString(4))));
                }
            }
        }
        return lines;
    }

    @Override
    public void drain(Header account, Instant now) throws SQLException {
        var unused = DrainMark.put(connection, account, now);
    }

    @Override
    public void resume(Header account) throws SQLException {
        var unused = DrainMark.remove(connection, account);
    }

    @Override
    public Optional<DrainMark> drained(Header account) throws SQLException {
        return DrainMark.find(connection, account);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
