package trysail.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.stream.Channel;

/**
 * Carries lines to something that may be slow or stuck, on a platform thread of its own. Whoever offers a line never
 * waits: when too many do, they are dropped and counted. Thread-safe.
 */
public final class LinePump {
    private static final int CAPACITY = 4_096;

    /** Where lines go; used by the pump's thread only. */
    public interface Target {
        void write(List<LogLine> lines) throws IOException;

        default void close() throws IOException {}
    }

    /** Begins a platform thread that may write. */
    @FunctionalInterface
    public interface Starter {
        Thread start(SessionContext context, String name, Runnable body);
    }

    private final Channel<LogLine> lines;
    private final AtomicLong dropped = new AtomicLong();
    private final SessionContext context;
    private final Target target;
    private final Thread thread;
    private volatile Optional<Throwable> failure = Optional.empty();

    /** Starts with {@code threads}, which begins one of that name. */
    public LinePump(SessionContext context, Starter threads, String name, Target target) {
        this.context = context;
        this.target = target;
        lines = Channel.blocking(name, CAPACITY);
        thread = threads.start(context, name, this::run);
    }

    /** Takes a line, or drops it: never waits. */
    public void offer(LogLine line) {
        if (!lines.tryPut(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines that were not written. */
    public long dropped() {
        return dropped.get();
    }

    /** What ended it before its time. */
    public Optional<Throwable> failure() {
        return failure;
    }

    private void run() {
        var batch = new ArrayList<LogLine>();
        try {
            try {
                while (!isOver(batch)) {
                    target.write(batch);
                    batch.clear();
                }
            } finally {
                target.close();
            }
        } catch (IOException | RuntimeException e) {
            // A log that cannot be written must not harm the session: what comes now is dropped and counted.
            lines.end(new Channel.End.Broken(e));
            dropped.addAndGet(batch.size());
            failure = Optional.of(e);
        }
    }

    /** Whoever interrupts this thread has no business with it: it ends when there is nothing more to write. */
    private boolean isOver(List<LogLine> batch) {
        while (true) {
            try {
                return lines.take(batch, 256).isPresent();
            } catch (InterruptedException e) {
                Preemption.point();
            }
        }
    }

    /** Writes what waits and ends the thread; false when it did not end in time. */
    public boolean close(Deadline deadline) throws InterruptedException {
        lines.end(new Channel.End.Done());
        return context.clock().join(thread, deadline);
    }
}
