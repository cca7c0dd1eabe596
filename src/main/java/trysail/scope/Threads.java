package trysail.scope;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a session's threads are made by: the machine, or a storm that decides which of its own goes next. */
public interface Threads {
    /** More threads than were there a moment ago. */
    int ROOM = 64;

    /** The machine's own threads. */
    Threads SYSTEM = new SystemThreads();

    /** A virtual thread, not started. */
    Thread virtual(String name, Runnable body);

    /** A daemon platform thread, not started; in a storm it is scheduled like any other. */
    Thread platform(String name, Runnable body);

    /** Starts a virtual thread that is in no ledger. */
    default Thread start(String name, Runnable body) {
        var thread = virtual(name, body);
        thread.start();
        return thread;
    }

    /** All platform threads of the process that are alive, those of the JDK among them. */
    static List<Thread> platform() {
        var group = Thread.currentThread().getThreadGroup();
        var root = group;
        while (root != null && root.getParent() != null) {
            root = root.getParent();
        }
        if (root == null) {
            return List.of(); // a thread that ends has no group
        }
        var all = new Thread[root.activeCount() + ROOM];
        var count = root.enumerate(all, true);
        return Arrays.stream(all, 0, count).toList();
    }

    /** Whether a platform thread was made here, for a session or for what sessions stand on. */
    static boolean isOurs(Thread thread) {
        return SystemThreads.OURS.contains(thread.threadId());
    }

    /** Threads as the machine makes them. */
    final class SystemThreads implements Threads {
        private static final Set<Long> OURS = ConcurrentHashMap.newKeySet();

        private SystemThreads() {}

        @Override
        public Thread virtual(String name, Runnable body) {
            return Thread.ofVirtual().name(name).unstarted(body);
        }

        @Override
        public Thread platform(String name, Runnable body) {
            var thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> {
                try {
                    body.run();
                } finally {
                    OURS.remove(Thread.currentThread().threadId());
                }
            });
            OURS.add(thread.threadId());
            return thread;
        }
    }
}
