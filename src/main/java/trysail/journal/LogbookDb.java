package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.disk.JournalException;
import trysail.disk.NativeLibrary;
import trysail.disk.OwnerOnly;
import trysail.scope.SessionClock;

/** The SQLite file of a logbook. Safe for any number of processes at once; every call does file I/O. */
final class LogbookDb implements Book {
    static final String FILE = "logbook.db";

    private static final Duration OTHERS = Duration.ofSeconds(5);

    private final Connection connection;
    private final Path file;
    private final LogbookSchema.Opened opened;

    private LogbookDb(Connection connection, Path file, LogbookSchema.Opened opened) {
        this.connection = connection;
        this.file = file;
        this.opened = opened;
    }

    /** @param highest number of a session that has files in the directory: what is given out is higher */
    static LogbookDb open(SessionClock clock, Path directory, int highest) throws IOException, SQLException {
        var file = directory.resolve(FILE);
        NativeLibrary.load(directory);
        OwnerOnly.file(file);
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            JournalDb.pragma(connection, "busy_timeout = 5000");
            JournalDb.writeAhead(connection, clock.deadline(OTHERS));
            JournalDb.pragma(connection, "synchronous = FULL");
            return new LogbookDb(connection, file, LogbookSchema.open(connection, file, highest));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String tag() {
        return opened.tag();
    }

    @Override
    public Optional<String> told() {
        return opened.told();
    }

    /** Given out once it is on the disk, and not when it is only asked for: a full disk says so at the commit. */
    @Override
    public int newSession(String mode, Instant now) throws SQLException {
        mustBeThere();
        return JournalDb.transaction(connection, () -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO sessions (mode, started) VALUES (?, ?) RETURNING number")) {
                insert.setString(1, mode);
                insert.setString(2, now.toString());
                try (var row = insert.executeQuery()) {
                    return row.getInt(1);
                }
            }
        });
    }

    @Override
    public void write(SessionNumber session, String receiptJson) throws SQLException {
        mustBeThere();
        try (var update = connection.prepareStatement("UPDATE sessions SET receipt = ? WHERE number = ?")) {
            update.setString(1, receiptJson);
            update.setInt(2, session.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException(session.session() + " is not in the logbook");
            }
        }
    }

    /** What is written to a file that was deleted is lost without a word. */
    private void mustBeThere() {
        if (!Files.exists(file)) {
            throw JournalException.of(
                    file, "the logbook was deleted while it was in use", "start again, or restore the directory", null);
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
    public Optional<DrainMark> drainedWithAnotherKey(Header account) throws SQLException {
        return DrainMark.findOfAnotherKey(connection, account);
    }

    @Override
    public void close() throws SQLException {
        JournalDb.truncateLog(connection);
        connection.close();
    }
}
