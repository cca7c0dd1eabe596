package trysail.journal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import trysail.disk.JournalException;

/**
 * The tables of a logbook, its version, and its tag: what the ids of its sessions' orders begin with. A book of an older
 * version is brought up to this one; one of a newer version is refused. A book that was copied, or that is older than the
 * journals beside it, takes another tag: its orders must not be taken for those of the book it was copied from.
 */
final class LogbookSchema {
    /** 1: without a seat; such books say 0. 2: with one, and with the tags it had before. */
    static final int VERSION = 2;

    private static final String TAG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS logbook (one INTEGER PRIMARY KEY CHECK (one = 1), tag TEXT NOT NULL)",
        """
        CREATE TABLE IF NOT EXISTS sessions (
          number INTEGER PRIMARY KEY AUTOINCREMENT, mode TEXT NOT NULL, started TEXT NOT NULL, receipt TEXT)
        """,
        DrainMark.TABLE,
        Seat.TABLE,
        "CREATE TABLE IF NOT EXISTS former (tag TEXT PRIMARY KEY, copied INTEGER NOT NULL) STRICT"
    };

    private final Connection connection;
    private final Path file;

    private LogbookSchema(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    /**
     * What a book is when it is open.
     *
     * @param told what its user should know, in words
     */
    record Opened(String tag, Optional<String> told) {}

    /**
     * Makes it ready to be used.
     *
     * @param highest number of a session that has files beside the book
     * @throws JournalException when a newer version wrote it
     */
    static Opened open(Connection connection, Path file, int highest) throws SQLException {
        return JournalDb.transaction(connection, () -> new LogbookSchema(connection, file).open(highest));
    }

    private Opened open(int highest) throws SQLException {
        var version = number("PRAGMA user_version");
        if (version > VERSION) {
            throw JournalException.of(
                    file,
                    "the logbook was written by a newer Trysail (version " + version + ")",
                    "use that one, or choose another --journal DIR",
                    null);
        }
        if (version < VERSION) {
            for (var table : TABLES) {
                execute(table);
            }
            execute("PRAGMA user_version = " + VERSION);
        }
        var told = identify(highest);
        return new Opened(text("SELECT tag FROM logbook").orElseThrow(), told);
    }

    private Optional<String> identify(int highest) throws SQLException {
        var here = Seat.of(file);
        var recorded = Seat.recorded(connection);
        var copied = here.isPresent()
                && recorded.filter(was -> was.isNot(here.get())).isPresent();
        var tag = text("SELECT tag FROM logbook");
        var last = number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'sessions'");
        var told = Optional.<String>empty();
        if (tag.isEmpty()) {
            execute("INSERT INTO logbook (one, tag) VALUES (1, '" + drawTag() + "')");
        } else if (copied) {
            var other = anotherTag(tag.get(), 1);
            told = Optional.of(
                    "journal directory " + file.getParent() + " is a copy of another, or was restored: orders of"
                            + " its sessions are marked " + other + " from now on; those marked " + tag.get()
                            + " are the other one's");
        } else if (last < highest) {
            var other = anotherTag(tag.get(), 0);
            told = Optional.of("the logbook of " + file.getParent() + " is older than the journals beside it: orders of"
                    + " its sessions are marked " + other + " from now on, no longer " + tag.get());
        }
        if (recorded.isEmpty() || copied) {
            if (here.isPresent()) {
                here.get().record(connection);
            }
        }
        if (last < highest) {
            execute("DELETE FROM sqlite_sequence WHERE name = 'sessions'");
            execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('sessions', " + highest + ")");
        }
        return told;
    }

    /** Whether a book had this tag before it was copied: sessions of it may live where the original is. */
    static boolean wasCopiedFrom(Connection connection, String tag) throws SQLException {
        try (var statement = connection.createStatement();
                var table = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'former'")) {
            if (!table.next()) {
                return false;
            }
        }
        try (var query = connection.prepareStatement("SELECT 1 FROM former WHERE copied = 1 AND tag = ?")) {
            query.setString(1, tag);
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private String anotherTag(String former, int copied) throws SQLException {
        var other = drawTag();
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO former (tag, copied) VALUES (?, ?)")) {
            insert.setString(1, former);
            insert.setInt(2, copied);
            insert.executeUpdate();
        }
        execute("UPDATE logbook SET tag = '" + other + "'");
        return other;
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

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    private Optional<String> text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
