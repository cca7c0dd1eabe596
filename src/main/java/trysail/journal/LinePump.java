package trysail.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import trysail.scope.Deadline;
import trysail.scope.Preemption;
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
        void write(List<String> lines) throws IOException;

        default void close() throws IOException {}
    }

    private final Channel<String> lines;
    private final AtomicLong dropped = new AtomicLong();
    private final SessionContext context;
    private final Target target;
    private final Thread thread;

    LinePump(SessionContext context, JournalStore store, String name, Target target) {
        this.context = context;
        this.target = target;
        lines = Channel.blocking(name, CAPACITY);
        thread = store.start(context, name, this::run);
    }

    void offer(String line) {
        if (!lines.tryPut(line)) {
            dropped.incrementAndGet();
        }
    }

    long dropped() {
        return dropped.get();
    }

    private void run() {
        var batch = new ArrayList<String>();
        try {
            try {
                while (!isOver(batch)) {
                    target.write(batch);
                    batch.clear();
                }
            } finally {
                target.close();
            }
        } catch (IOException e) {
            // A log that cannot be written must not harm the session: what comes now is dropped and counted.
            lines.end(new Channel.End.Broken(e));
            dropped.addAndGet(batch.size());
        }
    }

    /** Whoever interrupts this thread has no business with it: it ends when there is nothing more to write. */
    private boolean isOver(List<String> batch) {
        while (true) {
            try {
                return lines.take(batch, 256).isPresent();
            } catch (InterruptedException e) {
                Preemption.point();
            }
        }
    }

    /** Writes what waits and ends the thread; false when it did not end in time. */
    boolean close(Deadline deadline) throws InterruptedException {
        lines.end(new Channel.End.Done());
        return context.clock().join(thread, deadline);
    }
}
