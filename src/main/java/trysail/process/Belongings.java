package trysail.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.scope.Threads;

/**
 * What the process has at one instant: its platform threads and its descriptors, each by what it refers to. Virtual
 * threads are not among them: the JDK lists them to nobody. Where there is no {@code /proc} there are no descriptors.
 *
 * @param threads their numbers, which a process gives once: a thread itself would keep all that it ever worked on
 * @param descriptors by number, such as {@code socket:[4711]} or a path
 */
record Belongings(Set<Long> threads, Map<String, String> descriptors) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** What it has now. Takes some ten microseconds for each descriptor. */
    static Belongings now() {
        return new Belongings(
                Threads.platform().stream().map(Thread::threadId).collect(Collectors.toUnmodifiableSet()),
                descriptorsNow());
    }

    private static Map<String, String> descriptorsNow() {
        var all = new HashMap<String, String>();
        try (var links = Files.newDirectoryStream(DESCRIPTORS)) {
            for (var link : links) {
                try {
                    all.put(
                            link.getFileName().toString(),
                            Files.readSymbolicLink(link).toString());
                } catch (IOException gone) {
                    // closed between the two
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Map.of(); // no such system, or no descriptor to be had
        }
        return all;
    }

    /** Threads that are there now and were not then. */
    List<Thread> threadsSince() {
        return Threads.platform().stream()
                .filter(t -> !threads.contains(t.threadId()))
                .toList();
    }

    /** What more descriptors refer to now than before, each once. */
    Stream<String> descriptorsSince(Belongings before) {
        return new HashSet<>(descriptors.values())
                .stream().filter(target -> count(target) > before.count(target)).sorted();
    }

    private long count(String target) {
        return descriptors.values().stream().filter(target::equals).count();
    }
}
