package trysail.disk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * One piece of file work on a platform thread of its own, awaited for a bounded time: a stuck disk holds that thread and
 * nobody else. What a caller no longer waits for is given back.
 */
public final class Disk<T> {
    /** File work. */
    public interface Work<T> {
        T run() throws Exception;
    }

    private final SharedLock lock = new SharedLock();
    private final Condition ended = lock.newCondition();
    private final Consumer<T> unclaimed;
    private Optional<T> result = Optional.empty();
    private Optional<Exception> failure = Optional.empty();
    private boolean abandoned;

    private Disk(Consumer<T> unclaimed) {
        this.unclaimed = unclaimed;
    }

    /**
     * Runs the work and hands back what it made.
     *
     * @param unclaimed takes what was made too late
     * @throws JournalException when it fails, or does not end in time
     */
    public static <T> T call(
            SessionContext context, String name, Path path, Deadline deadline, Work<T> work, Consumer<T> unclaimed)
            throws InterruptedException {
        var disk = new Disk<>(unclaimed);
        var unused = context.startPlatform(name, () -> disk.run(work));
        return disk.await(context, name, path, deadline);
    }

    private void run(Work<T> work) {
        Optional<T> made = Optional.empty();
        Optional<Exception> broken = Optional.empty();
        try {
            made = Optional.of(work.run());
        } catch (Exception e) {
            broken = Optional.of(e);
        }
        lock.lock();
        try {
            if (abandoned) {
                made.ifPresent(unclaimed);
            }
            result = made;
            failure = broken;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private T await(SessionContext context, String name, Path path, Deadline deadline) throws InterruptedException {
        Optional<T> taken = Optional.empty();
        try {
            taken = awaitEnd(context, name, path, deadline);
            return taken.orElseThrow(() -> JournalException.stalled(path, name));
        } finally {
            if (taken.isEmpty()) {
                abandon();
            }
        }
    }

    private Optional<T> awaitEnd(SessionContext context, String name, Path path, Deadline deadline)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (result.isEmpty() && failure.isEmpty() && !deadline.expired()) {
                context.clock().await(ended, deadline);
            }
            if (failure.isPresent()) {
                throw inWords(failure.get(), name, path);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            abandoned = true;
            result.ifPresent(unclaimed);
        } finally {
            lock.unlock();
        }
    }

    public static JournalException inWords(Exception cause, String name, Path path) {
        return cause instanceof JournalException e
                ? e
                : JournalException.of(
                        path,
                        name + ": " + JournalException.words(cause),
                        "see that the directory can be written and has room",
                        cause);
    }
}
