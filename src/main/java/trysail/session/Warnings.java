package trysail.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.scope.SharedLock;

/** What a session's user has to be told while it goes on: in its log, and kept to be read. Thread-safe; never waits. */
final class Warnings {
    private static final Logger LOG = Logger.getLogger(Warnings.class.getName());
    private static final int MOST = 256;

    private final SharedLock lock = new SharedLock();
    private final List<String> kept = new ArrayList<>();
    private volatile Consumer<String> news = words -> {};

    /** From now on this hears them, too; it must not wait. */
    void onNews(Consumer<String> hears) {
        news = hears;
    }

    void add(String words) {
        LOG.log(Level.WARNING, "{0}", words);
        lock.run(() -> {
            if (kept.size() < MOST) { // the log has them all
                kept.add(words);
            }
        });
        news.accept(words);
    }

    /** The first 256, oldest first. */
    List<String> all() {
        return lock.get(() -> List.copyOf(kept));
    }
}
