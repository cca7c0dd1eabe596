package trysail.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import trysail.log.LogLine;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.stream.Channel;

/**
 * Carries lines to something that may be slow or stuck, on a platform thread of its own. Whoever offers a line never
 * waits: when too many do, they are dropped and counted. Thread-safe.
 */
final class LinePump {
    private static final int CAPACITY = 4_096;

    /** Where lines go; used by the pump's thread only. */
    interface Target {
        void write(List<LogLine> lines) throws IOException;

        default void close() throws IOException {}
    }

    private final Channel<LogLine> lines;
    private final AtomicLong dropped = new AtomicLong();
    private final SessionContext context;
    private final Target target;
    private final Thread thread;
    private volatile Optional<Throwable> failure = Optional.empty();

    LinePump(SessionContext context, JournalStore store, String name, Target target) {
        this.context = context;
        this.target = target;
        lines = Channel.blocking(name, CAPACITY);
        thread = store.start(context, name, this::run);
    }

    void offer(LogLine line) {
        if (!lines.tryPut(line)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    /** What ended it before its time. */
    Optional<Throwable> failure() {
        return failure;
    }

    private void run() {
        var batch = new ArrayList<LogLine>();
        try {
            try {
                while (lines.take(batch, 256).isEmpty()) {
                    target.write(batch);
                    batch.clear();
                }
            } finally {
                target.close();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // A log that cannot be written must not harm the session: what comes now is dropped and counted.
            lines.end(new Channel.End.Broken(e));
            dropped.addAndGet(batch.size());
            failure = Optional.of(e);
        }
    }

    /** Writes what waits and ends the thread; false when it did not end in time. */
    boolean close(Deadline deadline) throws InterruptedException {
        lines.end(new Channel.End.Done());
        return context.clock().join(thread, deadline);
    }
}
