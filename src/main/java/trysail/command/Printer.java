package trysail.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Channel;

/**
 * Standard output, written from one platform thread: a stalled pipe or a dead terminal holds that thread and nobody
 * else. Lines that do not fit in its queue are dropped, but never the {@link #last} words. Thread-safe.
 */
final class Printer implements AutoCloseable {
    private static final int QUEUE = 1_024;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Channel<String> queue = Channel.blocking("stdout", QUEUE);
    private final PrintStream out;
    private final Thread thread;
    private volatile String lastWords = "";
    private boolean closed;

    Printer(PrintStream out) {
        this.out = out;
        thread = SessionContext.standalone("trysail").startPlatform("printer", this::write);
    }

    private void write() {
        List<String> batch = new ArrayList<>();
        try {
            while (queue.take(batch, QUEUE).isEmpty()) {
                batch.forEach(out::print);
                out.flush();
                batch.clear();
            }
            out.print(lastWords);
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints text as it is; dropped when the reader is so slow that the queue is full. */
    void print(String text) {
        queue.tryPut(text);
    }

    void println(String line) {
        print(line + "\n");
    }

    /** Prints the last words and waits for them to be out, half a second at the most. */
    void last(String text) {
        lastWords = text;
        close();
    }

    /** Waits for what was printed, half a second at the most; once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.end(new Channel.End.Done());
        try {
            SessionClock.SYSTEM.join(thread, SessionClock.SYSTEM.deadline(PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
