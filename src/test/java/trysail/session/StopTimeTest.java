package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import trysail.QuietLog;
import trysail.fault.Fault;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.JournalStore;
import trysail.journal.JournalStores;
import trysail.journal.MemoryStore;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.look.SessionState;
import trysail.order.OnStop;
import trysail.process.Strangers;
import trysail.receipt.Receipt;
import trysail.receipt.Tally;
import trysail.receipt.Trader;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopLadder;
import trysail.scope.StopSignal;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord.OrderSeen;

/** What a stop does with its time where a venue or a disk is slow, and with an order that comes late: on a simulated clock. */
@ExtendWith(QuietLog.class)
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole sessions on a simulated clock need JDK 24 or later")
class StopTimeTest {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final AtomicInteger HOSTS = new AtomicInteger();

    /** The disk of all sessions, the logbook's too. */
    private static final class SlowBook implements JournalStore.Trouble {
        private volatile Duration delay = Duration.ZERO;

        @Override
        public Duration delay() {
            return delay;
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public boolean tears() {
            return false;
        }
    }

    /** One session on an embedded exchange in memory. */
    private static final class Scene implements AutoCloseable {
        private final SessionClock clock;
        private final MemoryStore store = new MemoryStore("slow");
        private final List<SimulatedWire> wires = new CopyOnWriteArrayList<>();
        private final Session session;
        private final AtomicBoolean sends = new AtomicBoolean();
        private final SlowBook disk = new SlowBook();

        private Scene(SessionClock clock, int orders, OnStop onStop) {
            this.clock = clock;
            var troubled = JournalStores.troubled(store, disk);
            var sessions = new Sessions(new Surroundings(clock, directory -> troubled, Optional.of(host -> {
                var wire = new SimulatedWire(clock, host + "-of-stop-" + HOSTS.incrementAndGet(), Weather.CALM);
                wires.add(wire);
                return wire;
            })));
            var rests = new SessionScene.Rests(orders);
            session = sessions.start(SessionSpec.paper()
                    .symbols(orders == 1 ? List.of("BTC-USDT") : List.of("BTC-USDT", "ETH-USDT", "SOL-USDT"))
                    .speed(Speed.parse("1"))
                    .strategy((event, state) -> sends.get() ? rests.onEvent(event, state) : List.of())
                    .onStop(onStop)
                    .journal(Path.of("memory")));
        }

        private SimulatedExchange exchange() {
            return SimulatedExchange.on(wires.getFirst()).orElseThrow();
        }

        private void until(Condition condition) throws InterruptedException {
            while (!condition.holds()) {
                clock.sleep(LOOK);
            }
        }

        private void works(int orders) throws InterruptedException {
            sends.set(true);
            until(() -> session.orders().stream()
                            .filter(o -> o.venueId().isPresent())
                            .count()
                    == orders);
        }

        /** Sends an order of which the venue says that it knows nothing, and which it takes when we have given it up. */
        private SimulatedExchange giveUpOne() throws InterruptedException {
            until(() -> session.state() instanceof SessionState.Running);
            exchange().inject(Fault.parse("late-order:10s"));
            sends.set(true);
            until(() -> session.orders().size() == 1);
            until(() -> session.orders().isEmpty());
            return exchange();
        }

        private Receipt stopped() throws InterruptedException {
            session.stop(SessionScene.ASKED);
            return session.await();
        }

        private List<Entry> journal() throws InterruptedException {
            var entries = new ArrayList<Entry>();
            var context = SessionContext.standalone("reader");
            JournalReader.entries(context, store, session.name(), SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)))
                    .forEach(line -> entries.add(line.entry()));
            return entries;
        }

        @Override
        public void close() {
            wires.forEach(SimulatedWire::close);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private interface Story {
        void tell(Scene scene) throws Exception;
    }

    private static void simulate(int orders, OnStop onStop, Story story) {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation
                .run(() -> {
                    try (var scene = new Scene(simulation.clock(), orders, onStop)) {
                        story.tell(scene);
                    }
                })
                .orThrow();
    }

    private static StopLadder.Step step(Receipt receipt, Rung rung) {
        return receipt.rungs().stream()
                .filter(s -> s.rung() == rung)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eightOrdersOnThreeInstrumentsAreEndedThoughEachCallTakesLongerThanASecond() {
        simulate(8, OnStop.CANCEL, scene -> {
            scene.works(8);
            var exchange = scene.exchange();
            exchange.inject(Fault.parse("latency:1200ms±0"));

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.orders()).hasSize(8).extracting(OrderFate::fate).containsOnly(Fate.CANCELLED);
            assertThat(exchange.record().workingOrders()).isEmpty();
            assertThat(receipt.stopTime()).isLessThan(Duration.ofSeconds(3));
        });
    }

    @Test
    void aPositionIsFlattenedThoughEachCallTakesLongerThanASecond() {
        simulate(6, OnStop.FLATTEN, scene -> {
            scene.works(6);
            scene.exchange().inject(Fault.parse("latency:1200ms±0"));

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        });
    }

    @Test
    void whatDoesNotFitIsNamedUnknownAndThenNoTimeWasLeft() {
        simulate(8, OnStop.CANCEL, scene -> {
            scene.works(8);
            scene.exchange().inject(Fault.parse("latency:9s±0"));

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).isEqualTo(3);
            assertThat(receipt.orders()).hasSize(8).extracting(OrderFate::fate).containsOnly(Fate.UNKNOWN);
            assertThat(step(receipt, Rung.ORDERS).took()).isBetween(Duration.ofMillis(3_700), Duration.ofMillis(3_850));
            assertThat(receipt.stopTime()).isBetween(Duration.ofMillis(3_700), Duration.ofMillis(5_250));
        });
    }

    @Test
    void aSlowDiskUsesWhatTheOthersLeft() {
        simulate(3, OnStop.CANCEL, scene -> {
            scene.works(3);
            scene.session.inject(Fault.parse("slow-disk:900ms"));

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(step(receipt, Rung.JOURNAL).took()).isGreaterThan(Duration.ofMillis(900));
        });
    }

    @Test
    void aSlowDiskHasWhatIsLeftForTheReceiptToo() {
        simulate(3, OnStop.CANCEL, scene -> {
            scene.works(3);
            scene.disk.delay = Duration.ofMillis(700);

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.errors()).isEmpty();
        });
    }

    /** As on a machine with much other work: nothing holds it, and it does not get to its end. */
    @Test
    void aLastThreadThatIsLateIsWaitedForWhileThereIsTime() {
        var simulation = new Simulation(Scheduler.inTurn());
        simulation
                .run(() -> {
                    var clock = simulation.clock();
                    var context = new SessionContext("late", clock, new Ledger(clock));
                    var stop = new StopSignal(clock, new Gate(clock));
                    stop.request(SessionScene.ASKED);
                    var ladder = new StopLadder(clock, Duration.ofSeconds(5));
                    context.startVirtual("last", () -> {
                        try {
                            clock.sleep(Duration.ofSeconds(2));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });

                    var trader = new Trader("paper", "quoter", Optional.empty());
                    var receipt = new Audit("late", clock.now(), Optional.empty(), stop, ladder, trader, context)
                            .count(Tally.NOTHING, clock.deadline(Duration.ofSeconds(5)), end -> Strangers.NONE);

                    assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
                    assertThat(receipt.stopTime()).isLessThan(Duration.ofMillis(2_100));
                })
                .orThrow();
    }

    @Test
    void anOrderThatTheVenueTakesLongAfterItWasGivenUpIsEndedAndTold() {
        simulate(1, OnStop.CANCEL, scene -> {
            var exchange = scene.giveUpOne();
            scene.until(() -> !scene.session.warnings().isEmpty());
            scene.until(() -> exchange.record().workingOrders().isEmpty());

            var receipt = scene.stopped();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(scene.session.warnings()).singleElement().asString().contains("given up");
            assertThat(exchange.record().orders())
                    .singleElement()
                    .extracting(OrderSeen::working)
                    .isEqualTo(false);
            assertThat(scene.journal())
                    .anyMatch(e -> e instanceof Entry.CancelAsked c && c.why().contains("given up"));
        });
    }

    @Test
    void theStopEndsAnOrderOfOursThatItHadGivenUpAndNobodyToldItOf() {
        simulate(1, OnStop.KEEP, scene -> {
            var exchange = scene.giveUpOne();
            exchange.inject(Fault.parse("mute"));
            scene.until(() -> exchange.record().workingOrders().size() == 1);

            var receipt = scene.stopped();

            assertThat(receipt.orders())
                    .singleElement()
                    .extracting(OrderFate::fate)
                    .isEqualTo(Fate.CANCELLED);
            assertThat(exchange.record().workingOrders()).isEmpty();
            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        });
    }
}
