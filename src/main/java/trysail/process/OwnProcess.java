package trysail.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SharedLock;
import trysail.scope.Threads;

/**
 * This process, around its sessions: what it has when the last of them ends is compared with what it had before the first
 * one began, so that nothing a strategy opened stays unnamed. Thread-safe; one for the process, whatever registries its
 * sessions are in.
 *
 * <p>A thread counts when it descends from a session's: a strategy is called on virtual threads, and a platform thread
 * that one of them starts is in their group, as are those it starts itself. Descriptors have no owner. They count where
 * the process is a command line, or no other code of the application's runs: where a thread of it does anything but sleep
 * or wait for a session, an open file may be its own, and is not named.
 */
public final class OwnProcess {
    /** The one there is. */
    public static final OwnProcess THIS = new OwnProcess();

    /** What a thread that has done its work, or a closed connection, may need to be gone. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final String VIRTUAL = "VirtualThreads";
    private static final Set<String> SESSIONS =
            Set.of("trysail.session.Session", "trysail.session.Sessions", "trysail.session.Voyage");
    private static final Set<String> ANYBODYS =
            Set.of("java.lang.Thread", "java.util.TimerThread", "java.util.concurrent.ForkJoinWorkerThread");
    private static final Set<String> JDK_NAMES =
            Set.of("CompletableFutureDelayScheduler", "ForkJoinPool.commonPool-", "DestroyJavaVM");
    /** Libraries, caches of classes, devices, and what SQLite and the JVM keep beside their files. */
    private static final Pattern EVERYBODYS =
            Pattern.compile("(anon_inode|pipe|/memfd):.*|/(dev|sys)/.*|/proc/(\\d+|self)/(fd|task)\\b.*"
                    + "|.*(\\.jar|\\.jmod|\\.jsa|\\.so(\\.\\d+)*|/lib/modules|/ct\\.sym|-wal|-shm|-journal)( \\(deleted\\))?"
                    + "|.*/(etilqs_|sqlite-|hsperfdata_|logbook\\.db)[^/]*");

    private final SharedLock lock = new SharedLock();
    private final Set<String> running = new HashSet<>();
    private final Path home = Path.of(System.getProperty("java.home", "/nowhere"));
    private Belongings before = Belongings.now();
    private long generation;
    private volatile boolean commandLine;

    private OwnProcess() {}

    /** The process has a {@code main} of ours, and no other purpose. */
    public void isCommandLine() {
        commandLine = true;
    }

    /** A session begins; the first one is what all is compared with. */
    public void enter(String session) {
        lock.run(() -> {
            if (running.isEmpty()) {
                before = Belongings.now();
            }
            generation++;
            running.add(session);
        });
    }

    /** A session that did not begin after all. */
    public void forget(String session) {
        lock.run(() -> running.remove(session));
    }

    /**
     * A session has closed what it held. Of the last one: what is there that was not there before the first. Its threads
     * are interrupted. Takes a fraction of a millisecond where there is nothing.
     *
     * @param named what the session names itself, such as {@code paper-7.db}
     * @param kept ports of venues to which the JDK may keep connections for reuse
     */
    public Strangers leave(String session, Set<String> named, Set<Integer> kept, Deadline deadline)
            throws InterruptedException {
        var asOf = lock.get(() -> running.remove(session) && running.isEmpty() ? generation : -1L);
        if (asOf < 0) {
            return Strangers.NONE;
        }
        var until = deadline.within(GRACE);
        var found = found(named, kept);
        while (!found.isEmpty() && !until.expired()) {
            SessionClock.SYSTEM.sleep(GLANCE);
            found = found(named, kept);
        }
        if (lock.get(() -> generation != asOf)) {
            return Strangers.NONE; // another one has begun: what is there may be its own
        }
        strangeThreads().forEach(Thread::interrupt);
        return found;
    }

    private Strangers found(Set<String> named, Set<Integer> kept) {
        var now = Belongings.now();
        var threads = strangeThreads().stream().map(Thread::getName).toList();
        var fresh = now.descriptorsSince(before)
                .filter(d -> !isEverybodys(d, named))
                .toList();
        if (fresh.isEmpty() || othersAreAtWork()) {
            return new Strangers(threads, List.of(), List.of());
        }
        var files = fresh.stream().filter(d -> d.startsWith("/")).toList();
        return new Strangers(threads, sockets(fresh, kept), files);
    }

    private List<String> sockets(List<String> fresh, Set<Integer> kept) {
        if (fresh.stream().noneMatch(d -> d.startsWith("socket:"))) {
            return List.of();
        }
        var all = Sockets.now();
        var acceptedOn = all.listening(before.descriptors().values());
        return fresh.stream()
                .flatMap(d -> all.words(d, acceptedOn, kept).stream())
                .toList();
    }

    private boolean isEverybodys(String descriptor, Set<String> named) {
        if (EVERYBODYS.matcher(descriptor).matches()) {
            return true;
        }
        if (!descriptor.startsWith("/")) {
            return false;
        }
        var path = Path.of(descriptor);
        return path.startsWith(home)
                || Optional.ofNullable(path.getFileName())
                        .map(Path::toString)
                        .filter(file -> named.stream().anyMatch(file::contains))
                        .isPresent();
    }

    private List<Thread> strangeThreads() {
        return before.threadsSince().stream()
                .filter(t -> t.isAlive() && isOfASession(t) && !Threads.isOurs(t) && !isTheJdks(t))
                .toList();
    }

    private static boolean isOfASession(Thread thread) {
        return Stream.iterate(
                        Optional.ofNullable(thread.getThreadGroup()),
                        Optional::isPresent,
                        g -> g.flatMap(group -> Optional.ofNullable(group.getParent())))
                .anyMatch(g -> g.orElseThrow().getName().equals(VIRTUAL));
    }

    /** Threads of classes of the JDK's own are its, but for what anybody makes; so are those of the pool that all share. */
    private static boolean isTheJdks(Thread thread) {
        var type = thread.getClass();
        var ofTheJdk = type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
        return (ofTheJdk && !ANYBODYS.contains(type.getName()))
                || JDK_NAMES.stream().anyMatch(thread.getName()::startsWith);
    }

    /** Whether code of the application's, that is neither a session's nor waits for one, may have opened things. */
    private boolean othersAreAtWork() {
        return !commandLine
                && Thread.getAllStackTraces().entrySet().stream()
                        .filter(e -> isTheApplications(e.getKey()))
                        .anyMatch(e -> !waits(e.getValue()));
    }

    private static boolean isTheApplications(Thread thread) {
        var group = thread.getThreadGroup();
        return thread.isAlive()
                && group != null
                && group.getParent() != null // the system's own are in the root
                && !isOfASession(thread)
                && !Threads.isOurs(thread)
                && !isTheJdks(thread);
    }

    private static boolean waits(StackTraceElement[] stack) {
        return stack.length == 0
                || Stream.of(stack)
                        .anyMatch(f -> SESSIONS.contains(f.getClassName())
                                || (f.getClassName().equals("java.lang.Thread")
                                        && (f.getMethodName().startsWith("sleep")
                                                || f.getMethodName().equals("join"))));
    }
}
