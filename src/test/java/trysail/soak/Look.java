package trysail.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the process holds at one moment.
 *
 * @param seconds since the soak began
 * @param done sessions or orders of this phase so far
 * @param judged whether it is compared with others: nothing that comes and goes was there at the time
 * @param heap in use after a collection, in bytes
 * @param journal what the phase's journals take on the disk, in bytes
 * @param slowest the longest stop since the look before, in milliseconds
 */
record Look(
        String phase,
        double seconds,
        long done,
        boolean judged,
        int threads,
        long descriptors,
        long heap,
        long journal,
        double slowest) {
    static Look now(String phase, double seconds, long done, boolean judged, Path journals, double slowest) {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return new Look(
                phase,
                seconds,
                done,
                judged,
                platformThreads(),
                openDescriptors(),
                memory.getHeapMemoryUsage().getUsed(),
                size(journals),
                slowest);
    }

    /** Without the carriers of virtual threads: the JDK has as many as the machine is busy. */
    static int platformThreads() {
        var root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        var found = new Thread[64];
        int count;
        while ((count = root.enumerate(found, true)) == found.length) {
            found = new Thread[2 * found.length];
        }
        return (int) Arrays.stream(found, 0, count)
                .filter(t -> t.getThreadGroup() != null
                        && !t.getThreadGroup().getName().equals("CarrierThreads"))
                .count();
    }

    static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long size(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(Look::length).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException gone) {
            return 0; // SQLite deletes its side files when it closes
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
