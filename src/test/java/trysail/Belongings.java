package trysail;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the process holds at one moment: platform threads, sockets, files and, when asked for, virtual threads. */
public final class Belongings {
    /** System property: for how many milliseconds what was opened may still be closing. */
    static final String PATIENCE = "trysail.leak.patience";

    private static final long LOOK_AGAIN = 2_000_000L;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Set<String> GROUPS_OF_THE_JDK = Set.of("system", "InnocuousThreadGroup", "CarrierThreads");
    private static final Pattern VIRTUAL = Pattern.compile("#(\\d+) \"(.*)\" virtual.*");

    /** Threads that the JDK, the build or the test engines keep for the whole process. */
    private static final List<String> HOUSEHOLD = List.of(
            "main",
            "surefire",
            "ping-",
            "last-ditch-daemon-shutdown-thread",
            "Attach Listener",
            "process reaper",
            "ForkJoinPool.commonPool",
            "ForkJoinPool-1-worker",
            "VirtualThread-",
            "Read-Poller",
            "Write-Poller",
            "MasterPoller",
            "SubPoller",
            "Keep-Alive",
            "Common-Cleaner",
            "JNA Cleaner",
            "junit-",
            "jqwik",
            "SIG",
            "jshell-index", // the JDK's, from the first shell on
            "HttpClient-"); // of tests: the product has no door to java.net.http, and its idle workers outlive close()

    static {
        // The JDK's first close of a socket makes one more that stays for good: better now than during a test.
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var connected = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
            connected.getOutputStream().flush();
        } catch (IOException noNetwork) {
            throw new UncheckedIOException(noNetwork);
        }
    }

    private final Set<Thread> threads;
    private final Set<String> descriptors;
    private final Set<String> virtual;
    private final boolean looksAtVirtual;

    private Belongings(boolean looksAtVirtual) {
        this.looksAtVirtual = looksAtVirtual;
        threads = platformThreads();
        descriptors = descriptors();
        virtual = looksAtVirtual ? virtualThreads().keySet() : Set.of();
    }

    /** As it is now; virtual threads only when asked for, since looking for them takes a thread dump. */
    public static Belongings ofTheProcess(boolean withVirtualThreads) {
        return new Belongings(withVirtualThreads);
    }

    /** Waits until nothing is held but what was held then. */
    public void awaitNothingMore(String whose) {
        awaitNothingMore(whose, Duration.ofMillis(Integer.getInteger(PATIENCE, 30_000)));
    }

    void awaitNothingMore(String whose, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var more = more();
        while (!more.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
            more = more();
        }
        if (!more.isEmpty()) {
            throw new AssertionError(whose + " left open:\n" + String.join("\n", more));
        }
    }

    private List<String> more() {
        var more = new ArrayList<String>();
        for (var thread : platformThreads()) {
            if (!threads.contains(thread)) {
                more.add("  thread " + thread.getName() + at(thread.getStackTrace()));
            }
        }
        for (var descriptor : descriptors()) {
            if (!descriptors.contains(descriptor)) {
                more.add("  " + descriptor + Sockets.peers(descriptor));
            }
        }
        if (looksAtVirtual && more.isEmpty()) {
            virtualThreads().forEach((id, text) -> {
                if (!virtual.contains(id)) {
                    more.add(text);
                }
            });
        }
        return more;
    }

    private static String at(StackTraceElement[] stack) {
        var text = new StringBuilder();
        for (var frame : stack) {
            text.append("\n      at ").append(frame);
        }
        return text.toString();
    }

    private static Set<Thread> platformThreads() {
        var root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        var found = new Thread[64];
        int count;
        while ((count = root.enumerate(found, true)) == found.length) {
            found = new Thread[2 * found.length];
        }
        var threads = new HashSet<Thread>();
        for (var i = 0; i < count; i++) {
            var group = found[i].getThreadGroup();
            if (group != null
                    && !GROUPS_OF_THE_JDK.contains(group.getName())
                    && !ofTheHousehold(found[i].getName())
                    && found[i] != Thread.currentThread()) {
                threads.add(found[i]);
            }
        }
        return threads;
    }

    private static boolean ofTheHousehold(String thread) {
        return HOUSEHOLD.stream().anyMatch(thread::startsWith);
    }

    /** Sockets by inode and files by path; what class loaders open as they go is left out. */
    private static Set<String> descriptors() {
        var found = new HashSet<String>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found; // not Linux: threads alone are looked at
        }
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            links.forEach(link -> {
                try {
                    var target = Files.readSymbolicLink(link).toString();
                    if (target.startsWith("socket:") || (target.startsWith("/") && !ofTheProcess(target))) {
                        found.add(target.startsWith("/") ? "file " + target : target);
                    }
                } catch (IOException closedMeanwhile) {
                    // gone is what it should be
                }
            });
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalStateException(DESCRIPTORS + " cannot be read", unreadable);
        }
        return found;
    }

    private static boolean ofTheProcess(String file) {
        return Stream.of("/dev/", "/proc/", "/sys/", "/usr/").anyMatch(file::startsWith)
                || Stream.of(".jar", ".so", ".class", "/modules", ".exec").anyMatch(file::endsWith)
                || file.contains("surefire");
    }

    /** By number, with stack; from the JVM's own dump, the one place that knows them. */
    private static Map<String, String> virtualThreads() {
        var found = new LinkedHashMap<String, String>();
        try {
            var folder = Files.createTempDirectory("threads");
            var dump = folder.resolve("dump.txt").toAbsolutePath();
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            String current = null;
            for (var line : Files.readAllLines(dump)) {
                var virtual = VIRTUAL.matcher(line);
                if (virtual.matches()) {
                    current = ofTheHousehold(virtual.group(2)) ? null : virtual.group(1);
                }
                if (current != null && virtual.matches()) {
                    found.put(current, "  virtual thread " + virtual.group(2));
                } else if (line.isBlank()) {
                    current = null;
                } else if (current != null) {
                    found.merge(current, "\n      " + line.strip(), String::concat);
                }
            }
            Files.delete(dump);
            Files.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }
}
