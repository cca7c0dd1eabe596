package trysail.session;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeException;
import trysail.fault.Fault;
import trysail.journal.MemoryStore;
import trysail.look.SessionState;
import trysail.model.MarketEvent;
import trysail.receipt.Receipt;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.Strategies;
import trysail.words.BadInput;
import trysail.words.Durations;

/** From a session's start to the instant it runs, and what counts from there: on a clock where nothing is late. */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole sessions on a simulated clock need JDK 24 or later")
class OpeningTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Weather SLOW = new Weather(Duration.ofMillis(5), Duration.ZERO, Duration.ZERO, 0, -1, 1);
    private static final AtomicInteger HOSTS = new AtomicInteger();

    /** A venue on a network in memory, and sessions on it. */
    private static final class Scene implements AutoCloseable {
        private final SessionClock clock;
        private final MemoryStore store = new MemoryStore("open");
        private final SimulatedWire wire;
        private final Sessions sessions;
        private Optional<SimulatedExchange> exchange = Optional.empty();

        private Scene(SessionClock clock) {
            this.clock = clock;
            wire = new SimulatedWire(clock, "venue-of-opening-" + HOSTS.incrementAndGet(), SLOW);
            sessions = new Sessions(Surroundings.inMemory(
                    clock,
                    store,
                    host -> new SimulatedWire(clock, host + "-" + HOSTS.incrementAndGet(), Weather.CALM)));
        }

        private SimulatedExchange open() {
            try {
                var context = new SessionContext("venue", clock, new Ledger(clock));
                var config = SimulatedExchange.Config.session(
                        new FeedSpec.Synthetic(7), Speed.parse("8"), List.of("BTC-USDT"));
                exchange = Optional.of(SimulatedExchange.open(context, config, wire));
                exchange.get().testAccount();
                return exchange.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private SessionSpec embedded() {
            return SessionSpec.paper()
                    .symbols(List.of("BTC-USDT"))
                    .speed(Speed.parse("8"))
                    .strategy(Strategies.named("quoter"))
                    .journal(Path.of("memory"));
        }

        private SessionSpec elsewhere() {
            return embedded().at(wire.address(), wire.address());
        }

        private Duration now() {
            return Duration.between(Simulation.START, clock.now());
        }

        private void until(Condition condition) throws InterruptedException {
            while (!condition.holds()) {
                clock.sleep(LOOK);
            }
        }

        @Override
        public void close() throws InterruptedException {
            if (exchange.isPresent()) {
                exchange.get().close();
            }
            wire.close();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private interface Story {
        void tell(Scene scene) throws Exception;
    }

    private static void simulate(Story story) {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation
                .run(() -> {
                    try (var scene = new Scene(simulation.clock())) {
                        story.tell(scene);
                    }
                })
                .orThrow();
    }

    private static void about(Duration seen, Duration wanted) {
        assertThat(seen).isBetween(wanted.minusMillis(5), wanted.plusMillis(50));
    }

    private static Receipt stopped(Session session) throws InterruptedException {
        session.stop(SessionScene.ASKED);
        return session.await();
    }

    private static boolean runs(Session session) {
        return session.state() instanceof SessionState.Running;
    }

    private static String why(Receipt receipt) {
        assertThat(receipt.reason()).isInstanceOf(StopReason.Failed.class);
        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(1);
        assertThat(receipt.left()).isEqualTo(Receipt.Left.NOTHING);
        assertThat(receipt.ran()).isEmpty();
        assertThat(receipt.toText()).contains(" of opening");
        return receipt.reasonText();
    }

    @Test
    void aSessionWhoseRecoveryTakesLongerThanItsDurationTradesItsWholeDuration() {
        simulate(scene -> {
            var exchange = scene.open();
            var orders = 8;
            var whole = Duration.ofSeconds(3);
            var dead = scene.sessions.start(
                    scene.elsewhere().strategy(new SessionScene.Rests(orders)).stopWithin(SECOND));
            scene.until(() -> dead.orders().size() == orders
                    && dead.orders().stream().allMatch(o -> o.venueId().isPresent()));
            scene.wire.freeze(true);
            assertThat(stopped(dead).left().orders()).hasSize(orders);
            scene.wire.freeze(false);

            exchange.inject(Fault.parse("latency:1s±0"));
            var began = scene.now();
            var session = scene.sessions.start(scene.elsewhere().lasting(whole).openWithin(Duration.ofSeconds(6)));
            var seen = new ArrayList<String>();
            scene.until(() -> {
                if (session.state() instanceof SessionState.Opening opening && !seen.contains(opening.at())) {
                    seen.add(opening.at());
                }
                return runs(session);
            });
            assertThat(scene.now().minus(began)).isGreaterThan(Duration.ofSeconds(8));
            exchange.clearFaults();
            assertThat(session.snapshot().left().orElseThrow()).isBetween(whole.minusMillis(10), whole);
            assertThat(exchange.record().workingOrders()).isEmpty();
            var receipt = session.await();

            assertThat(seen)
                    .contains("waiting for the list of instruments")
                    .contains("recovering " + dead.name() + ": 3 of 8 orders");
            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.reason()).isEqualTo(new StopReason.DurationReached());
            about(receipt.ran().orElseThrow(), whole);
            assertThat(receipt.toText()).contains("duration reached after 3.0 s");
            assertThat(receipt.marketEvents()).isPositive();
            assertThat(exchange.record().orders().stream()
                            .filter(o -> o.clientId().contains("-s2-")))
                    .as("orders of the one that recovered")
                    .isNotEmpty();
        });
    }

    @Test
    void aVenueThatAppearsAfterTwoSecondsIsTradedForTheWholeDuration() {
        simulate(scene -> {
            var session = scene.sessions.start(scene.elsewhere().lasting(SECOND));
            scene.until(() -> !session.troubles().isEmpty());
            assertThat(scene.now()).as("the first refusal is told at once").isLessThan(Duration.ofMillis(100));
            assertThat(session.troubles().getFirst())
                    .startsWith("venue not reached: binance-usdm at " + scene.wire.address())
                    .contains("Connection refused")
                    .endsWith("; trying again until 2026-01-05T00:00:30Z");
            assertThat(session.why().lines().stream().collect(joining("\n")))
                    .contains("waits for the list of instruments: ", "Connection refused");
            scene.clock.sleep(Duration.ofSeconds(2));
            var exchange = scene.open();
            scene.until(() -> runs(session));
            assertThat(scene.now()).isLessThan(Duration.ofSeconds(5));
            var receipt = session.await();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            about(receipt.ran().orElseThrow(), SECOND);
            assertThat(exchange.record().ordersEver()).isPositive();
            assertThat(session.troubles())
                    .as("told once, however often it was tried")
                    .hasSize(1);
        });
    }

    @Test
    void aVenueThatFailsAtEveryQuestionIsAskedAgain() { // its listing, its listen keys, its bars, its positions
        for (var question : List.of("http500:1", "http503:1", "wrong-json", "http429:1s")) {
            simulate(scene -> {
                var exchange = scene.open();
                exchange.inject(Fault.parse(question + " for 3s"));
                var session = scene.sessions.start(scene.elsewhere()
                        .strategy(Strategies.named("crossover,fast=3,slow=5"))
                        .lasting(SECOND));
                scene.until(() -> runs(session));
                assertThat(scene.now()).as(question).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
                assertThat(session.troubles()).as(question).isNotEmpty();
                assertThat(session.await().exitCode()).isZero();
            });
        }
    }

    @Test
    void streamsThatAreTurnedAwayAreTriedAgainAndTheSessionRunsOnceTheyAreSubscribed() {
        simulate(scene -> {
            var exchange = scene.open();
            var session = scene.sessions.start(scene.elsewhere().lasting(SECOND));
            scene.until(() -> exchange.record().openConnections() == 1); // the account's; the other one is on its way
            exchange.inject(Fault.parse("mute for 7s"));
            scene.clock.sleep(Duration.ofSeconds(6));
            assertThat(session.state()).isEqualTo(new SessionState.Opening("waiting for the market streams"));
            assertThat(session.troubles()).singleElement().asString().contains("no answer within 5 s");
            scene.until(() -> runs(session));
            about(session.await().ran().orElseThrow(), SECOND);
        });
    }

    @Test
    void whoIsNotOpenInTimeEndsWithExitOneAndNamesTheVenueAndTheCause() {
        simulate(scene -> {
            var receipt = scene.sessions
                    .start(scene.elsewhere().openWithin(Duration.ofSeconds(4)).lasting(SECOND))
                    .await();
            assertThat(why(receipt))
                    .startsWith(
                            "failed: venue: not open within 4s: still waiting for the list of instruments of binance-usdm at "
                                    + scene.wire.address())
                    .endsWith("Connection refused");
            assertThat(((StopReason.Failed) receipt.reason()).cause())
                    .hasCauseInstanceOf(ExchangeException.Unreachable.class);
            about(scene.now(), Duration.ofSeconds(4));
        });
    }

    @Test
    void streamsThatNeverAnswerEndTheOpeningInItsTime() {
        simulate(scene -> {
            scene.open().inject(Fault.parse("mute"));
            var receipt = scene.sessions
                    .start(scene.elsewhere().openWithin(Duration.ofSeconds(12)))
                    .await();
            assertThat(why(receipt)).contains("the account stream of binance-usdm at ", "no answer within 5 s");
            about(scene.now(), Duration.ofSeconds(12));
        });
    }

    @Test
    void aStopReachesASessionThatStillLooksForItsVenue() {
        simulate(scene -> {
            var session = scene.sessions.start(scene.elsewhere());
            scene.clock.sleep(Duration.ofSeconds(3));
            var receipt = stopped(session);
            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.stopTime()).isLessThan(Duration.ofMillis(50));
            assertThat(receipt.left()).isEqualTo(Receipt.Left.NOTHING);
        });
    }

    @Test
    void aVenueThatSaysNoIsNotAskedAgain() {
        simulate(scene -> {
            scene.open();
            var wrong = Credentials.of("k".repeat(64), "s".repeat(64));
            var keys =
                    scene.sessions.start(scene.elsewhere().credentials(wrong)).await();
            assertThat(keys.exitCode()).isEqualTo(1);
            var symbols = scene.sessions
                    .start(scene.elsewhere().symbols(List.of("NONE-USDT")))
                    .await();
            assertThat(symbols.exitCode()).isEqualTo(1);
            assertThat(symbols.reasonText()).contains("NONE-USDT");
            assertThat(scene.now()).isLessThan(SECOND);
        });
    }

    @Test
    void faultsThatHaveATimeCountItFromTheInstantTheSessionRuns() {
        simulate(scene -> {
            var faults =
                    List.of(Fault.parse("refuse for 2s"), Fault.parse("drop@1s"), Fault.parse("strategy-throws@3s"));
            var session = scene.sessions.start(scene.embedded().faults(faults).lasting(Duration.ofSeconds(9)));
            scene.until(() -> scene.now().compareTo(SECOND) > 0);
            assertThat(session.state()).isInstanceOf(SessionState.Opening.class);
            assertThat(session.faults()).contains("drop@1s", "strategy-throws@3s");
            scene.until(() -> runs(session));
            var ran = scene.now();
            assertThat(ran).isGreaterThan(Duration.ofSeconds(2));
            scene.until(() -> session.snapshot().vitals().venue().connects() == 2);
            assertThat(scene.now().minus(ran)).isBetween(SECOND, SECOND.plusMillis(600)); // it must connect again
            var receipt = session.await();
            assertThat(receipt.reasonText()).contains("strategy-throws");
            about(receipt.ran().orElseThrow(), Duration.ofSeconds(3));
        });
    }

    @Test
    void faultsThatAreClearedWhileTheSessionOpensNeverHappen() {
        simulate(scene -> {
            scene.open();
            scene.wire.refuse(true);
            var faults = List.of(Fault.parse("strategy-throws@100ms"));
            var session = scene.sessions.start(scene.elsewhere().faults(faults).lasting(SECOND));
            scene.clock.sleep(SECOND);
            session.clearFaults();
            assertThat(session.faults()).isEmpty();
            scene.wire.refuse(false);
            assertThat(session.await().reason()).isEqualTo(new StopReason.DurationReached());
        });
    }

    @Test
    void noOrderIsSentBeforeItWouldBeHeardOf() {
        simulate(scene -> {
            var exchange = scene.open();
            var early = new ArrayList<MarketEvent>();
            var running = new AtomicReference<Session>();
            var session = scene.sessions.start(scene.elsewhere().strategy((event, state) -> {
                if (running.get() == null || !runs(running.get())) {
                    early.add(event);
                }
                return List.of();
            }));
            running.set(session);
            scene.until(() -> runs(session));
            assertThat(early).as("events before the streams are subscribed").isEmpty();
            assertThat(exchange.record().openConnections()).isEqualTo(2);
            assertThat(stopped(session).exitCode()).isZero();
        });
    }

    @Test
    void aTimeToOpenThatCannotBeIsRefused() {
        for (var wrong : List.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofDays(3_651),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))) {
            assertThatThrownBy(() -> SessionSpec.paper().openWithin(wrong))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("--open-within");
        }
        assertThat(SessionSpec.paper().openWithin(Duration.ofNanos(1)).openWithin())
                .isEqualTo(Duration.ofNanos(1));
        assertThat(SessionSpec.paper().openWithin()).isEqualTo(Duration.ofSeconds(30));
        assertThat(new BigDecimal(SessionSpec.paper()
                        .openWithin(Durations.LONGEST)
                        .openWithin()
                        .toMillis()))
                .isPositive();
    }
}
