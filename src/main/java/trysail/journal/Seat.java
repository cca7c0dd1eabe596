package trysail.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a file was made: the machine, and the file's number in its file system. A copy, a restored backup and a file moved
 * to another disk have another; a file that was renamed, or whose directory was, has the same.
 *
 * @param host a fingerprint of the machine; empty where machines cannot be told apart, as in a container
 * @param inode of the file
 */
record Seat(String host, long inode) {
    static final String TABLE = """
            CREATE TABLE IF NOT EXISTS seat (
              one INTEGER PRIMARY KEY CHECK (one = 1), host TEXT NOT NULL, inode INTEGER NOT NULL) STRICT
            """;

    private static final Path MACHINE = Path.of("/etc/machine-id");
    private static final int DIGITS = 12;

    /** Of a file as it lies there; empty where the system does not number its files. */
    static Optional<Seat> of(Path file) {
        return number(file).map(inode -> new Seat(machine(), inode));
    }

    /** The file's number; empty where there is none, or no file. */
    static Optional<Long> number(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino") instanceof Number inode
                    ? Optional.of(inode.longValue())
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String machine() {
        try {
            var id = Files.readString(MACHINE, StandardCharsets.US_ASCII).strip();
            return id.matches("[0-9a-f]{32}") ? fingerprint("trysail " + id) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String fingerprint(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether a file that is here now cannot be the one that was made there. */
    boolean isNot(Seat here) {
        return inode != here.inode || (!host.isEmpty() && !here.host.isEmpty() && !host.equals(here.host));
    }

    /** What a database says of where it was made; empty when it says nothing, or has no such table. */
    static Optional<Seat> recorded(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            try (var table = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'seat'")) {
                if (!table.next()) {
                    return Optional.empty();
                }
            }
            try (var row = statement.executeQuery("SELECT host, inode FROM seat")) {
                return row.next() ? Optional.of(new Seat(row.getString(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /** Has the database, which has such a table, say that it was made here. */
    void record(Connection database) throws SQLException {
        try (var insert =
                database.prepareStatement("INSERT OR REPLACE INTO seat (one, host, inode) VALUES (1, ?, ?)")) {
            insert.setString(1, host);
            insert.setLong(2, inode);
            insert.executeUpdate();
        }
    }
}
