package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.resting;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.fault.Fault;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.OrderFate.Fate;
import trysail.look.SessionState;
import trysail.model.Bar;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.Side;
import trysail.scope.SessionContext;
import trysail.session.SessionScene.BuysOnce;
import trysail.session.SessionScene.Rests;
import trysail.simulator.record.VenueRecord;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;
import trysail.words.BadInput;

/** Pause, kill, arm, drain, reload of a session that goes on: the venue's own record is the witness. */
class ControlsTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path journals;

    private SessionScene scene;
    private VenueRecord record;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.open(journals);
        record = scene.exchange.record();
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    @Test
    void pausedItSendsNothingAndLeavesItsOrdersAndResumedItTradesAgain() throws Exception {
        var session = scene.start(new Renews());
        until(() -> record.ordersEver() > 6);

        assertThat(session.pause()).isTrue();
        assertThat(session.pause()).isFalse();
        var sent = awaitSilence(session);

        assertThat(session.held()).containsExactly("paused");
        assertThat(session.snapshot().held()).containsExactly("paused");
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.resume()).containsExactly("paused");
        until(() -> record.ordersEver() > sent + 3);
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(asked(session)).containsSubsequence("pause", "resume");
        assertThat(entries(session, Entry.Denied.class)).anySatisfy(d -> {
            assertThat(d.rule()).isEqualTo("gate");
            assertThat(d.reason()).contains("paused");
        });
    }

    @Test
    void resumeDoesNotArm() throws Exception {
        var session = scene.start(new Renews());
        until(() -> record.ordersEver() > 3);

        session.disarm();
        session.pause();
        assertThat(session.held()).containsExactly("paused", "disarmed");
        assertThat(session.resume()).containsExactly("paused");

        assertThat(session.held()).containsExactly("disarmed");
        var sent = awaitSilence(session);
        assertThat(session.arm()).isTrue();
        until(() -> record.ordersEver() > sent);
        stopped(session);
    }

    @Test
    void aKilledSessionHasNoOrdersSendsNoneAndTradesAgainOnceArmed() throws Exception { // F3, F5
        var keys = scene.keys();
        var session = scene.sessions.start(scene.spec(new Keeps(9)).credentials(keys));
        until(() -> record.workingOrders().size() == 9 && session.snapshot().working() == 9);
        scene.placeForeignOrder(keys);

        var killed = session.kill();

        assertThat(killed.count(Fate.CANCELLED)).isEqualTo(9);
        assertThat(killed.unknown()).isZero();
        assertThat(onlyTheForeignOneWorks()).isTrue();
        var sent = awaitSilence(session);
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.held()).containsExactly("disarmed");
        until(() -> session.snapshot().working() == 0);

        assertThat(session.arm()).isTrue();
        until(() -> record.ordersEver() > sent && session.snapshot().working() == 9);
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(onlyTheForeignOneWorks()).isTrue();
        assertThat(asked(session)).containsSubsequence("kill", "kill: 9 cancelled · 0 unknown", "arm");
    }

    private boolean onlyTheForeignOneWorks() {
        return record.workingOrders().stream()
                .map(VenueRecord.OrderSeen::clientId)
                .toList()
                .equals(List.of(SessionScene.FOREIGN.toString()));
    }

    @Test
    void aKillAtAMuteVenueEndsInTimeNamesEachOrderAndTheSessionLives() throws Exception { // F3
        var session = scene.sessions.start(scene.spec(new Keeps(3)).stopWithin(SECOND));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        scene.exchange.inject(new Fault.Latency(Duration.ofSeconds(3), Duration.ZERO));

        var began = System.nanoTime();
        var killed = session.kill();

        stalls.assertSince(began, SECOND.plusMillis(500));
        assertThat(killed.unknown()).isEqualTo(3);
        assertThat(killed.orders()).allSatisfy(o -> assertThat(o.detail()).isNotEmpty());
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);

        scene.exchange.inject(new Fault.Latency(Duration.ZERO, Duration.ZERO));
        until(() -> record.workingOrders().isEmpty() && session.snapshot().working() == 0); // it goes on asking
        assertThat(session.held()).containsExactly("disarmed");
        stopped(session);
    }

    @Test
    void failedCancelsDoNotEndTheKillNorTheSession() throws Exception { // F3
        var session = scene.sessions.start(scene.spec(new Keeps(3)).stopWithin(SECOND));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        scene.exchange.inject(new Fault.ServerErrors(1));

        assertThat(session.kill().unknown()).isEqualTo(3);

        scene.exchange.inject(new Fault.ServerErrors(0));
        until(() -> record.workingOrders().isEmpty());
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
    }

    @Test
    void aStopCutsAKillThatHangsAndHasItsOwnTime() throws Exception { // F3
        var session = scene.start(new Keeps(3));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        scene.exchange.inject(new Fault.Latency(Duration.ofSeconds(30), Duration.ZERO));
        var kill = new FutureTask<>(session::kill);
        Thread.ofVirtual().start(kill);
        until(() -> session.held().contains("disarmed")
                && record.requests().getLast().method().equals("DELETE"));
        scene.exchange.inject(new Fault.Latency(Duration.ZERO, Duration.ZERO));

        var receipt = stopped(session);

        assertThatThrownBy(kill::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cut short by the stop");
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(record.workingOrders()).isEmpty();
    }

    @Test
    void drainingIsUndoneByResume() throws Exception { // A5
        var session = scene.start(new Renews());
        until(() -> record.ordersEver() > 3);

        session.drain();
        var sent = awaitSilence(session);

        assertThat(session.held()).containsExactly("draining");
        assertThat(session.resume()).containsExactly("draining");
        until(() -> record.ordersEver() > sent);
        stopped(session);
    }

    @Test
    void aDrainedAccountStaysDrainedInTheNextSessionUntilItIsResumed() throws Exception { // A5
        var keys = scene.keys();
        var first = scene.sessions.start(scene.spec(new Renews()).credentials(keys));
        until(() -> record.ordersEver() > 3);
        first.drain();
        stopped(first);
        var before = record.ordersEver();

        var second = scene.sessions.start(scene.spec(new Renews()).credentials(keys));
        until(() -> second.state() instanceof SessionState.Running);
        awaitSilence(second);

        assertThat(second.held()).containsExactly("draining");
        assertThat(second.recovered()).contains("draining", first.name(), "resume");
        assertThat(record.ordersEver()).isEqualTo(before);

        var other = scene.sessions.start(scene.spec(new Renews()));
        until(() -> record.ordersEver() > before); // another account is not concerned
        assertThat(other.held()).isEmpty();
        stopped(other);
        second.resume();
        stopped(second);
        var third = scene.sessions.start(scene.spec(new Renews()).credentials(keys));
        until(() -> third.state() instanceof SessionState.Running);
        assertThat(third.held()).isEmpty();
        stopped(third);
    }

    @Test
    void reloadKeepsPositionAndWorkingOrdersAndTheNewStrategySeesBoth() throws Exception {
        var session = scene.start(new BuysAndRests());
        until(() -> session.snapshot().fills() > 0 && session.snapshot().working() == 2);
        var sent = record.ordersEver();
        var next = new Looks();

        session.reload(next);

        assertThat(next.readyWith)
                .hasValueSatisfying(ready -> assertThat(ready.positions())
                        .anySatisfy(p -> assertThat(p.size()).isPositive()));
        assertThat(next.bars).as("bars of the warm-up, of three instruments").isGreaterThanOrEqualTo(15);
        until(() -> next.working == 2);
        assertThat(record.ordersEver()).isEqualTo(sent);
        assertThat(record.workingOrders()).hasSize(2);
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.fills()).isPositive();
    }

    @Test
    void aStrategyThatFailsAtItsFirstLookDoesNotTakeOver() throws Exception {
        var session = scene.start(new Renews());
        until(() -> record.ordersEver() > 3);

        assertThatThrownBy(() -> session.reload(new FailsAtOnce()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not today");

        var sent = record.ordersEver();
        until(() -> record.ordersEver() > sent); // the old one trades on
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThatThrownBy(() -> session.reload(new Looks())).isInstanceOf(BadInput.class);
    }

    @Test
    void anOrderOnItsWayWhenTheKillFiresEndsAsWell() throws Exception { // F3, A14
        var session = scene.sessions.start(scene.spec(new Renews()).stopWithin(SECOND));
        until(() -> record.ordersEver() > 3);
        scene.exchange.inject(new Fault.Latency(Duration.ofMillis(1_500), Duration.ZERO));
        until(() -> session.why().state().equals("running")
                && record.requests().getLast().method().equals("POST"));

        session.kill(); // whatever it can say of an order that has not arrived yet

        scene.exchange.inject(new Fault.Latency(Duration.ZERO, Duration.ZERO));
        until(() -> session.snapshot().working() == 0 && record.workingOrders().isEmpty());
        awaitSilence(session);
        assertThat(record.workingOrders()).isEmpty();
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
    }

    @Test
    void controlsFromManyThreadsAtOnceLeaveAStopThatLeavesNothing() throws Exception {
        try (var many = SessionScene.ofMany(journals.resolve("many"))) {
            var session = many.start(new Renews());
            until(() -> many.exchange.record().ordersEver() > 3);
            var acts = List.<Callable<Object>>of(
                    session::pause,
                    session::resume,
                    session::drain,
                    session::disarm,
                    session::arm,
                    session::kill,
                    session::why,
                    session::held,
                    () -> {
                        session.reload(new Renews());
                        return true;
                    });
            var hands = new ArrayList<FutureTask<Integer>>();
            for (var seed = 1; seed <= 6; seed++) {
                var random = new Random(seed);
                var hand = new FutureTask<>(() -> {
                    for (var done = 0; ; done++) {
                        try {
                            acts.get(random.nextInt(acts.size())).call();
                        } catch (BadInput | IllegalStateException e) { // the stop has come
                            if (!(session.state() instanceof SessionState.Running)) {
                                return done;
                            }
                            assertThat(e).hasMessageContaining("cut short by the stop");
                        }
                        if (!(session.state() instanceof SessionState.Running)) {
                            return done;
                        }
                    }
                });
                hands.add(hand);
                Thread.ofVirtual().start(hand);
            }
            var frames = session.snapshot().frames();
            until(() -> session.snapshot().frames() > frames + 400
                    || session.receipt().isPresent());

            session.stopAfterFills(Duration.ofMinutes(1), SessionScene.ASKED, Optional.empty(), Optional.empty());
            var receipt = stopped(session);

            var done = 0;
            for (var hand : hands) {
                done += hand.get();
            }
            assertThat(done).isGreaterThan(50);
            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.reason()).isEqualTo(SessionScene.ASKED);
            assertThat(receipt.left().isEmpty()).isTrue();
            assertThat(many.exchange.record().workingOrders()).isEmpty();
        }
    }

    /** Waits for a stretch of the market in which the session, which wants to trade all the time, sends nothing. */
    private long awaitSilence(Session session) throws InterruptedException {
        long before;
        do {
            before = record.ordersEver();
            var heard = session.snapshot().frames();
            until(() -> session.snapshot().frames() > heard + 150);
        } while (record.ordersEver() > before);
        return before;
    }

    private List<String> asked(Session session) throws InterruptedException {
        return entries(session, Entry.Asked.class).stream()
                .map(Entry.Asked::what)
                .toList();
    }

    private <T extends Entry> List<T> entries(Session session, Class<T> kind) throws InterruptedException {
        var context = SessionContext.standalone("test");
        var soon = context.clock().deadline(Duration.ofSeconds(60));
        return JournalReader.entries(context, journals, session.name(), soon).stream()
                .map(Entry.Stamped::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** One resting order of each instrument, renewed all the time. */
    static final class Renews implements Strategy {
        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<Intent>();
            for (var instrument : state.instruments()) {
                var quote = state.quote(instrument);
                var working = state.working(instrument);
                if (quote.isPresent() && working.isEmpty()) {
                    intents.add(resting(instrument, quote.get(), Side.BUY));
                }
                working.forEach(o -> intents.add(new Intent.Cancel(o.id(), "again")));
            }
            return intents;
        }
    }

    /** Sees to it that so many orders rest. */
    static final class Keeps implements Strategy {
        private final int orders;

        Keeps(int orders) {
            this.orders = orders;
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var working = 0;
            for (var instrument : state.instruments()) {
                working += state.working(instrument).size();
            }
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            return working >= orders || quote.isEmpty()
                    ? List.of()
                    : List.of(resting(instrument, quote.get(), Side.BUY));
        }
    }

    static final class BuysAndRests implements Strategy {
        private final Strategy buys = new BuysOnce();
        private final Strategy rests = new Rests(2);

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<>(buys.onEvent(event, state));
            intents.addAll(rests.onEvent(event, state));
            return intents;
        }
    }

    /** Does nothing, and remembers what it was shown. */
    private static final class Looks implements Strategy {
        private volatile Optional<OrderEvent.Ready> readyWith = Optional.empty();
        private volatile int bars;
        private volatile int working;

        @Override
        public List<WarmUp> warmUp() {
            return List.of(new WarmUp(Duration.ofMinutes(1), 5));
        }

        @Override
        public void observe(MarketEvent event, MarketState state) {
            if (event instanceof Bar) {
                bars++;
            }
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            if (event instanceof OrderEvent.Ready ready) {
                readyWith = Optional.of(ready);
            }
            return List.of();
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            working = state.instruments().stream()
                    .mapToInt(i -> state.working(i).size())
                    .sum();
            return List.of();
        }
    }

    private static final class FailsAtOnce implements Strategy {
        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            return List.of();
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            throw new UnsupportedOperationException("not today");
        }
    }
}
