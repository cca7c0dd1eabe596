package trysail.journal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a logbook is written in. One thread at a time. */
interface Book {
    /** What the client order ids of all its sessions begin with. */
    String tag();

    /** What its user should know of the book itself, in words: that it was copied, or is older than its journals. */
    default Optional<String> told() {
        return Optional.empty();
    }

    /** The next number; nobody else gets it. */
    int newSession(String mode, Instant now) throws SQLException;

    void write(SessionNumber session, String receiptJson) throws SQLException;

    /** The last {@code most} sessions, oldest first. */
    List<LogbookLine> history(int most) throws SQLException;

    /** The first one to say so stands. */
    void drain(Header account, Instant now) throws SQLException;

    void resume(Header account) throws SQLException;

    Optional<DrainMark> drained(Header account) throws SQLException;

    void close() throws SQLException;
}
