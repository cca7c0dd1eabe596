package trysail.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.model.Instrument;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** When the venue's dead man's switch is wound up, when it is not, and how it is taken off. */
class DeadManTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.ONE);
    private static final Duration TIME = Duration.ofMillis(60);
    private static final String OURS = "ours-s1-e1-1";

    private final SessionContext context = SessionContext.standalone("dead-man");
    private final Venue venue = new Venue();
    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final DeadMan deadMan = new DeadMan(
            context,
            venue,
            List.of(BTC),
            TIME,
            order -> order.clientId().equals(OURS),
            () -> {
                beats.incrementAndGet();
                return alive.get();
            },
            warnings::add);
    private Optional<Thread> task = Optional.empty();

    private void begin() {
        task = Optional.of(context.startVirtual("dead-man", () -> {
            try {
                deadMan.run();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** A venue that keeps what it was asked to set. */
    private static final class Venue implements ExchangeClient {
        private final List<Duration> set = new CopyOnWriteArrayList<>();
        private final List<VenueOrder> working = new CopyOnWriteArrayList<>();
        private final AtomicBoolean silent = new AtomicBoolean();

        @Override
        public Listed listing(Deadline deadline) {
            return new Listed(List.of(BTC), List.of());
        }

        @Override
        public List<VenueOrder> workingOrders(Deadline deadline) {
            return List.copyOf(working);
        }

        @Override
        public Duration countdown(Instrument instrument, Duration time, Deadline deadline) {
            set.add(time);
            if (silent.get()) {
                throw new ExchangeException.Unreachable("no answer", null);
            }
            return time;
        }
    }

    private static VenueOrder order(String clientId) {
        return new VenueOrder(
                clientId,
                "1",
                "BTC-USDT",
                Side.BUY,
                BigDecimal.TEN,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                OrderState.NEW,
                Instant.EPOCH);
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
        task.orElseThrow().interrupt();
        assertThat(SessionClock.SYSTEM.join(task.orElseThrow(), soon())).isTrue();
    }

    private Deadline soon() {
        return context.clock().deadline(Duration.ofSeconds(30));
    }

    @Test
    void itIsWoundUpAgainAndAgainAndTakenOffAtTheEnd() throws Exception { // B3, B4
        venue.working.add(order(OURS));
        begin();
        until(() -> venue.set.size() > 2);
        assertThat(venue.set).containsOnly(TIME);
        assertThat(deadMan.words()).contains("BTC-USDT armed, fires in ");
        end();

        assertThat(deadMan.disarm(soon())).isEmpty();

        assertThat(venue.set.getLast()).isZero();
        assertThat(warnings).isEmpty();
        assertThat(deadMan.words()).contains("BTC-USDT off");
    }

    @Test
    void aSessionWhoseHeartDoesNotBeatDoesNotWindItUp() throws Exception {
        alive.set(false);
        begin();
        until(() -> beats.get() > 5);

        assertThat(venue.set).isEmpty();
    }

    @Test
    void whereOrdersOfOthersWorkItIsTakenOffAndSaysSoOnce() throws Exception {
        begin();
        until(() -> !venue.set.isEmpty());
        venue.working.add(order("by-hand"));
        until(() -> !warnings.isEmpty());
        var seen = beats.get();
        until(() -> beats.get() > seen + 3);

        assertThat(warnings)
                .containsExactly(
                        "dead man's switch of BTC-USDT is off: 1 order of others works there, which it would end");
        assertThat(venue.set.getLast()).isZero();
        venue.working.clear();
        until(() -> venue.set.getLast().equals(TIME));
    }

    @Test
    void oneWhoseAnswerWasLostMayBeArmedAndIsTakenOffAtTheEnd() throws Exception {
        venue.silent.set(true);
        begin();
        until(() -> !warnings.isEmpty());
        assertThat(deadMan.words()).contains("BTC-USDT off: the venue did not set it: no answer");
        end();
        venue.silent.set(false);

        assertThat(deadMan.disarm(soon())).isEmpty();

        assertThat(venue.set.getLast()).isZero();
    }

    @Test
    void oneThatCannotBeTakenOffIsNamedWithItsTime() throws Exception {
        begin();
        until(() -> !venue.set.isEmpty());
        end();
        venue.silent.set(true);

        assertThat(deadMan.disarm(soon()))
                .singleElement()
                .asString()
                .startsWith("dead man's switch of BTC-USDT may still be armed and end orders there until ");
    }
}
