package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * The book of all sessions of one journal directory: their numbers, their receipts, and the tag that marks their orders.
 * Safe for any number of processes and sessions at once. Every call does its file work on a platform thread and ends
 * within its deadline.
 */
public final class Logbook {
    private static final Logger LOG = Logger.getLogger(Logbook.class.getName());
    private static final Duration OTHERS = Duration.ofSeconds(5);
    private static final String FILE = "logbook.db";
    private static final String TAG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** One session in the book; the receipt is its JSON, absent while it runs and when it died. */
    public record Line(int number, String session, String mode, Instant started, Optional<String> receipt) {}

    /** A session's number, and its name such as {@code paper-7}. */
    public record SessionNumber(int number, String session) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionContext context;
    private final Path directory;
    private final Connection connection;
    private final String tag;

    private Logbook(SessionContext context, Path directory, Connection connection, String tag) {
        this.context = context;
        this.directory = directory;
        this.connection = connection;
        this.tag = tag;
    }

    /** @throws JournalException when the directory cannot be used */
    public static Logbook open(SessionContext context, Path directory, Deadline deadline) throws InterruptedException {
        return Disk.call(context, "open-logbook", directory, deadline, () -> open(context, directory), late -> {
            try {
                late.connection.close();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "closing a logbook nobody waited for", e);
            }
        });
    }

    private static Logbook open(SessionContext context, Path directory) throws SQLException {
        Directory.check(directory);
        var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(FILE));
        try {
            JournalDb.pragma(connection, "busy_timeout = 5000");
            JournalDb.writeAhead(connection, context.clock().deadline(OTHERS));
            JournalDb.pragma(connection, "synchronous = FULL");
            return new Logbook(context, directory, connection, tag(connection));
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
            statement.execute(Drained.TABLE);
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

    /** What the client order ids of all sessions of this book begin with. */
    public String tag() {
        return tag;
    }

    /** The next number, for a session of this mode. Nobody else gets it. */
    public SessionNumber newSession(String mode, Deadline deadline) throws InterruptedException {
        return call("new-session", deadline, () -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO sessions (mode, started) VALUES (?, ?) RETURNING number")) {
                insert.setString(1, mode);
                insert.setString(2, context.clock().now().toString());
                try (var row = insert.executeQuery()) {
                    var number = row.getInt(1);
                    return new SessionNumber(number, mode + "-" + number);
                }
            }
        });
    }

    /**
     * Keeps a session's receipt; if the book cannot be written, beside it.
     *
     * @return the file it went to when it did not go into the book
     * @throws JournalException when it could not be kept at all
     */
    public Optional<Path> record(SessionNumber session, String receiptJson, Deadline deadline)
            throws InterruptedException {
        var half = Duration.ofNanos(deadline.remaining().toNanos() / 2);
        try {
            return call("keep-receipt", deadline.within(half), () -> {
                write(session, receiptJson);
                return Optional.<Path>empty();
            });
        } catch (JournalException bookFailed) {
            var file = directory.resolve(session.session() + ".receipt.json");
            try {
                return Disk.call(context, "keep-receipt", file, deadline, () -> beside(file, receiptJson), late -> {});
            } catch (JournalException e) {
                e.addSuppressed(bookFailed);
                throw e;
            }
        }
    }

    private void write(SessionNumber session, String receiptJson) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE sessions SET receipt = ? WHERE number = ?")) {
            update.setString(1, receiptJson);
            update.setInt(2, session.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException(session.session() + " is not in the logbook");
            }
        }
    }

    private static Optional<Path> beside(Path file, String receiptJson) throws IOException {
        return Optional.of(Files.writeString(file, receiptJson + "\n"));
    }

    /** The last {@code most} sessions, oldest first. */
    public List<Line> history(int most, Deadline deadline) throws InterruptedException {
        return call("read-history", deadline, () -> {
            var lines = new ArrayList<Line>();
            try (var query = connection.prepareStatement(
                    "SELECT number, mode, started, receipt FROM sessions ORDER BY number DESC LIMIT ?")) {
                query.setInt(1, most);
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        var name = row.getString(2) + "-" + row.getInt(1);
                        lines.addFirst(new Line(
                                row.getInt(1),
                                name,
                                row.getString(2),
                                Instant.parse(row.getString(3)),
                                Optional.ofNullable(row.getString(4))));
                    }
                }
            }
            return lines;
        });
    }

    /** From now on sessions of this account begin draining, until {@link #resume}. On the disk when it returns. */
    public void drain(Header account, Deadline deadline) throws InterruptedException {
        var now = context.clock().now();
        var unused = call("keep-drain", deadline, () -> Drained.put(connection, account, now));
    }

    /** Sessions of this account begin as usual again. */
    public void resume(Header account, Deadline deadline) throws InterruptedException {
        var unused = call("end-drain", deadline, () -> Drained.remove(connection, account));
    }

    /** Who drained this account, if it is to be drained. */
    public Optional<Drained> drained(Header account, Deadline deadline) throws InterruptedException {
        return call("read-drain", deadline, () -> Drained.find(connection, account));
    }

    /** Closes the book's file. Idempotent. */
    public void close(Deadline deadline) throws InterruptedException {
        var unused = call("close-logbook", deadline, () -> {
            connection.close();
            return true;
        });
    }

    private <T> T call(String name, Deadline deadline, Disk.Work<T> work) throws InterruptedException {
        return Disk.call(context, name, directory.resolve(FILE), deadline, () -> locked(work), late -> {});
    }

    private <T> T locked(Disk.Work<T> work) throws Exception {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
