package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.fault.Fault;
import trysail.journal.OrderFate;
import trysail.look.SessionState;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.receipt.Receipt;
import trysail.risk.RiskLimits;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.SessionScene.Rests;
import trysail.simulator.SimulatedExchange;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;

/** Whole sessions over real sockets; the simulated exchange's own record is the witness of what they did. */
class SessionStopTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    private Path journals;

    private SessionScene scene;
    private SimulatedExchange exchange;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.ofMany(journals);
        exchange = scene.exchange;
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    @Test
    void aBusyStopCancelsEveryWorkingOrderAndTheVenueSaysSo() throws Exception { // A18, A19
        var session = scene.start(new Rests(12));
        until(() -> exchange.record().workingOrders().size() == 12);

        session.close();

        var receipt = session.receipt().orElseThrow();
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.orders())
                .hasSize(12)
                .allSatisfy(o -> assertThat(o.fate()).isEqualTo(OrderFate.Fate.CANCELLED));
        assertThat(receipt.left().isEmpty()).isTrue();
        assertThat(exchange.record().workingOrders()).isEmpty();
        assertThat(exchange.record().openConnections()).isZero();
    }

    @Test
    void noOrderReachesTheVenueOnceTheGateIsShut() throws Exception { // A6
        var session = scene.start(Strategies.named("quoter"));
        until(() -> session.snapshot().working() > 0);

        session.stop(new StopReason.StopRequested("test"));
        var shut = System.nanoTime();
        session.await();

        // One call may have entered the gate before it shut: the quiet rung waited for it, it is not a later one.
        assertThat(exchange.record().ordersReceivedAfter(shut)).hasSizeLessThanOrEqualTo(1);
        assertThat(exchange.record().workingOrders()).isEmpty();
    }

    @Test
    void drainingEndsEntriesAndTheSessionLivesOn() throws Exception { // A5
        var session = scene.start((event, state) -> {
            var intents = new ArrayList<Intent>();
            for (var instrument : state.instruments()) { // one order after the other, for as long as it may
                var quote = state.quote(instrument);
                var working = state.working(instrument);
                if (quote.isPresent() && working.isEmpty()) {
                    var far = instrument.roundPrice(
                            quote.get().bid().multiply(new BigDecimal("0.985")), RoundingMode.HALF_EVEN);
                    intents.add(new Intent.Submit(
                            instrument, Side.BUY, instrument.smallestSize(far), Terms.postOnly(far), false, "entry"));
                }
                working.forEach(o -> intents.add(new Intent.Cancel(o.id(), "again")));
            }
            return intents;
        });
        until(() -> exchange.record().ordersEver() > 10);

        session.drain();

        awaitNoMoreOrders(session); // what was approved before may still arrive
        assertThat(exchange.record().workingOrders()).isEmpty(); // its cancels went through
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        session.close();
        assertThat(session.receipt().orElseThrow().exitCode()).isZero();
    }

    /** Waits for a stretch of the market in which the session, which wants to trade all the time, sends nothing. */
    private void awaitNoMoreOrders(Session session) throws InterruptedException {
        long before;
        do {
            before = exchange.record().ordersEver();
            var heard = session.snapshot().frames();
            until(() -> session.snapshot().frames() > heard + 300);
        } while (exchange.record().ordersEver() > before);
    }

    @Test
    void aHundredStopsAtOnceAreOneStopAndOneReceipt() throws Exception { // A1, A9
        var session = scene.start(Strategies.named("quoter"));
        until(() -> session.snapshot().working() > 0);
        var receipts = new ArrayList<Receipt>();
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Receipt>> asks = new ArrayList<>();
            for (var i = 0; i < 100; i++) {
                asks.add(() -> {
                    session.close();
                    return session.receipt().orElseThrow();
                });
            }
            for (var asked : askers.invokeAll(asks)) {
                receipts.add(asked.get());
            }
        }

        assertThat(receipts).hasSize(100).allSatisfy(r -> assertThat(r).isSameAs(receipts.getFirst()));
        assertThat(receipts.getFirst().exitCode()).isZero();
    }

    @Test
    void aStrategyThatThrowsIsTheFirstFailureAndNothingIsLeft() throws Exception { // A18
        var session = scene.start((event, state) -> {
            throw new IllegalStateException("strategy is broken");
        });

        var receipt = session.await();

        assertThat(receipt.exitCode()).isEqualTo(1);
        assertThat(receipt.reasonText()).contains("strategy is broken");
        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
        assertThat(exchange.record().openConnections()).isZero();
    }

    @Test
    void aStrategyThatSpinsIsNamedWithItsStackAndItsOrdersAreCancelledAllTheSame() throws Exception { // A13
        var free = new AtomicBoolean();
        var rests = new Rests(2);
        var spinning = new CountDownLatch(1);
        Strategy strategy = (event, state) -> {
            var intents = rests.onEvent(event, state);
            if (!intents.isEmpty() || !rests.done()) {
                return intents;
            }
            if (state.instruments().stream()
                                    .mapToInt(i -> state.working(i).size())
                                    .sum()
                            == 2
                    && exchange.record().workingOrders().size() == 2) {
                spinning.countDown();
                while (!free.get()) {
                    Thread.onSpinWait();
                }
            }
            return List.of();
        };
        var session = scene.start(strategy);
        spinning.await();

        session.stop(new StopReason.StopRequested("test"));
        var receipt = session.await();
        free.set(true);

        assertThat(receipt.exitCode()).isEqualTo(3);
        assertThat(receipt.left().tasks()).singleElement().satisfies(t -> {
            assertThat(t.name()).endsWith("/coordinator");
            assertThat(t.stack()).contains("SessionStopTest");
        });
        assertThat(exchange.record().workingOrders()).isEmpty();
        stalls.assertStop(receipt, Duration.ofMillis(5_250));
    }

    @Test
    void ordersOfOthersOnTheSameAccountAreNotTouched() throws Exception { // B1
        var keys = scene.keys();
        var kept =
                scene.sessions.start(scene.spec(new Rests(3)).credentials(keys).onStop(trysail.order.OnStop.KEEP));
        until(() -> exchange.record().workingOrders().size() == 3);
        kept.close();
        assertThat(kept.receipt().orElseThrow().orders())
                .hasSize(3)
                .allSatisfy(o -> assertThat(o.fate()).isEqualTo(OrderFate.Fate.KEPT));
        assertThat(kept.receipt().orElseThrow().exitCode()).isZero();

        var session = scene.sessions.start(scene.spec(new Rests(2)).credentials(keys));
        until(() -> exchange.record().workingOrders().size() == 5);
        session.close();

        assertThat(exchange.record().workingOrders()).hasSize(3);
    }

    @Test
    void theReceiptSaysHowManyOrdersWereOnTheWireWhenTheGateShut() throws Exception {
        var go = new AtomicBoolean();
        var one = new Rests(1);
        Strategy onceSaid = (event, state) -> go.get() ? one.onEvent(event, state) : List.of();
        var session = scene.sessions.start(scene.spec(onceSaid)
                .limits(RiskLimits.standard().maxDataAge(Duration.ofHours(1)))); // quotes drip as well
        until(() -> session.state() instanceof SessionState.Running);
        exchange.inject(Fault.parse("drip")); // the order is taken, and its answer goes on for seconds
        go.set(true);
        until(() -> exchange.record().ordersEver() == 1);

        session.stop(new StopReason.StopRequested("test"));
        exchange.clearFaults();
        var receipt = session.await();

        assertThat(receipt.onTheWire()).as(receipt.toText()).isEqualTo(1);
        assertThat(receipt.toJson()).contains("\"on_the_wire\":1,");
        assertThat(receipt.toText()).contains("shut, orders on the wire: 1");
    }

    @Test
    void stoppingWhileTheVenueIsGoneEndsInTheSameBound() throws Exception { // A17
        var session = scene.start(new Rests(2));
        until(() -> exchange.record().workingOrders().size() == 2); // one still on its way would merely not be sent
        exchange.close();

        var receipt = stopped(session);

        stalls.assertStop(receipt, Duration.ofMillis(5_250));
        assertThat(receipt.left().threads()).isEmpty();
        assertThat(receipt.left().sockets()).isEmpty();
        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(3); // its orders' fates cannot be known
        assertThat(receipt.left().orders()).isNotEmpty();
    }

    @Test
    void aStopAtEveryMomentOfOpeningLeavesNothing() throws Exception { // E7
        for (var i = 0; i < 30; i++) {
            var session = scene.start(Strategies.named("quoter"));
            var after = Duration.ofMillis(2L * i);
            SessionClock.SYSTEM.sleep(after); // the moments of opening, one after the other
            var receipt = stopped(session);

            assertThat(receipt.exitCode())
                    .as("stopped after %s%n%s", after, receipt.toText())
                    .isZero();
        }
        assertThat(exchange.record().workingOrders()).isEmpty();
        assertThat(exchange.record().openConnections()).isZero();
    }

    @Test
    void severalSessionsRunSideBySideInOneJournalDirectory() throws Exception {
        var running = List.of(
                scene.start(Strategies.named("quoter")),
                scene.start(new Rests(2)),
                scene.start(Strategies.named("crossover")));
        for (var session : running) {
            until(() -> session.state() instanceof SessionState.Running);
        }

        var receipts = scene.sessions.stopAll(new StopReason.StopRequested("test"));

        assertThat(receipts)
                .hasSize(3)
                .allSatisfy(r -> assertThat(r.exitCode()).as(r.toText()).isZero());
        assertThat(exchange.record().workingOrders()).isEmpty();
    }

    @Test
    void noThreadThatHoldsTheProcessIsLeft() throws Exception { // A3
        var before = threadsThatHoldTheProcess();
        var session = scene.running();
        until(() -> session.snapshot().working() > 0);

        assertThat(stopped(session).left().threads()).isEmpty();

        assertThat(threadsThatHoldTheProcess()).isSubsetOf(before);
    }

    private static Set<Thread> threadsThatHoldTheProcess() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon())
                .collect(Collectors.toSet());
    }

    @Test
    void theNextSessionStartsAtOnceAndTheFormerOneOrdersNothingMore() throws Exception { // A7
        var former = scene.running();
        until(() -> former.snapshot().working() > 0);
        stopped(former);
        var seen = exchange.record().orders();

        var next = scene.running();
        until(() -> next.snapshot().working() > 0);
        stopped(next);

        var accounts = seen.stream().map(o -> o.account()).collect(Collectors.toSet());
        assertThat(exchange.record().orders().stream().filter(o -> accounts.contains(o.account())))
                .containsExactlyElementsOf(seen);
    }
}
