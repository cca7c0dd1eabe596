package trysail.journal;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trysail.disk.Directory;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.disk.OwnerOnly;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** A directory with SQLite files and locks. Whatever touches it does so on a platform thread. */
final class FileStore extends JournalStore {
    private static final Logger LOG = Logger.getLogger(FileStore.class.getName());
    private static final Pattern LOCK = Pattern.compile("(.+-(\\d{1,8}))\\.lock");

    private final Path directory;

    FileStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public boolean isOnDisk() {
        return true;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    void check() {
        Directory.check(directory);
    }

    @Override
    public Thread start(SessionContext context, String name, Runnable body) {
        return context.startPlatform(name, body);
    }

    @Override
    public <T> T call(
            SessionContext context, String name, Path path, Deadline deadline, Disk.Work<T> work, Consumer<T> unclaimed)
            throws InterruptedException {
        return Disk.call(context, name, path, deadline, work, unclaimed);
    }

    @Override
    Optional<SessionLock> tryLock(String session, Holder holder) throws IOException {
        return SessionLock.tryAcquire(directory, session, holder);
    }

    @Override
    Holder holder(String session) throws IOException {
        return SessionLock.holder(directory, session);
    }

    @Override
    boolean livesHere(String session) throws IOException {
        return SessionLock.isOurs(directory, session) && SessionLock.holder(directory, session) == Holder.SESSION;
    }

    @Override
    boolean isCopy(String session, Header header) throws SQLException {
        return JournalFiles.isCopy(directory, session, header);
    }

    @Override
    boolean exists(String session) {
        return Files.exists(journal(session));
    }

    @Override
    Entries open(SessionClock clock, String session) throws IOException, SQLException {
        return JournalDb.open(clock, journal(session));
    }

    @Override
    Optional<Header> header(String session) throws SQLException {
        return JournalReader.header(journal(session));
    }

    @Override
    void setAside(String session, String why) {
        try {
            for (var part : List.of("", "-wal", "-shm")) {
                var from = directory.resolve(session + ".db" + part);
                if (Files.exists(from)) {
                    Files.move(
                            from,
                            directory.resolve(session + ".damaged.db" + part),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            LOG.log(Level.WARNING, "journal of {0} {1}; kept as {0}.damaged.db", new Object[] {session, why});
        } catch (IOException e) {
            LOG.log(Level.WARNING, "journal of {0} {1}; it could not be set aside: {2}", new Object[] {
                session, why, JournalException.words(e)
            });
        }
    }

    /** A settled session leaves no lock file, so that these are few however many journals there are. */
    @Override
    Map<Integer, String> unfinished() throws IOException {
        var sessions = new TreeMap<Integer, String>();
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                files.map(file -> LOCK.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .filter(name -> exists(name.group(1)))
                        .forEach(name -> sessions.put(Integer.valueOf(name.group(2)), name.group(1)));
            }
        }
        return sessions;
    }

    @Override
    public Writer log(String session) throws IOException {
        check();
        OwnerOnly.file(directory.resolve(session + ".log"));
        return Files.newBufferedWriter(
                directory.resolve(session + ".log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void turn(String session, int files) throws IOException {
        for (var n = files - 1; n > 0; n--) {
            var from = directory.resolve(session + ".log" + (n == 1 ? "" : "." + (n - 1)));
            if (Files.exists(from)) {
                Files.move(from, directory.resolve(session + ".log." + n), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.deleteIfExists(directory.resolve(session + ".log"));
        }
    }

    @Override
    Book book(SessionClock clock) throws IOException, SQLException {
        check();
        return LogbookDb.open(clock, directory, JournalFiles.highest(directory));
    }

    @Override
    Optional<Path> beside(String session, String receiptJson) throws IOException {
        var file = directory.resolve(session + ".receipt.json");
        OwnerOnly.file(file);
        return Optional.of(Files.writeString(file, receiptJson + "\n"));
    }
}
