package trysail.repl;

import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Channel;

/**
 * What the terminal shows, written from one platform thread: a terminal that stalls holds that thread and the one that
 * reads keys, nobody else. Text waits in a bounded queue; between texts the prompt and the status line are kept up to
 * date. Thread-safe.
 */
final class Screen {
    private static final int QUEUE = 1_024;
    private static final int AT_ONCE = 256;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final Duration BEAT = Duration.ofMillis(400);

    /**
     * What is always on it.
     *
     * @param status the lines at the bottom; none: there is no status line
     */
    record Frame(String prompt, List<String> status) {}

    private sealed interface Job {
        record Text(String text) implements Job {}

        record Resize() implements Job {}

        record Redraw() implements Job {}

        record Settled(CountDownLatch done) implements Job {}
    }

    private final SessionClock clock = SessionClock.SYSTEM;
    private final Channel<Job> queue = Channel.blocking("screen", QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final HelmReader reader;
    private Supplier<Frame> frame = () -> new Frame("trysail > ", List.of());
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean gone;

    Screen(Terminal terminal) throws IOException {
        reader = new HelmReader(terminal, this::resized);
        terminal.handle(Terminal.Signal.WINCH, s -> resized());
    }

    /** Begins; {@code always} is asked on this screen's thread, more than twice a second: it must not block. */
    void start(Supplier<Frame> always) {
        frame = always;
        thread = Optional.of(SessionContext.standalone("trysail").startPlatform("screen", this::run));
    }

    HelmReader reader() {
        return reader;
    }

    private void run() {
        var jobs = new ArrayList<Job>();
        try {
            while (queue.take(jobs, AT_ONCE, clock, clock.deadline(BEAT)).isEmpty()) {
                write(jobs);
                refresh();
                settled(jobs);
                jobs.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOError | IllegalStateException closed) { // the terminal is no more
            gone = true;
            queue.end(new Channel.End.Broken(closed));
        }
    }

    private void refresh() {
        var now = frame.get();
        reader.refresh(now.prompt(), now.status());
    }

    private void write(List<Job> jobs) {
        var text = new StringBuilder();
        var missing = dropped.getAndSet(0);
        for (var job : jobs) {
            switch (job) {
                case Job.Text t -> text.append(t.text());
                case Job.Resize r -> reader.resized();
                case Job.Redraw r -> reader.redraw();
                case Job.Settled s -> {} // once the prompt is up to date too
            }
        }
        if (missing > 0) {
            text.append("… ").append(missing).append(" lines were too many to show\n");
        }
        above(text);
    }

    private static void settled(List<Job> jobs) {
        for (var job : jobs) {
            if (job instanceof Job.Settled s) {
                s.done().countDown();
            }
        }
    }

    private void above(StringBuilder text) {
        if (!text.isEmpty()) {
            reader.printAbove(text.toString());
            text.setLength(0);
        }
    }

    /** Shows whole lines, above the one that is typed; waits half a second at the most when there is too much to show. */
    void print(String text) {
        var until = clock.deadline(PATIENCE);
        try {
            while (!queue.tryPut(new Job.Text(ended(text)))) {
                if (gone || until.expired()) {
                    dropped.addAndGet(text.lines().count());
                    return;
                }
                clock.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #print}, for news that nobody asked for: never waits. */
    void announce(String text) {
        if (!queue.tryPut(new Job.Text(ended(text)))) {
            dropped.addAndGet(text.lines().count());
        }
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private void resized() {
        var unused = queue.tryPut(new Job.Resize()); // with a full queue the next beat finds the new size by itself
    }

    /** A picture in place from now on, or none any more. */
    void live(Optional<Live> picture) {
        reader.live(picture);
    }

    /** Draws the live picture anew. */
    void redraw() {
        var unused = queue.tryPut(new Job.Redraw());
    }

    /** Waits until what was printed so far is out, half a second at the most; false when it is not. */
    boolean settle() {
        var done = new CountDownLatch(1);
        try {
            return queue.tryPut(new Job.Settled(done)) && done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it: what was printed is out and its thread has ended, within half a second; false when not. */
    boolean close() {
        queue.end(new Channel.End.Done());
        try {
            return thread.isEmpty() || clock.join(thread.get(), clock.deadline(PATIENCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
