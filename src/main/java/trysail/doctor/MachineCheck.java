package trysail.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Memory, cores, descriptors. */
final class MachineCheck {
    private static final long MEGA = 1_048_576;
    private static final long FEW_MB = 512;
    private static final long LITTLE_HEAP_MB = 64;
    private static final int FEW_DESCRIPTORS = 1_024;

    private MachineCheck() {}

    static List<Finding> of() {
        return List.of(
                memory(Runtime.getRuntime().maxMemory() / MEGA, available()),
                cores(Runtime.getRuntime().availableProcessors()),
                descriptors(limit()));
    }

    static Finding memory(long heapMb, Optional<Long> freeMb) {
        var what = "heap up to " + heapMb + " MB"
                + freeMb.map(f -> ", " + f + " MB free").orElse("");
        if (heapMb < LITTLE_HEAP_MB) {
            return Finding.mind(
                    "memory", what, "a session takes some MB, a scripted strategy 50: TRYSAIL_JAVA_OPTS=-Xmx256m");
        }
        return freeMb.isPresent() && freeMb.get() < FEW_MB
                ? Finding.mind("memory", what, "close something: a machine that swaps misses deadlines")
                : Finding.good("memory", what);
    }

    static Finding cores(int count) {
        return count > 1
                ? Finding.good("cores", Integer.toString(count))
                : Finding.mind("cores", "1", "stops stay bounded; rates and latencies suffer: give it two");
    }

    static Finding descriptors(Optional<Long> limit) {
        if (limit.isEmpty()) {
            return Finding.mind(
                    "descriptors", "this system does not tell the limit", "allow 1024 or more: ulimit -n 1024");
        }
        var what = "up to " + limit.get();
        return limit.get() >= FEW_DESCRIPTORS
                ? Finding.good("descriptors", what)
                : Finding.mind("descriptors", what, "a session holds some 20: ulimit -n " + FEW_DESCRIPTORS);
    }

    private static Optional<Long> available() {
        return number(Path.of("/proc/meminfo"), Pattern.compile("MemAvailable:\\s+(\\d+) kB"))
                .map(kb -> kb / 1_024);
    }

    private static Optional<Long> limit() {
        return number(Path.of("/proc/self/limits"), Pattern.compile("Max open files\\s+(\\d+)"));
    }

    private static Optional<Long> number(Path file, Pattern pattern) {
        try {
            var found = pattern.matcher(Files.readString(file));
            return found.find() ? Optional.of(Long.valueOf(found.group(1))) : Optional.empty();
        } catch (IOException e) { // not Linux
            return Optional.empty();
        }
    }
}
