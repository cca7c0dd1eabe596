package trysail.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock beside a journal: held for as long as its session lives, freed by the operating system however the process
 * dies. Exclusive between processes and within this one.
 */
final class SessionLock implements JournalStore.Lock {
    /**
     * Locks this process holds. POSIX frees a process's lock when it closes <em>any</em> descriptor of the file, so a
     * held lock must be known without opening its file again: hence the one static of this package.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private SessionLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static Path path(Path directory, String session) {
        return directory.resolve(session + ".lock");
    }

    /** The lock, or nothing when somebody alive holds it. Never waits for the holder. */
    static Optional<SessionLock> tryAcquire(Path directory, String session) throws IOException {
        var path = path(directory.toRealPath(), session);
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        var acquired = Optional.<SessionLock>empty();
        try {
            acquired = lock(path);
            return acquired;
        } finally {
            if (acquired.isEmpty()) {
                HELD.remove(path);
            }
        }
    }

    @SuppressWarnings("MustBeClosed") // closed by close(), or here when there is no lock to hold
    private static Optional<SessionLock> lock(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new SessionLock(path, channel));
        } catch (OverlappingFileLockException heldByAnotherCopyOfThisClass) {
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /**
     * Removes the file, while it is still held. Only for a journal that is settled: whoever then locks a former or a new
     * file of this name finds nothing to do.
     */
    @Override
    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
