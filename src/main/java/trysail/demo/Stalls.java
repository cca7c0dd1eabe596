package trysail.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/**
 * For how long the machine kept waiting who was ready to run: a thread sleeps for five milliseconds again and again, and
 * notes how late it wakes up. What a session promises in real time is late by that on a busy machine, through no fault
 * of its own. Thread-safe.
 */
final class Stalls implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** Late by less is on time. */
    private static final long USUAL = 1_000_000;

    private final SessionClock clock;
    private final Thread watch;
    private final List<Late> late = new ArrayList<>();

    private record Late(long wanted, long woke) {
        private long within(long from, long to) {
            return Math.max(0, Math.min(woke, to) - Math.max(wanted, from));
        }
    }

    Stalls(SessionContext context) {
        clock = context.clock();
        watch = context.startPlatform("stalls", this::watch);
    }

    private void watch() {
        try {
            while (true) {
                var wanted = clock.nanos() + PAUSE.toNanos();
                clock.sleep(PAUSE);
                note(wanted, clock.nanos());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(long wanted, long woke) {
        if (woke - wanted > USUAL) {
            late.add(new Late(wanted, woke));
        }
    }

    /** All of them between two moments of the clock. */
    synchronized Duration during(long from, long to) {
        return Duration.ofNanos(late.stream().mapToLong(l -> l.within(from, to)).sum());
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
