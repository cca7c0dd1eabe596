package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.MemoryStore;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.record.VenueRecord;
import trysail.words.BadInput;

/** A session that loses as much as it may is killed and lives on: the venue's own record is the witness. */
class MaxLossTest {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final BigDecimal TWO = new BigDecimal(2);
    private static final String OVER = "over its max-loss";

    private final MemoryStore store = new MemoryStore("maxloss");
    private final List<SimulatedWire> wires = new CopyOnWriteArrayList<>();

    private Session start(SessionSpec spec) {
        var sessions = new Sessions(Surroundings.inMemory(SessionClock.SYSTEM, store, host -> {
            var wire =
                    new SimulatedWire(SessionClock.SYSTEM, host + "-max-loss-" + TESTS.incrementAndGet(), Weather.CALM);
            wires.add(wire);
            return wire;
        }));
        return sessions.start(spec.journal(Path.of("memory")));
    }

    private final Churns churns = new Churns();

    private SessionSpec churning() {
        return SessionSpec.paper()
                .symbols(List.of("BTC-USDT", "ETH-USDT"))
                .strategy(churns)
                .latency(Duration.ofMillis(5), Duration.ZERO);
    }

    @AfterEach
    void cutWires() {
        wires.forEach(SimulatedWire::close);
    }

    private VenueRecord record() {
        return SimulatedExchange.on(wires.getFirst()).orElseThrow().record();
    }

    private List<String> asked(Session session) throws InterruptedException {
        var context = SessionContext.standalone("test");
        var soon = context.clock().deadline(Duration.ofSeconds(10));
        return JournalReader.entries(context, store, session.name(), soon).stream()
                .map(Entry.Stamped::entry)
                .filter(Entry.Asked.class::isInstance)
                .map(e -> ((Entry.Asked) e).what())
                .toList();
    }

    /** Once the switch has done its work: how many orders the venue has seen by then. */
    private long awaitKilled(Session session) throws InterruptedException {
        until(() -> session.held().contains(OVER));
        until(() -> record().workingOrders().isEmpty() && session.snapshot().working() == 0);
        return record().ordersEver();
    }

    private static void awaitFrames(Session session, int more) throws InterruptedException {
        var heard = session.snapshot().frames();
        until(() -> session.snapshot().frames() > heard + more);
    }

    @Test
    void aSessionThatLosesTooMuchIsKilledAndLivesOnWithoutOrders() throws Exception {
        var session = start(churning().maxLoss(TWO));

        var sent = awaitKilled(session);
        awaitFrames(session, 300);

        assertThat(record().ordersEver()).as("orders since").isEqualTo(sent);
        assertThat(sent).isGreaterThan(4);
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        var loss = session.loss().orElseThrow();
        assertThat(loss.fired().orElseThrow().pnl()).isLessThanOrEqualTo(TWO.negate());
        assertThat(session.warnings())
                .singleElement()
                .asString()
                .matches("max-loss: \\d+\\.\\d\\d lost, 2 allowed: .*");
        assertThat(session.why().lines()).first().asString().isEqualTo(session.name() + ": running, " + OVER);
        assertThat(session.why().waitsFor())
                .singleElement()
                .asString()
                .startsWith("arm: max-loss fired the kill switch at a p&l of -");
        assertThat(session.resume()).isEmpty();
        assertThat(session.held()).containsExactly(OVER);

        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(session.loss().orElseThrow().lost())
                .as("counted as the receipt counts")
                .isEqualByComparingTo(receipt.pnl().negate());
        assertThat(asked(session))
                .satisfiesExactly(
                        fired -> assertThat(fired).startsWith("max-loss: ").contains("the kill switch fires"),
                        kill -> assertThat(kill).startsWith("kill: ").endsWith(" 0 unknown"),
                        resume -> assertThat(resume).isEqualTo("resume"));
    }

    @Test
    void armedAgainItTradesUntilAsMuchMoreIsLost() throws Exception {
        var session = start(churning().maxLoss(TWO));
        var sent = awaitKilled(session);
        var first = session.loss().orElseThrow().fired().orElseThrow();
        churns.idle(true);

        assertThat(session.arm()).isTrue();
        assertThat(session.arm()).isFalse();
        assertThat(session.held()).isEmpty();
        assertThat(session.loss().orElseThrow().lost()).as("counted anew").isLessThan(BigDecimal.ONE);
        assertThat(session.snapshot().pnl()).isLessThan(BigDecimal.ONE.negate());
        churns.idle(false);
        until(() -> record().ordersEver() > sent + 2);

        var again = awaitKilled(session);
        var second = session.loss().orElseThrow().fired().orElseThrow();
        assertThat(second.at()).isAfter(first.at());
        assertThat(second.pnl()).isLessThan(first.pnl());
        awaitFrames(session, 300);
        assertThat(record().ordersEver()).isEqualTo(again);
        assertThat(session.warnings()).hasSize(2);
        assertThat(stopped(session).exitCode()).isZero();
        assertThat(asked(session))
                .filteredOn(a -> a.startsWith("arm, max-loss counts from a p&l of -"))
                .hasSize(1);
    }

    @Test
    void armTakesOffWhatAKillAndALossHavePutOn() throws Exception {
        var session = start(churning().maxLoss(TWO));
        awaitKilled(session);
        churns.idle(true);
        session.kill();
        assertThat(session.held()).containsExactly("disarmed", OVER);

        assertThat(session.arm()).isTrue();

        assertThat(session.held()).isEmpty();
        stopped(session);
    }

    @Test
    void withoutALimitItLosesOn() throws Exception {
        var session = start(churning());
        until(() -> session.snapshot().pnl().compareTo(TWO.negate()) < 0);
        var sent = record().ordersEver();
        until(() -> record().ordersEver() > sent + 2);

        assertThat(session.held()).isEmpty();
        assertThat(session.loss()).isEmpty();
        assertThat(session.warnings()).isEmpty();
        stopped(session);
    }

    @Test
    void aLossThatCannotBeIsRefused() {
        for (var wrong : List.of("0", "-1", "1e999999999", "1e-30", "1234567890123456789012345")) {
            assertThatExceptionOfType(BadInput.class)
                    .as(wrong)
                    .isThrownBy(() -> SessionSpec.paper().maxLoss(new BigDecimal(wrong)))
                    .withMessageContaining("--max-loss");
        }
    }
}
