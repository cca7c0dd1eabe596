package trysail.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import trysail.model.ClientOrderId;

/**
 * Keeps a journal short while its session lives: from time to time a {@link Checkpoint} of all that was written, and old
 * entries that nobody can need again are deleted (of orders that ended without a fill, denials, what was dropped), counted
 * by kind in {@code folded}. Fills, and the orders that they are of, stay for ever. One thread, the journal's own.
 */
final class Folding {
    static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL,"
                + " body TEXT NOT NULL) STRICT",
        "CREATE TABLE IF NOT EXISTS folded (kind TEXT PRIMARY KEY, entries INTEGER NOT NULL) STRICT"
    };

    private static final int WINDOW = 1_000;
    private static final String OLD = """
            SELECT seq, kind, client_id FROM entries e WHERE seq > ? AND seq <= ?
              AND kind IN ('intended', 'accepted', 'rejected', 'not-sent', 'unresolved', 'ended', 'cancel-asked', 'fate',
                'denied', 'dropped')
              AND (kind IN ('cancel-asked', 'denied', 'dropped') OR NOT EXISTS (
                SELECT 1 FROM entries f WHERE f.client_id = e.client_id AND f.kind = 'filled'))
            """;

    private final Connection connection;
    private final int every;
    private final int kept;
    private long atCheckpoint;
    private long folded;

    /**
     * @param every how many entries are written between two checkpoints
     * @param kept how many of the newest entries are never deleted
     */
    Folding(Connection connection, int every, int kept) {
        this.connection = connection;
        this.every = every;
        this.kept = kept;
    }

    /** The newest checkpoint and the entry it goes up to; empty when there is none. */
    record Kept(long seq, String body) {}

    static Optional<Kept> checkpoint(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT seq, body FROM checkpoint")) {
            return row.next() ? Optional.of(new Kept(row.getLong(1), row.getString(2))) : Optional.empty();
        }
    }

    /** Entries up to here were read; so far goes the checkpoint that is there, 0 without one. */
    void begin(long checkpoint) {
        atCheckpoint = checkpoint;
        folded = Math.max(0, checkpoint - kept);
    }

    /** Makes a checkpoint when one is due, or deletes some of what is old. */
    void after(long last, JournalState state) throws SQLException {
        if (!checkpoint(last, state) && folded + WINDOW <= Math.min(last - kept, atCheckpoint)) {
            fold(folded + WINDOW, state);
        }
    }

    /** Makes a checkpoint when one is due; false when none is. */
    boolean checkpoint(long last, JournalState state) throws SQLException {
        var due = last - atCheckpoint >= every;
        if (due) {
            keep(last, state);
        }
        return due;
    }

    private void keep(long last, JournalState state) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT OR REPLACE INTO checkpoint (one, seq, body) VALUES (1, ?, ?)")) {
            insert.setLong(1, last);
            insert.setString(2, Checkpoint.write(state.parts()));
            insert.executeUpdate();
        }
        connection.commit();
        atCheckpoint = last;
    }

    private void fold(long upTo, JournalState state) throws SQLException {
        var old = new ArrayList<Old>();
        try (var query = connection.prepareStatement(OLD)) {
            query.setLong(1, folded);
            query.setLong(2, upTo);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var row = new Old(rows.getLong(1), rows.getString(2), Optional.ofNullable(rows.getString(3)));
                    if (!row.isOpen(state)) {
                        old.add(row);
                    }
                }
            }
        }
        try (var delete = connection.prepareStatement("DELETE FROM entries WHERE seq = ?");
                var count = connection.prepareStatement("INSERT INTO folded (kind, entries) VALUES (?, 1)"
                        + " ON CONFLICT (kind) DO UPDATE SET entries = entries + 1")) {
            for (var row : old) {
                delete.setLong(1, row.seq);
                delete.addBatch();
                count.setString(1, row.kind);
                count.addBatch();
            }
            run(delete);
            run(count);
        }
        connection.commit();
        folded = upTo;
    }

    private static void run(PreparedStatement statement) throws SQLException {
        var unused = statement.executeBatch();
    }

    private record Old(long seq, String kind, Optional<String> order) {
        private boolean isOpen(JournalState state) {
            return order.flatMap(ClientOrderId::parse).flatMap(state::open).isPresent();
        }
    }
}
