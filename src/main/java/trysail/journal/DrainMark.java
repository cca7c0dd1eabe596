package trysail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * That an account takes no new entries, whichever session trades it: it outlives the session that was told so.
 *
 * @param session that was told
 * @param since when
 */
public record DrainMark(String session, Instant since) {
    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS drained (
              venue TEXT NOT NULL, address TEXT NOT NULL, account TEXT NOT NULL, session TEXT NOT NULL,
              since TEXT NOT NULL, PRIMARY KEY (venue, address, account))
            """;

    /** The first one to say so stands. */
    static boolean put(Connection book, Header account, Instant now) throws SQLException {
        try (var insert = book.prepareStatement(
                "INSERT OR IGNORE INTO drained (venue, address, account, session, since) VALUES (?, ?, ?, ?, ?)")) {
            key(insert, account);
            insert.setString(4, account.session());
            insert.setString(5, now.toString());
            return insert.executeUpdate() > 0;
        }
    }

    static boolean remove(Connection book, Header account) throws SQLException {
        try (var delete =
                book.prepareStatement("DELETE FROM drained WHERE venue = ? AND address = ? AND account = ?")) {
            key(delete, account);
            return delete.executeUpdate() > 0;
        }
    }

    static Optional<DrainMark> find(Connection book, Header account) throws SQLException {
        try (var query = book.prepareStatement(
                "SELECT session, since FROM drained WHERE venue = ? AND address = ? AND account = ?")) {
            key(query, account);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new DrainMark(row.getString(1), Instant.parse(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    private static void key(PreparedStatement statement, Header account) throws SQLException {
        statement.setString(1, account.venue());
        statement.setString(2, account.address());
        statement.setString(3, account.account());
    }
}
