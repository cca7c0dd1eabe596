package trysail.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trysail.scope.SharedLock;

/**
 * What comes often is told at once the first time, and then as a number each ten seconds. Thread-safe.
 */
public final class Thinning {
    /** How long the next ones of a kind are counted only. */
    public static final Duration SPAN = Duration.ofSeconds(10);

    private static final int MOST_KINDS = 1_000;

    private final SharedLock lock = new SharedLock(); // who stops a session tells under it too
    private final Map<String, Since> told = new TreeMap<>();
    private final Map<String, Long> totals = new TreeMap<>();

    /** Since when one kind is counted, by the monotonic clock, and how often it came. */
    private static final class Since {
        private final long nanos;
        private long more;

        private Since(long nanos) {
            this.nanos = nanos;
        }
    }

    /** So many more of a kind came, after the one that was told. */
    public record Count(String kind, long more) {}

    /** One of this kind comes now; whether it is told. */
    public boolean tells(String kind, long nanos) {
        return lock.get(() -> tellsOne(kind, nanos));
    }

    private boolean tellsOne(String kind, long nanos) {
        var since = told.get(kind);
        if (since == null) {
            if (told.size() < MOST_KINDS) {
                told.put(kind, new Since(nanos));
            }
            return true;
        }
        since.more++;
        return false;
    }

    /** So many of this kind came in all until now, counted by somebody else; whether one is told. */
    public boolean tells(String kind, long total, long nanos) {
        return lock.get(() -> tellsOf(kind, total, nanos));
    }

    private boolean tellsOf(String kind, long total, long nanos) {
        var news = total - totals.getOrDefault(kind, 0L);
        if (news <= 0) {
            return false;
        }
        totals.put(kind, total);
        var first = tellsOne(kind, nanos);
        var since = told.get(kind);
        if (since != null) {
            since.more += news - 1;
        }
        return first;
    }

    /** The numbers of those kinds whose time is over; the next one of such a kind is told at once when there were no more. */
    public List<Count> due(long nanos) {
        return lock.get(() -> dueAt(nanos));
    }

    private List<Count> dueAt(long nanos) {
        var due = new ArrayList<Count>();
        for (var kind : List.copyOf(told.keySet())) {
            var since = told.get(kind);
            if (since != null && nanos - since.nanos >= SPAN.toNanos()) {
                told.remove(kind);
                if (since.more > 0) {
                    due.add(new Count(kind, since.more));
                    told.put(kind, new Since(nanos)); // it goes on: counted again, until ten seconds without one
                }
            }
        }
        return due;
    }

    /** What was counted and not told yet. */
    public List<Count> rest() {
        return lock.get(() -> takeRest());
    }

    private List<Count> takeRest() {
        var rest = told.entrySet().stream()
                .filter(e -> e.getValue().more > 0)
                .map(e -> new Count(e.getKey(), e.getValue().more))
                .toList();
        told.clear();
        return rest;
    }
}
