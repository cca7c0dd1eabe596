package trysail.script;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one thread that the JDK keeps, from the first shell to the end of the process, to index the class path. It has no
 * name of its own, so that nobody who finds it would know it; here it gets one.
 */
final class Indexer {
    static final String NAME = "jshell-index";

    private Indexer() {}

    /** What {@code opener} makes; a thread that it starts meanwhile is the JDK's. */
    static <T> T named(Supplier<T> opener) {
        var before = threads();
        var made = opener.get();
        for (var thread : threads()) {
            if (!before.contains(thread)
                    && thread.isDaemon()
                    && thread.getName().startsWith("Thread-")) {
                thread.setName(NAME);
            }
        }
        return made;
    }

    /** Those of the caller's group: where a thread without a group of its own starts. */
    private static Set<Thread> threads() {
        var group = Thread.currentThread().getThreadGroup();
        var found = new Thread[2 * group.activeCount() + 16];
        var count = group.enumerate(found, false);
        return new HashSet<>(Arrays.asList(found).subList(0, count));
    }
}
