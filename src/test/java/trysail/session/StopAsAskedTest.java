package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.until;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.look.SessionState;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.ControlsTest.BuysAndRests;
import trysail.session.ControlsTest.Keeps;
import trysail.session.SessionScene.Rests;
import trysail.simulator.record.VenueRecord;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** Stops on the terms of the moment, stops that wait for fills, and what a stop says of itself while it runs. */
class StopAsAskedTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final StopReason ASKED = new StopReason.StopRequested("test");

    @TempDir
    private Path journals;

    private SessionScene scene;
    private VenueRecord record;
    private Credentials keys;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.open(journals);
        record = scene.exchange.record();
        keys = scene.keys();
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    @Test
    void keepAtTheStopOverridesWhatWasSaidAtTheStart() throws Exception { // A11
        var session = withOrdersAndPosition();

        assertThat(session.stop(ASKED, Optional.of(OnStop.KEEP), Optional.empty()))
                .isTrue();
        var receipt = session.await();

        assertThat(fates(receipt)).containsExactly(Fate.KEPT, Fate.KEPT);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(record.workingOrders()).hasSize(2);
    }

    @Test
    void flattenAtTheStopClosesThePosition() throws Exception { // A4
        var session = withOrdersAndPosition();

        session.stop(ASKED, Optional.of(OnStop.FLATTEN), Optional.empty());
        var receipt = session.await();

        assertThat(fates(receipt)).containsExactly(Fate.CANCELLED, Fate.CANCELLED, Fate.FILLED);
        assertThat(record.positions(keys.key())).isEmpty();
        assertThat(record.workingOrders()).isEmpty();
    }

    @Test
    void theTimeOfTheStopIsThatOfTheMomentEvenAtAMuteVenue() throws Exception {
        var session = started(new Keeps(3)); // five seconds, by what was said at its start
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        scene.exchange.inject(new Fault.Latency(Duration.ofSeconds(30), Duration.ZERO));

        session.stop(ASKED, Optional.empty(), Optional.of(Duration.ofMillis(600)));
        var receipt = session.await();

        stalls.assertStop(receipt, Duration.ofMillis(850));
        assertThat(fates(receipt)).containsOnly(Fate.UNKNOWN).hasSize(3);
        assertThat(receipt.exitCode()).isEqualTo(3);
        assertThatThrownBy(() -> session.stop(ASKED, Optional.empty(), Optional.of(Duration.ofMillis(499))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("500ms");
    }

    @Test
    void stopTypedAgainAndAgainIsOneStopWithAVerdictForEachOrder() throws Exception { // A9
        var session = started(new Rests(6));
        until(() -> record.workingOrders().size() == 6);
        scene.exchange.inject(new Fault.Latency(Duration.ofMillis(400), Duration.ZERO));

        var asked = 0;
        while (session.receipt().isEmpty()) { // with other terms each time: the first ones stand
            session.stop(ASKED, Optional.of(asked % 2 == 0 ? OnStop.CANCEL : OnStop.KEEP), Optional.empty());
            asked++;
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }

        var receipt = session.stop();
        assertThat(asked).isGreaterThan(10);
        assertThat(receipt).isSameAs(session.receipt().orElseThrow()).isSameAs(session.await());
        assertThat(receipt.orders().stream().map(o -> o.id().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        record.orders().stream().map(o -> o.clientId()).toList());
        assertThat(fates(receipt)).containsOnly(Fate.CANCELLED);
        assertThat(record.workingOrders()).isEmpty();
        assertThat(scene.sessions.history(journals, 10)).hasSize(1);
    }

    @Test
    void afterFillsTheStopComesWithTheLastFillAndNothingNewWasSent() throws Exception { // A11
        var session = started(new QuotesAtTheTouch());
        until(() -> record.workingOrders().size() == 1);
        var last = record.orders().getLast().clientId();

        session.stopAfterFills(Duration.ofSeconds(30), ASKED, Optional.empty(), Optional.empty());
        var began = SessionClock.SYSTEM.nanos();
        var receipt = session.await();

        assertThat(receipt.reason()).isEqualTo(ASKED);
        assertThat(receipt.orders()).isEmpty();
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(record.ordersReceivedAfter(began)).hasSizeLessThanOrEqualTo(1); // one call may have been inside
        assertThat(record.workingOrders()).isEmpty();
        assertThat(record.orders().stream().filter(o -> o.clientId().equals(last)))
                .singleElement()
                .satisfies(o -> assertThat(o.state()).contains(OrderState.FILLED));
    }

    @Test
    void afterFillsThatDoNotComeTheStopComesWithTheTime() throws Exception { // A11
        var session = started(new Keeps(3));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);

        session.stopAfterFills(Duration.ofSeconds(3), ASKED, Optional.of(OnStop.KEEP), Optional.empty());
        var began = SessionClock.SYSTEM.nanos();
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.held()).containsExactly("waiting for fills");
        assertThat(session.why().waitsFor()).hasSize(3).allMatch(line -> line.startsWith("order to fill: "));
        assertThat(session.why().left())
                .hasValueSatisfying(d -> assertThat(d).isLessThanOrEqualTo(Duration.ofSeconds(3)));
        var receipt = session.await();

        assertThat(SessionClock.SYSTEM.nanos() - began)
                .isGreaterThan(Duration.ofMillis(2_500).toNanos());
        assertThat(fates(receipt)).containsExactly(Fate.KEPT, Fate.KEPT, Fate.KEPT);
        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
    }

    @Test
    void aPlainStopDoesNotWaitForFills() throws Exception { // A11
        var session = started(new Keeps(3));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        session.stopAfterFills(Duration.ofMinutes(5), ASKED, Optional.of(OnStop.KEEP), Optional.empty());

        var receipt = session.stop();

        stalls.assertStop(receipt, Duration.ofSeconds(1));
        assertThat(fates(receipt)).containsOnly(Fate.CANCELLED);
        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
    }

    @Test
    void resumeCallsAStopThatWaitsForFillsOff() throws Exception { // A11
        var session = started(new Keeps(2));
        until(() -> record.workingOrders().size() == 2 && session.snapshot().working() == 2);
        session.stopAfterFills(Duration.ofSeconds(2), ASKED, Optional.empty(), Optional.empty());

        assertThat(session.resume()).containsExactly("waiting for fills");

        var frames = session.snapshot().frames();
        var over = SessionClock.SYSTEM.deadline(Duration.ofMillis(2_200));
        until(() -> over.expired() && session.snapshot().frames() > frames);
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.held()).isEmpty();
        session.stop();
    }

    @Test
    void whyNamesTheMuteVenuesOrdersAndTheTimeLeft() throws Exception { // A9, A13
        var session = started(new Keeps(3));
        until(() -> record.workingOrders().size() == 3 && session.snapshot().working() == 3);
        assertThat(session.why().lines()).containsExactly(session.name() + ": running");
        scene.exchange.inject(new Fault.Latency(Duration.ofSeconds(30), Duration.ZERO));

        session.stop(ASKED);
        until(() -> session.why().rung().equals(Optional.of(Rung.ORDERS))
                && session.why().waitsFor().size() >= 4);
        var why = session.why();

        var ids = record.orders().stream().map(o -> o.clientId()).toList();
        assertThat(ids).allSatisfy(id -> assertThat(why.waitsFor()).anyMatch(line -> line.contains(id)));
        assertThat(why.waitsFor()).anyMatch(line -> line.contains("the close of orders"));
        assertThat(why.rungLeft()).hasValueSatisfying(d -> assertThat(d).isPositive());
        assertThat(why.left())
                .hasValueSatisfying(d -> assertThat(d).isBetween(why.rungLeft().orElseThrow(), Duration.ofSeconds(5)));
        session.await();
        assertThat(session.why().lines()).containsExactly(session.name() + ": stopped, exit 3");
    }

    @Test
    void whyNamesTheTaskThatIgnoresInterruptionAndWhereItSits() throws Exception {
        var stubborn = new Stubborn();
        var session =
                scene.sessions.start(scene.spec(stubborn).credentials(keys).stopWithin(Duration.ofSeconds(1)));
        until(() -> stubborn.looping);

        session.stop(ASKED);
        until(() -> session.why().waitsFor().stream()
                .anyMatch(line -> line.contains("coordinator") && line.contains("Stubborn")));

        session.await();
        stubborn.looping = false;
    }

    private Session started(Strategy strategy) {
        return scene.sessions.start(scene.spec(strategy).credentials(keys));
    }

    private Session withOrdersAndPosition() throws InterruptedException {
        var session = started(new BuysAndRests());
        until(() -> session.snapshot().fills() > 0 && record.workingOrders().size() == 2);
        return session;
    }

    private static List<Fate> fates(Receipt receipt) {
        return receipt.orders().stream().map(OrderFate::fate).toList();
    }

    /** Bids where others bid, again once filled: it fills soon. */
    private static final class QuotesAtTheTouch implements Strategy {
        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (quote.isEmpty() || !state.working(instrument).isEmpty()) {
                return List.of();
            }
            var price = quote.get().bid();
            var size = instrument.smallestSize(price);
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.postOnly(price), false, "touch"));
        }
    }

    /** Loops in its first decision until it is told otherwise. */
    private static final class Stubborn implements Strategy {
        private volatile boolean looping;
        private boolean looped;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            if (!looped) {
                looped = true;
                looping = true;
                while (looping) {
                    Thread.onSpinWait();
                }
            }
            return List.of();
        }
    }
}
