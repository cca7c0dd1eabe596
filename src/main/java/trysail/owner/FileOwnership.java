package trysail.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.OwnerOnly;

/**
 * Accounts as locked files of one directory, one each: the operating system frees a lock however its process dies. The
 * file says who holds it and how often it was granted. A file of an account on this machine itself is deleted when it is
 * given back: such a venue ends with its process, and its accounts with it.
 */
public final class FileOwnership implements Ownership {
    private static final Logger LOG = Logger.getLogger(FileOwnership.class.getName());
    private static final int LONGEST = 1_000;
    private static final int NAME = 24;

    /** POSIX frees a process's lock when it closes any descriptor of the file: what is held here is known without it. */
    private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>();

    private final Path directory;

    /** @param directory of the user, and not of a journal: two journals may be about one account */
    public FileOwnership(Path directory) {
        this.directory = directory;
    }

    @Override
    public Claim claim(Account account, Holder who) {
        try {
            OwnerOnly.directory(directory);
            var path = directory.toRealPath().resolve(name(account) + ".owner");
            var ours = HELD.putIfAbsent(path, who);
            if (ours != null) {
                return new Claim.Taken(ours);
            }
            var granted = Optional.<Lease>empty();
            try {
                granted = lock(path, account, who);
                return granted.<Claim>map(Claim.Granted::new).orElseGet(() -> new Claim.Taken(holder(path)));
            } finally {
                if (granted.isEmpty()) {
                    HELD.remove(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Account account) {
        try {
            var text = account.place() + " " + account.fingerprint();
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @SuppressWarnings("MustBeClosed") // closed by the lease, or here when there is none
    private static Optional<Lease> lock(Path path, Account account, Holder who) throws IOException {
        OwnerOnly.file(path);
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            var epoch = Said.in(channel).epoch + 1;
            Said.of(epoch, who).into(channel);
            return Optional.of(new HeldFile(path, channel, epoch, isOfThisMachine(account)));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static boolean isOfThisMachine(Account account) {
        var host = URI.create(account.place()).getHost();
        return host != null && (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]"));
    }

    private static Holder holder(Path path) {
        try {
            return Said.in(Files.readString(path)).who;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.FINE, "who has an account is not told", e);
            return new Holder("?", 0, Instant.EPOCH);
        }
    }

    /** What a file says: four lines. */
    private record Said(long epoch, Holder who) {
        private static final Said NOTHING = new Said(0, new Holder("?", 0, Instant.EPOCH));

        static Said of(long epoch, Holder who) {
            return new Said(epoch, who);
        }

        static Said in(FileChannel channel) throws IOException {
            var bytes = ByteBuffer.allocate(LONGEST);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                continue; // until it is read
            }
            return in(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }

        /** A file that was cut short, or is somebody else's, says nothing. */
        static Said in(String text) {
            var lines = text.lines().toList();
            try {
                return lines.size() < 4
                        ? NOTHING
                        : new Said(
                                Long.parseLong(lines.get(0)),
                                new Holder(lines.get(1), Long.parseLong(lines.get(2)), Instant.parse(lines.get(3))));
            } catch (NumberFormatException | DateTimeParseException e) {
                return NOTHING;
            }
        }

        void into(FileChannel channel) throws IOException {
            var text = epoch + "\n" + who.session() + "\n" + who.pid() + "\n" + who.since() + "\n";
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(bytes), 0);
            channel.truncate(bytes.length);
            channel.force(true);
        }
    }

    private static final class HeldFile implements Lease {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Path path;
        private final FileChannel channel;
        private final long epoch;
        private final boolean passing;

        private HeldFile(Path path, FileChannel channel, long epoch, boolean passing) {
            this.path = path;
            this.channel = channel;
            this.epoch = epoch;
            this.passing = passing;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            try {
                if (passing) {
                    Files.deleteIfExists(path);
                }
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.FINE, "giving an account back", e);
            } finally {
                HELD.remove(path);
            }
        }
    }
}
