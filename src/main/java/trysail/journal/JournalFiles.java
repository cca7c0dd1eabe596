package trysail.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** The files of a journal directory as a whole: which sessions have some, and which of them were made elsewhere. */
public final class JournalFiles {
    /** Of a session, whatever became of it: {@code paper-7.db}, {@code paper-7.damaged.db-wal}, {@code paper-7.log}. */
    static final Pattern OF_SESSION =
            Pattern.compile("([a-z][a-z0-9-]*-(\\d{1,8}))\\.(?:db|damaged\\.db|lock|log|receipt\\.json)\\b.*");

    private JournalFiles() {}

    /** The highest number of a session that has files here; 0 without any. */
    static int highest(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> OF_SESSION.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .mapToInt(name -> Integer.parseInt(name.group(2)))
                    .max()
                    .orElse(0);
        }
    }

    /** By where it says it was made; where it says nothing, by the tag that the directory had before it was copied. */
    static boolean isCopy(Path directory, String session, Header header) throws SQLException {
        var file = JournalDb.path(directory, session);
        var here = Seat.of(file);
        if (here.isEmpty()) {
            return false;
        }
        try (var connection = JournalReader.reading(file)) {
            var recorded = Seat.recorded(connection);
            if (recorded.isPresent()) {
                return recorded.get().isNot(here.get());
            }
        }
        return wasCopiedFrom(directory, header.tag());
    }

    private static boolean wasCopiedFrom(Path directory, String tag) throws SQLException {
        var book = directory.resolve(LogbookDb.FILE);
        if (!Files.exists(book)) {
            return false;
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + book)) {
            JournalDb.pragma(connection, "busy_timeout = 2000");
            return LogbookSchema.wasCopiedFrom(connection, tag);
        }
    }

    /**
     * Has the copies of journals in this directory count as what they are copies of: to be asked for when the original is
     * gone for good, for a later start then finishes what their sessions had begun.
     *
     * @return the sessions that were copies, by name
     * @throws JournalException when a file cannot be read or written
     */
    public static List<String> adopt(SessionContext context, Path directory, Deadline deadline)
            throws InterruptedException {
        return Disk.call(context, "adopt-journals", directory, deadline, () -> adopt(directory), late -> {});
    }

    private static List<String> adopt(Path directory) throws IOException, SQLException {
        var adopted = new ArrayList<String>();
        var store = new FileStore(directory);
        for (var session : store.unfinished().values()) {
            var lock = store.tryLock(session, JournalStore.Holder.CLAIMANT);
            if (lock.isPresent()) {
                try (var held = lock.get()) {
                    var header = store.header(session);
                    if (header.isPresent() && isCopy(directory, session, header.get())) {
                        settle(JournalDb.path(directory, session));
                        adopted.add(session);
                    }
                }
            }
        }
        return adopted;
    }

    private static void settle(Path file) throws SQLException {
        var here = Seat.of(file).orElseThrow();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            JournalDb.pragma(connection, "busy_timeout = 2000");
            var unused = JournalDb.transaction(connection, () -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(Seat.TABLE);
                }
                here.record(connection);
                return Optional.of(here);
            });
        }
    }
}
