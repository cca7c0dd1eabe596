package trysail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.OwnerOnly;

/**
 * The lock beside a journal: held for as long as its session lives, freed by the operating system however the process
 * dies. Exclusive between processes and within this one.
 */
final class SessionLock implements JournalStore.Lock {
    private static final Logger LOG = Logger.getLogger(SessionLock.class.getName());
    /**
     * Locks this process holds. POSIX frees a process's lock when it closes <em>any</em> descriptor of the file, so a
     * held lock must be known without opening its file again: hence the one static of this package.
     */
    private static final Map<Path, JournalStore.Holder> HELD = new ConcurrentHashMap<>();

    private static final int LONGEST = 64;

    private final Path path;
    private final FileChannel channel;

    private SessionLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static Path path(Path directory, String session) {
        return directory.resolve(session + ".lock");
    }

    /**
     * The lock, or nothing when somebody alive holds it. Never waits for the holder.
     *
     * @param holder what it is taken for; the file says so, for as long as it is held
     */
    static Optional<SessionLock> tryAcquire(Path directory, String session, JournalStore.Holder holder)
            throws IOException {
        var path = path(directory.toRealPath(), session);
        if (HELD.putIfAbsent(path, holder) != null) {
            return Optional.empty();
        }
        var acquired = Optional.<SessionLock>empty();
        try {
            acquired = lock(path, holder);
            return acquired;
        } finally {
            if (acquired.isEmpty()) {
                HELD.remove(path);
            }
        }
    }

    @SuppressWarnings("MustBeClosed") // closed by close(), or here when there is no lock to hold
    private static Optional<SessionLock> lock(Path path, JournalStore.Holder holder) throws IOException {
        OwnerOnly.file(path);
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock != null) {
                say(channel, holder);
            }
            return lock == null ? Optional.empty() : Optional.of(new SessionLock(path, channel));
        } catch (OverlappingFileLockException heldByAnotherCopyOfThisClass) {
            return Optional.empty();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** On a full disk the file says what it said before: a lock is a lock without words, too. */
    private static void say(FileChannel channel, JournalStore.Holder holder) {
        try {
            channel.write(ByteBuffer.wrap((holder.word() + '\n').getBytes(StandardCharsets.US_ASCII)), 0);
            channel.truncate(holder.word().length() + 1L);
        } catch (IOException e) {
            LOG.log(Level.FINE, "the lock does not say what it is held for", e);
        }
    }

    /**
     * What a lock that could not be had is held for, as its file says; for a moment after it was taken the file says what
     * it was held for before. Opens no file of a lock that this process holds.
     */
    static JournalStore.Holder holder(Path directory, String session) throws IOException {
        var path = path(directory.toRealPath(), session);
        var own = HELD.get(path);
        if (own != null) {
            return own;
        }
        try (var file = Files.newInputStream(path)) {
            var said = new String(file.readNBytes(LONGEST), StandardCharsets.US_ASCII);
            return JournalStore.Holder.of(said.strip());
        } catch (NoSuchFileException e) {
            return JournalStore.Holder.NOBODY;
        }
    }

    /** Whether this process holds it. */
    static boolean isOurs(Path directory, String session) throws IOException {
        return HELD.containsKey(path(directory.toRealPath(), session));
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
