package trysail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.words.Address;

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
            key(insert, account, Address.canonical(account.address()));
            insert.setString(4, account.session());
            insert.setString(5, now.toString());
            return insert.executeUpdate() > 0;
        }
    }

    static boolean remove(Connection book, Header account) throws SQLException {
        var removed = 0;
        try (var delete =
                book.prepareStatement("DELETE FROM drained WHERE venue = ? AND address = ? AND account = ?")) {
            for (var spelt : spellings(book, account)) {
                key(delete, account, spelt);
                removed += delete.executeUpdate();
            }
        }
        return removed > 0;
    }

    static Optional<DrainMark> find(Connection book, Header account) throws SQLException {
        try (var query = book.prepareStatement(
                "SELECT session, since FROM drained" + " WHERE venue = ? AND address = ? AND account = ?")) {
            for (var spelt : spellings(book, account)) {
                key(query, account, spelt);
                try (var row = query.executeQuery()) {
                    if (row.next()) {
                        return Optional.of(new DrainMark(row.getString(1), Instant.parse(row.getString(2))));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** The newest mark of this venue that another key has: keys are changed, and the account may be the same. */
    static Optional<DrainMark> findOfAnotherKey(Connection book, Header account) throws SQLException {
        Optional<DrainMark> found = Optional.empty();
        try (var query = book.prepareStatement(
                "SELECT address, session, since FROM drained" + " WHERE venue = ? AND account <> ? ORDER BY since")) {
            query.setString(1, account.venue());
            query.setString(2, account.account());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (Address.isSame(rows.getString(1), account.address())) {
                        found = Optional.of(new DrainMark(rows.getString(2), Instant.parse(rows.getString(3))));
                    }
                }
            }
        }
        return found;
    }

    /** However the address was spelt when the account was drained. */
    private static List<String> spellings(Connection book, Header account) throws SQLException {
        var same = new ArrayList<String>();
        try (var query = book.prepareStatement("SELECT address FROM drained WHERE venue = ? AND account = ?")) {
            query.setString(1, account.venue());
            query.setString(2, account.account());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (Address.isSame(rows.getString(1), account.address())) {
                        same.add(rows.getString(1));
                    }
                }
            }
        }
        return same;
    }

    private static void key(PreparedStatement statement, Header account, String address) throws SQLException {
        statement.setString(1, account.venue());
        statement.setString(2, address);
        statement.setString(3, account.account());
    }
}
