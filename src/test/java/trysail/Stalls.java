package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import trysail.receipt.Receipt;

/**
 * How long the machine kept threads waiting while something was measured: a thread that wants to wake up every five
 * milliseconds notes how late it does. What was promised in real time is held when it took no longer than promised and
 * those stalls together; they are printed where they count. A field with {@code @RegisterExtension} watches during each
 * test, {@link #watch} in between.
 */
public final class Stalls implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    private static final long PAUSE = 5_000_000;
    /** The usual lateness of an idle machine is none. */
    private static final long USUAL = 1_000_000;

    /** From when it wanted to wake until it did; nanoseconds of {@link System#nanoTime}. */
    private record Late(long wanted, long woke) {
        private long within(long from, long to) {
            return Math.max(0, Math.min(woke, to) - Math.max(wanted, from));
        }
    }

    private final List<Late> late = new ArrayList<>();
    private Optional<Thread> watch = Optional.empty();
    private volatile long wanted = System.nanoTime() + PAUSE;
    private volatile boolean over;

    /** Watches from now on, until it is closed. */
    public static Stalls watch() {
        var stalls = new Stalls();
        stalls.begin();
        return stalls;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        close();
    }

    private void begin() {
        over = false;
        wanted = System.nanoTime() + PAUSE;
        watch = Optional.of(Thread.ofPlatform().daemon().name("stalls").start(this::run));
    }

    private void run() {
        while (!over) {
            LockSupport.parkNanos(PAUSE);
            note(System.nanoTime());
        }
    }

    /** Awake again. */
    void note(long woke) {
        if (woke - wanted > USUAL) {
            synchronized (late) {
                late.add(new Late(wanted, woke));
            }
        }
        wanted = woke + PAUSE;
    }

    /** All of them between two instants. */
    public Duration during(Instant from, Instant to) {
        var now = Instant.now();
        var nanos = System.nanoTime();
        return during(
                nanos - Duration.between(from, now).toNanos(),
                nanos - Duration.between(to, now).toNanos());
    }

    private Duration during(long from, long to) {
        synchronized (late) {
            var now = System.nanoTime();
            var stillAsleep = now - wanted > USUAL ? new Late(wanted, now).within(from, to) : 0;
            return Duration.ofNanos(stillAsleep
                    + late.stream().mapToLong(l -> l.within(from, to)).sum());
        }
    }

    /** The stop of this receipt, by the session's own clock, took no longer than promised. */
    public void assertStop(Receipt receipt, Duration promised) {
        var stalled = during(receipt.stoppedAt().minus(receipt.stopTime()), receipt.stoppedAt());
        assertKept(receipt.toText(), receipt.stopTime(), promised, stalled);
    }

    /** What began then, by {@link System#nanoTime}, and is done now took no longer than promised. */
    public void assertSince(long began, Duration promised) {
        var now = System.nanoTime();
        assertKept("time taken", Duration.ofNanos(now - began), promised, during(began, now));
    }

    private static void assertKept(String what, Duration took, Duration promised, Duration stalled) {
        if (!stalled.isZero()) {
            System.out.printf(
                    "promised %d ms, took %d ms; the machine stalled for %d ms%n",
                    promised.toMillis(), took.toMillis(), stalled.toMillis());
        }
        assertThat(took)
                .as("%s: promised %s, and the machine stalled for %s", what, promised, stalled)
                .isLessThan(promised.plus(stalled));
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        if (watch.isPresent()) {
            LockSupport.unpark(watch.get());
            watch.get().join();
        }
    }
}
