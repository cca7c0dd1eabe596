package trysail.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import trysail.journal.MemoryStore;
import trysail.look.Loss;
import trysail.receipt.Receipt;
import trysail.session.Churns;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;

/** A session that loses too much, in simulated time and under schedules of every kind: the wire is the witness. */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "whole-session storms need JDK 24 or later")
class MaxLossStormTest {
    private static final AtomicLong NETWORKS = new AtomicLong();
    private static final int SCHEDULES = 40;

    /** What one run came to. */
    private record Run(Receipt receipt, Optional<Loss> loss, List<Long> sent, int working, List<String> journal) {
        /** The instant of the kill, as the wire counts. */
        private long firedNanos() {
            var fired = loss.orElseThrow().fired().orElseThrow();
            return Duration.between(Simulation.START, fired.at()).toNanos();
        }
    }

    private static Run run(long seed) {
        var runs = new ArrayList<Run>();
        var simulation = new Simulation(Scheduler.random(seed));
        simulation
                .run(() -> {
                    var clock = simulation.clock();
                    var store = new MemoryStore("loss");
                    var wires = new CopyOnWriteArrayList<SimulatedWire>();
                    var sessions = new Sessions(Surroundings.inMemory(clock, store, host -> {
                        var wire = new SimulatedWire(clock, host + "-" + NETWORKS.incrementAndGet(), Weather.CALM);
                        wires.add(wire);
                        return wire;
                    }));
                    try {
                        var session = sessions.start(SessionSpec.paper()
                                .strategy(new Churns())
                                .symbols(List.of("BTC-USDT", "ETH-USDT"))
                                .speed(Speed.parse("8"))
                                .maxLoss(BigDecimal.ONE)
                                .journal(Path.of("memory"))
                                .lasting(Duration.ofSeconds(3)));
                        while (session.receipt().isEmpty()
                                && session.loss().flatMap(Loss::fired).isEmpty()) {
                            clock.sleep(Duration.ofMillis(5));
                        }
                        clock.sleep(Duration.ofMillis(500)); // the switch works
                        var working = SimulatedExchange.on(wires.getFirst())
                                .orElseThrow()
                                .record()
                                .workingOrders();
                        var loss = session.loss();
                        var receipt = session.await();
                        var lines = store.sessions().stream()
                                .flatMap(s -> store.lines(s).stream())
                                .map(Object::toString)
                                .toList();
                        runs.add(new Run(receipt, loss, wires.getFirst().ordersSent(), working.size(), lines));
                    } finally {
                        wires.forEach(SimulatedWire::close);
                    }
                })
                .orThrow();
        return runs.getFirst();
    }

    @Test
    void noOrderLeavesOnceTheLossWasFoundWhateverTheSchedule() {
        for (var seed = 1L; seed <= SCHEDULES; seed++) {
            var run = run(seed);

            assertThat(run.receipt().exitCode()).as(run.receipt().toText()).isZero();
            assertThat(run.loss().flatMap(Loss::fired)).as("seed %d", seed).isPresent();
            assertThat(run.working()).as("seed %d: orders left working", seed).isZero();
            assertThat(run.sent()).as("seed %d", seed).hasSizeGreaterThan(2);
            assertThat(run.sent())
                    .as("seed %d: one call may have been inside the gate", seed)
                    .filteredOn(at -> at > run.firedNanos())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void equalSchedulesLoseAndEndEqually() {
        for (var seed = 1L; seed <= 3; seed++) {
            assertThat(run(seed).journal()).isNotEmpty().isEqualTo(run(seed).journal());
        }
    }
}
