package trysail.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;

/**
 * Standard output, written from one platform thread: a stalled pipe or a dead terminal holds that thread, and nobody
 * else for longer than half a second. A reader that is slow but reads gets everything. Thread-safe.
 */
public final class Printer implements AutoCloseable {
    private static final int QUEUE = 1_024;
    /** What is written at once: after each piece a slow reader has shown that it reads. */
    private static final int PIECE = 8_192;
    /** How long a reader may read nothing before it counts as stalled. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** {@link #PATIENCE} at the end: so many short waits, each of which a busy machine makes longer, as it does the writer's work. */
    private static final int WAITS = 25;

    /** How long the end waits for a reader that reads, but slowly. */
    private static final Duration LAST = Duration.ofSeconds(10);

    private final SessionClock clock = SessionClock.SYSTEM;
    private final SharedLock lock = new SharedLock();
    private final Condition given = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private final Deque<String> queue = new ArrayDeque<>();
    private final PrintStream out;
    private final boolean ascii;
    private final Thread thread;
    private String lastWords = "";
    private boolean writing;
    private boolean closed;
    private boolean stalled;
    private boolean gone;
    private long pieces;
    private long dropped;

    Printer(PrintStream out) {
        this.out = out;
        ascii = Ascii.isAll(out.charset());
        thread = SessionContext.standalone("trysail").startPlatform("printer", this::write);
    }

    private void write() {
        try {
            for (var next = next(); next.isPresent(); next = next()) {
                var text = ascii ? Ascii.of(next.get()) : next.get();
                for (var at = 0; at < text.length(); at += PIECE) {
                    out.print(text.substring(at, Math.min(text.length(), at + PIECE)));
                    out.flush();
                    written(out.checkError());
                }
            }
        } finally {
            over();
        }
    }

    private void over() {
        lock.lock();
        try {
            writing = false;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next text to write; the last words after all others; empty when there is nothing more to come. */
    private Optional<String> next() {
        lock.lock();
        try {
            writing = false;
            moved.signalAll();
            while (queue.isEmpty() && !closed) {
                awaitGiven();
            }
            writing = true;
            if (!queue.isEmpty()) {
                return Optional.of(queue.removeFirst());
            }
            var last = lastWords;
            lastWords = "";
            return last.isEmpty() ? Optional.empty() : Optional.of(last);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever interrupts this thread has no business with it: what is printed last is the receipt. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    private void awaitGiven() {
        try {
            given.await();
        } catch (InterruptedException e) {
            // it goes on: nothing it was given is lost
        }
    }

    private void written(boolean failed) {
        lock.lock();
        try {
            pieces++;
            stalled = false;
            gone |= failed;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Prints text as it is, such as a line that another one follows soon; dropped when the queue is full. */
    public void print(String text) {
        lock.lock();
        try {
            if (queue.size() < QUEUE && !closed) {
                put(text);
            }
        } finally {
            lock.unlock();
        }
    }

    public void println(String line) {
        print(line + "\n");
    }

    /**
     * Prints what must not be lost: waits for room as long as the reader reads, and half a second for one that does not;
     * after that nothing waits for it until it reads again.
     */
    void answer(String text) {
        lock.lock();
        try {
            while (queue.size() >= QUEUE && !closed && !gone && !stalled) {
                awaitMove();
            }
            if (queue.size() < QUEUE && !closed) {
                put(text);
            } else if (!gone) {
                dropped++;
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(String text) {
        queue.addLast(text);
        given.signal();
    }

    /** Waits for the writer to write something; when it does not, the reader is stalled. Under the lock. */
    private void awaitMove() {
        var before = pieces;
        var until = clock.deadline(PATIENCE);
        while (pieces == before && (writing || !queue.isEmpty()) && !until.expired()) {
            if (!await(until)) {
                break;
            }
        }
        stalled = pieces == before && (writing || !queue.isEmpty());
    }

    /** False when interrupted: the caller is to be let go, and finds out by itself. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    private boolean await(Deadline until) {
        try {
            clock.await(moved, until);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until what was printed so far is out, half a second for a reader that does not read. */
    public void flush() {
        lock.lock();
        try {
            var until = clock.deadline(LAST);
            while ((writing || !queue.isEmpty()) && !gone && !stalled && !until.expired()) {
                awaitMove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody can read this any more: the pipe is closed. */
    boolean gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** How many answers a stalled reader has missed. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Prints the last words and waits for them to be out. */
    public void last(String text) {
        lock.lock();
        try {
            lastWords = text;
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Waits for what was printed: half a second for a reader that does not read; once. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            writing = true; // there may be last words
            given.signal();
            stalled = false;
        } finally {
            lock.unlock();
        }
        awaitEnd();
    }

    private void awaitEnd() {
        var until = clock.deadline(LAST);
        var interrupted = false;
        for (var before = -1L; before != progress() && !until.expired() && thread.isAlive(); ) {
            before = progress();
            for (var i = 0; i < WAITS && before == progress() && thread.isAlive(); i++) {
                interrupted |= join(until.within(PATIENCE.dividedBy(WAITS)));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not to be ended by an interruption: these may be the last words, and it is bounded. True when there was one. */
    private boolean join(Deadline until) {
        var interrupted = false;
        while (thread.isAlive() && !until.expired()) {
            try {
                var unused = clock.join(thread, until);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private long progress() {
        lock.lock();
        try {
            return pieces;
        } finally {
            lock.unlock();
        }
    }

    /** What a signal's thread has to say, on standard error; a stalled one costs half a second. */
    public static void aside(String text) {
        new Printer(System.err).last(text);
    }
}
