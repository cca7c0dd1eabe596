package trysail.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.machine.Preemption;
import trysail.machine.Stacks;

/**
 * What a session holds open. Whatever can leak is entered when it is opened and struck when it is closed; what is left
 * at the end is named in the receipt. Thread-safe.
 */
public final class Ledger {
    /** What can leak. */
    public enum Kind {
        TASK,
        THREAD,
        SOCKET,
        PORT,
        WEBSOCKET,
        REST_CLIENT,
        FILE,
        SUBSCRIPTION,
        ORDER,
        LEASE
    }

    /** So many entries are kept before anybody asks whether their threads still live. */
    private static final int FEW = 64;

    private final SessionClock clock;
    private final boolean trace;
    private final SharedLock lock = new SharedLock();
    private final Map<Long, Entry> open = new LinkedHashMap<>();
    private final Map<Kind, Integer> opened = new EnumMap<>(Kind.class);
    private long next;
    private int sweepAt = FEW;

    public Ledger(SessionClock clock) {
        this(clock, false);
    }

    /**
     * A ledger with nothing in it.
     *
     * @param trace whether entries keep the stack of whoever opened them: it costs far more than the name
     */
    public Ledger(SessionClock clock, boolean trace) {
        this.clock = clock;
        this.trace = trace;
    }

    /** Enters a thing that has just been opened (or is about to be); strike it with {@link Entry#close}. */
    public Entry open(Kind kind, String name) {
        Preemption.point();
        lock.lock();
        try {
            var entry = new Entry(next++, kind, name, clock.nanos(), Optional.empty(), stack());
            open.put(entry.number, entry);
            opened.merge(kind, 1, Integer::sum);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Enters a thread; it is struck when it is found dead, however it died. */
    public void open(Kind kind, Thread thread) {
        Preemption.point();
        lock.lock();
        try {
            var entry = new Entry(next++, kind, thread.getName(), clock.nanos(), Optional.of(thread), stack());
            open.put(entry.number, entry);
            opened.merge(kind, 1, Integer::sum);
            if (open.size() >= sweepAt) {
                sweep();
                sweepAt = Math.max(FEW, 2 * open.size());
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> stack() {
        return trace ? Optional.of(Stacks.of(Thread.currentThread())) : Optional.empty();
    }

    /** Threads that have ended are struck when somebody looks, and when there are twice as many as the last time. */
    private void sweep() {
        open.values().removeIf(e -> e.thread.isPresent() && e.thread.get().getState() == Thread.State.TERMINATED);
    }

    /** Entries kept, threads that have ended since the last look among them. */
    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** What is open now, oldest first. Threads that have ended are struck by looking. */
    public List<Entry> entries() {
        Preemption.point();
        lock.lock();
        try {
            sweep();
            return new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
    }

    public List<Entry> entries(Kind kind) {
        return entries().stream().filter(e -> e.kind == kind).toList();
    }

    /** How many of each kind were ever opened. */
    public Map<Kind, Integer> opened() {
        lock.lock();
        try {
            return new EnumMap<>(opened);
        } finally {
            lock.unlock();
        }
    }

    /** One open thing. */
    public final class Entry implements AutoCloseable {
        private final long number;
        private final Kind kind;
        private final String name;
        private final long since;
        private final Optional<Thread> thread;
        private final Optional<String> stack;
        private final String by = Thread.currentThread().getName();

        private Entry(
                long number, Kind kind, String name, long since, Optional<Thread> thread, Optional<String> stack) {
            this.number = number;
            this.kind = kind;
            this.name = name;
            this.since = since;
            this.thread = thread;
            this.stack = stack;
        }

        public Kind kind() {
            return kind;
        }

        public String name() {
            return name;
        }

        public Duration age() {
            return Duration.ofNanos(clock.nanos() - since);
        }

        /** The thread, when the entry is one. */
        public Optional<Thread> thread() {
            return thread;
        }

        /** The name of the thread that opened it. */
        public String by() {
            return by;
        }

        /** Where it was opened, one frame a line; empty unless the ledger traces. */
        public Optional<String> stack() {
            return stack;
        }

        /** Strikes the entry. Idempotent. */
        @Override
        public void close() {
            Preemption.point();
            lock.lock();
            try {
                open.remove(number);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
        }
    }
}
