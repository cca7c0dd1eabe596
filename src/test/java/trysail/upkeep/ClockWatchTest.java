package trysail.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** A clock that somebody sets is noticed, and the venue's is asked for before anything new is entered. */
class ClockWatchTest {
    private final SessionContext context = SessionContext.standalone("clock-watch");
    private final AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
    private final SetClock clock = new SetClock();
    private final Gate gate = new Gate(clock);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final ExchangeClient venue = new ExchangeClient() {
        @Override
        public Listed listing(Deadline deadline) {
            return new Listed(List.of(), List.of());
        }

        @Override
        public Duration clockOffset(Deadline deadline) {
            asked.incrementAndGet();
            if (silent.get()) {
                throw new ExchangeException.Unreachable("no answer", null);
            }
            return set.get().negated();
        }
    };
    private final Thread task = context.startVirtual("clock", () -> {
        try {
            new ClockWatch(clock, venue, gate, news::add).run();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    });

    /** The system's clock, which somebody may set; a hundred times as fast where it is waited for. */
    private final class SetClock implements SessionClock {
        @Override
        public Instant now() {
            return SessionClock.SYSTEM.now().plus(set.get());
        }

        @Override
        public long nanos() {
            return SessionClock.SYSTEM.nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            SessionClock.SYSTEM.sleep(duration.dividedBy(100));
        }

        @Override
        public void await(Condition condition, Deadline until) throws InterruptedException {
            SessionClock.SYSTEM.await(condition, until);
        }

        @Override
        public boolean join(Thread thread, Deadline until) throws InterruptedException {
            return SessionClock.SYSTEM.join(thread, until);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(soon.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(1));
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        task.interrupt();
        assertThat(SessionClock.SYSTEM.join(task, SessionClock.SYSTEM.deadline(Duration.ofSeconds(30))))
                .isTrue();
    }

    @Test
    void aClockThatWasSetHoldsEntriesUntilTheVenuesTimeIsKnown() throws Exception { // F2, G4
        until(() -> asked.get() == 1);
        assertThat(gate.heldFor(false)).isEmpty();
        silent.set(true);
        set.set(Duration.ofSeconds(10));
        until(() -> asked.get() > 2);

        assertThat(gate.heldFor(false)).isPresent();
        assertThat(gate.heldFor(true)).as("exits and cancels go on").isEmpty();
        silent.set(false);
        until(() -> gate.heldFor(false).isEmpty());

        assertThat(news.getFirst()).matches("this machine's clock was set \\d{4,5} ms ahead: the venue's is asked for");
        assertThat(news.getLast()).isEqualTo("the venue's clock is -10000 ms ahead of ours: entries go on");
    }
}
