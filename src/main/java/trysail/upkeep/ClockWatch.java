package trysail.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.scope.Gate;
import trysail.scope.Latch;
import trysail.scope.SessionClock;

/**
 * Keeps in step with the venue's clock: measures how far it is from ours at the start, every ten minutes, and at once when
 * our own clock has been set. While it is known that ours was set and not how far the two are apart, entries are held
 * back; exits and cancels go on. One task of the session.
 */
public final class ClockWatch {
    private static final Logger LOG = Logger.getLogger(ClockWatch.class.getName());
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CALL = Duration.ofSeconds(5);
    /** By how much our wall clock and our monotonic one may differ between two looks: more was set by somebody. */
    private static final Duration JUMP = Duration.ofMillis(250);

    private final SessionClock clock;
    private final ExchangeClient client;
    private final Gate gate;
    private final Consumer<String> news;
    private Instant wall;
    private long nanos;

    /**
     * @param client for this use alone; the caller closes it
     * @param news is told what the session's user has to know; must not wait
     */
    public ClockWatch(SessionClock clock, ExchangeClient client, Gate gate, Consumer<String> news) {
        this.clock = clock;
        this.client = client;
        this.gate = gate;
        this.news = news;
        wall = clock.now();
        nanos = clock.nanos();
    }

    /** Until it is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            measure();
            var next = clock.deadline(EVERY);
            while (!next.expired()) {
                clock.sleep(LOOK);
                if (jumped()) {
                    break;
                }
            }
        }
    }

    private boolean jumped() {
        var now = clock.now();
        var ticks = clock.nanos();
        var by = Duration.between(wall, now).minusNanos(ticks - nanos);
        wall = now;
        nanos = ticks;
        if (by.abs().compareTo(JUMP) <= 0) {
            return false;
        }
        news.accept("this machine's clock was set " + by.abs().toMillis() + " ms "
                + (by.isNegative() ? "back" : "ahead") + ": the venue's is asked for");
        var unused = gate.hold(Latch.CLOCK);
        return true;
    }

    /** Frees entries once it is known how far the two are apart. */
    private void measure() throws InterruptedException {
        while (true) {
            try {
                var ahead = client.clockOffset(clock.deadline(CALL));
                LOG.log(Level.FINE, "the venue''s clock is {0} ms ahead", ahead.toMillis());
                if (gate.free(Latch.CLOCK)) {
                    news.accept("the venue's clock is " + ahead.toMillis() + " ms ahead of ours: entries go on");
                }
                return;
            } catch (ExchangeException e) {
                LOG.log(Level.FINE, "the venue''s clock is not known: {0}", e.getMessage());
            }
            clock.sleep(LOOK);
        }
    }
}
