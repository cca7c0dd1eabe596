package trysail.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * The append-only journal of one session: {@code <session>.db}, and a lock beside it for as long as the session lives.
 *
 * <p>One platform thread writes, behind a bounded queue; whatever waits there goes to the disk in one transaction.
 * Callers never touch the disk: a slow one makes them wait for a bounded time, and then fails them. Thread-safe. Every
 * wait ends at once when interrupted.
 */
public final class Journal {
    private static final int CAPACITY = 8_192;
    private static final int BATCH = 1_024;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    /** How long a caller waits for the disk before the journal counts as failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SharedLock lock = new SharedLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final ArrayDeque<Entry.Stamped> queue = new ArrayDeque<>();
    private final List<Consumer<? super Entry.Stamped>> taps = new CopyOnWriteArrayList<>();
    private final SessionContext context;
    private final JournalStore store;
    private final Path file;
    private long queued;
    private long committed;
    private long replayed;
    private boolean open;
    private boolean closing;
    private boolean ended;
    private Optional<Entry.Stamped> last = Optional.empty();
    private Optional<JournalException> failure = Optional.empty();

    Journal(SessionContext context, JournalStore store, String session) {
        this.context = context;
        this.store = store;
        file = store.journal(session);
    }

    /**
     * Makes the journal of a new session and takes its lock. Waits for the disk until the deadline.
     *
     * @throws JournalException when the store cannot be used, or the session's lock is held
     */
    public static Journal open(SessionContext context, JournalStore store, Header header, Deadline deadline)
            throws InterruptedException {
        var journal = new Journal(context, store, header.session());
        journal.start(new JournalWriter(context, store, header.session(), journal, new JournalWriter.Fresh(header)));
        if (!journal.awaitOpen(deadline, Optional.of(new Entry.Closed("its opening was cut")))) {
            throw JournalException.of(journal.file, "exists already", "a session's name is used once", null);
        }
        return journal;
    }

    void start(JournalWriter writer) {
        var unused = store.start(context, writer.name(), writer);
    }

    /**
     * False when the writer found nothing to do and went. Whoever does not get the journal leaves no writer behind.
     *
     * @param otherwise what the writer adds to a journal that nobody gets: a session that never had it has left nothing
     */
    boolean awaitOpen(Deadline deadline, Optional<Entry> otherwise) throws InterruptedException {
        var taken = false;
        try {
            taken = awaitWriter(deadline);
            return taken;
        } finally {
            if (!taken) {
                letGo(otherwise);
            }
        }
    }

    /** A long journal takes as long as it takes, as long as it is read. */
    private boolean awaitWriter(Deadline deadline) throws InterruptedException {
        var step = deadline.remaining();
        var until = deadline;
        lock.lockInterruptibly();
        try {
            for (var seen = replayed; !open && !ended && failure.isEmpty(); seen = replayed) {
                while (!open && !ended && failure.isEmpty() && !until.expired()) {
                    context.clock().await(progress, until);
                }
                if (until.expired() && replayed == seen) {
                    break;
                }
                until = context.clock().deadline(step);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (!open && !ended) {
                throw JournalException.stalled(file, "opening the journal");
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Adds to the journal; it will be on the disk soon. Waits only when very many entries do. */
    public void append(Entry entry) throws InterruptedException {
        var unused = enqueue(entry, context.clock().deadline(PATIENCE));
    }

    /** Adds to the journal and returns once it is on the disk. */
    public void appendDurably(Entry entry) throws InterruptedException {
        var deadline = context.clock().deadline(PATIENCE);
        var ticket = enqueue(entry, deadline);
        lock.lockInterruptibly();
        try {
            while (committed < ticket && failure.isEmpty() && !deadline.expired()) {
                context.clock().await(progress, deadline);
            }
            if (committed < ticket) {
                throw failure.orElseGet(() -> JournalException.stalled(file, "writing"));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds to the journal without ever waiting; false when it is full, has failed or is closed. */
    public boolean tryAppend(Entry entry) {
        lock.lock();
        try {
            if (closing || failure.isPresent() || queue.size() >= CAPACITY) {
                return false;
            }
            add(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long enqueue(Entry entry, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.size() >= CAPACITY && !closing && failure.isEmpty() && !deadline.expired()) {
                context.clock().await(progress, deadline);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (closing) {
                throw JournalException.of(file, "closed", "nothing can be added after the session's end", null);
            }
            if (queue.size() >= CAPACITY) {
                throw JournalException.stalled(file, "writing");
            }
            return add(entry);
        } finally {
            lock.unlock();
        }
    }

    private long add(Entry entry) {
        queue.addLast(new Entry.Stamped(context.clock().now(), entry));
        work.signal();
        return ++queued;
    }

    /** Shows every entry to {@code tap} once it is on the disk, in order, in the writer's thread: it must be quick. */
    public void tap(Consumer<? super Entry.Stamped> tap) {
        taps.add(tap);
    }

    /** What broke the journal, if something did: nothing more is written then. */
    public Optional<JournalException> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Entries on the disk. */
    public long committed() {
        lock.lock();
        try {
            return committed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits and a closing entry, closes the file and frees the lock. Idempotent: the first reason stands.
     *
     * @return entries on the disk
     * @throws JournalException when it had failed, or does not end in time: the next start then recovers the session
     */
    public long close(String reason, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!closing) {
                last = Optional.of(new Entry.Stamped(context.clock().now(), new Entry.Closed(reason)));
                release();
            }
            return awaitEnd(deadline);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #abandon}, without waiting for it. */
    void letGo() {
        letGo(Optional.empty());
    }

    private void letGo(Optional<Entry> entry) {
        lock.lock();
        try {
            last = last.or(
                    () -> entry.map(e -> new Entry.Stamped(context.clock().now(), e)));
            release();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits, closes the file and frees the lock, but makes no closing entry: as after a kill the journal is
     * left to the next start's recovery.
     */
    public void abandon(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            release();
            var unused = awaitEnd(deadline);
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        closing = true;
        work.signalAll();
        progress.signalAll();
    }

    private long awaitEnd(Deadline deadline) throws InterruptedException {
        while (!ended && !deadline.expired()) {
            context.clock().await(progress, deadline);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!ended) {
            throw JournalException.stalled(file, "closing the journal");
        }
        return committed;
    }

    // ── the writer's side ──

    /** So many entries of before were read. False when nobody waits for the rest any more. */
    boolean replayed(long entries) {
        lock.lock();
        try {
            replayed = entries;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    void opened() {
        lock.lock();
        try {
            open = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for entries, so long at most; none when there are none in that time, or it {@link #isOver}. */
    List<Entry.Stamped> next(Duration atMost) {
        lock.lock();
        try {
            awaitWork(() -> queue.isEmpty() && !closing, context.clock().deadline(atMost));
            var batch = new ArrayList<Entry.Stamped>();
            while (!queue.isEmpty() && batch.size() < BATCH) {
                batch.add(queue.removeFirst());
            }
            if (batch.isEmpty() && last.isPresent()) {
                batch.add(last.get());
                last = Optional.empty();
                queued++;
            }
            progress.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is left to write, and nothing more will come. */
    boolean isOver() {
        lock.lock();
        try {
            return closing && queue.isEmpty() && last.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Not to be interrupted; but a wait by the clock, which ends with its storm. */
    private void awaitWork(BooleanSupplier idle, Deadline deadline) {
        var interrupted = false;
        while (idle.getAsBoolean() && !deadline.expired()) {
            try {
                context.clock().await(work, deadline);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void written(List<Entry.Stamped> lines) {
        lock.lock();
        try {
            committed += lines.size();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        for (var tap : taps) {
            lines.forEach(tap);
        }
    }

    void failed(JournalException why) {
        lock.lock();
        try {
            if (failure.isEmpty()) {
                failure = Optional.of(why);
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The session's lock is held until its owner is done with the journal, also with a broken one. */
    void awaitRelease() {
        lock.lock();
        try {
            awaitWork(() -> !closing, context.clock().deadline(FOR_EVER));
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        lock.lock();
        try {
            ended = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
