package trysail.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trysail.scope.SessionClock;

/** The journal's directory: whether it can be written, how much room there is, how long a sync takes. */
final class DiskCheck {
    private static final int SYNCS = 7;
    private static final Duration SLOW = Duration.ofMillis(25);
    private static final long MEGA = 1_048_576;
    private static final long LITTLE_MB = 500;
    private static final long NONE_MB = 20;

    private DiskCheck() {}

    static List<Finding> of(Path journal) {
        try {
            Files.createDirectories(journal);
            var took = sync(journal);
            var free =
                    journal.toFile().getUsableSpace() / MEGA; // a FileStore wants a mount table, which a chroot has not
            return List.of(Finding.good("journal", journal + " can be written"), room(free), speed(took));
        } catch (IOException e) {
            return List.of(Finding.bad(
                    "journal",
                    journal + " cannot be written (" + e.getClass().getSimpleName() + ")",
                    "choose another: --journal DIR or TRYSAIL_JOURNAL"));
        }
    }

    /** Libraries of machine code are unpacked into a directory from which they must be allowed to run. */
    static Finding temporary(Path directory) {
        var what = directory.toString();
        var remedy = "name another one: TRYSAIL_JAVA_OPTS=-Djava.io.tmpdir=DIR";
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            return Finding.mind("temporary files", what + " cannot be written", remedy);
        }
        return mustNotRun(directory)
                ? Finding.mind("temporary files", what + " allows no program to run from it (noexec)", remedy)
                : Finding.good("temporary files", what);
    }

    private static boolean mustNotRun(Path directory) {
        try {
            var options = "";
            var longest = -1;
            for (var line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                var words = line.split(" ");
                if (words.length > 3
                        && directory.toAbsolutePath().startsWith(words[1])
                        && words[1].length() >= longest) {
                    longest = words[1].length();
                    options = words[3];
                }
            }
            return List.of(options.split(",")).contains("noexec");
        } catch (IOException e) { // not Linux
            return false;
        }
    }

    static Finding room(long freeMb) {
        var what = freeMb + " MB free";
        if (freeMb < NONE_MB) {
            return Finding.bad("disk", what, "make room: a journal that cannot grow ends its session");
        }
        return freeMb < LITTLE_MB
                ? Finding.mind("disk", what, "make room: a busy session writes some 10 MB an hour")
                : Finding.good("disk", what);
    }

    static Finding speed(Duration took) {
        var what = "%.1f ms a sync, the middle one of %d".formatted(took.toNanos() / 1e6, SYNCS);
        return took.compareTo(SLOW) <= 0
                ? Finding.good("fsync", what)
                : Finding.mind(
                        "fsync", what, "an order waits for one: keep the journal on a local disk, --journal DIR");
    }

    private static Duration sync(Path directory) throws IOException {
        var clock = SessionClock.SYSTEM;
        var file = Files.createTempFile(directory, ".doctor", ".test");
        var took = new ArrayList<Duration>();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(4_096));
                var from = clock.nanos();
                channel.force(true);
                took.add(Duration.ofNanos(clock.nanos() - from));
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return took.stream().sorted().skip(SYNCS / 2).findFirst().orElseThrow();
    }
}
