package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.journal.OrderFate;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.simulator.FeedSpec;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.Speed;
import trysail.strategy.MarketState;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;

/** Whole sessions over real sockets; the simulated exchange's own record is the witness of what they did. */
class SessionStopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path journals;

    private final Sessions sessions = new Sessions();
    private SimulatedExchange exchange;

    @BeforeEach
    void openExchange() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
    }

    @AfterEach
    void closeExchange() throws Exception {
        exchange.close();
    }

    @Test
    void aBusyStopCancelsEveryWorkingOrderAndTheVenueSaysSo() throws Exception {
        var session = start(new Rests(12));
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
        var session = start(Strategies.named("quoter"));
        until(() -> session.snapshot().working() > 0);

        session.stop(new StopReason.StopRequested("test"));
        var shut = System.nanoTime();
        session.await();

        // One call may have entered the gate before it shut: the quiet rung waited for it, it is not a later one.
        assertThat(exchange.record().ordersReceivedAfter(shut)).hasSizeLessThanOrEqualTo(1);
        assertThat(exchange.record().workingOrders()).isEmpty();
    }

    @Test
    void aHundredStopsAtOnceAreOneStopAndOneReceipt() throws Exception { // A1, A9
        var session = start(Strategies.named("quoter"));
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
    void aStrategyThatThrowsIsTheFirstFailureAndNothingIsLeft() throws Exception {
        var session = start((event, state) -> {
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
            if (!intents.isEmpty() || rests.sent < 2) {
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
        var session = start(strategy);
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
        assertThat(receipt.stopTime()).isLessThan(Duration.ofMillis(5_250));
    }

    @Test
    void ordersOfOthersOnTheSameAccountAreNotTouched() throws Exception { // B1
        var keys = keys();
        var kept = sessions.start(spec(new Rests(3)).credentials(keys).onStop(trysail.order.OnStop.KEEP));
        until(() -> exchange.record().workingOrders().size() == 3);
        kept.close();
        assertThat(kept.receipt().orElseThrow().orders())
                .hasSize(3)
                .allSatisfy(o -> assertThat(o.fate()).isEqualTo(OrderFate.Fate.KEPT));
        assertThat(kept.receipt().orElseThrow().exitCode()).isZero();

        var session = sessions.start(spec(new Rests(2)).credentials(keys));
        until(() -> exchange.record().workingOrders().size() == 5);
        session.close();

        assertThat(exchange.record().workingOrders()).hasSize(3);
    }

    @Test
    void stoppingWhileTheVenueIsGoneEndsInTheSameBound() throws Exception { // A17
        var session = start(Strategies.named("quoter"));
        until(() -> session.snapshot().working() > 0);
        exchange.close();

        var receipt = stopped(session);

        assertThat(receipt.stopTime()).isLessThan(Duration.ofMillis(5_250));
        assertThat(receipt.left().threads()).isEmpty();
        assertThat(receipt.left().sockets()).isEmpty();
        assertThat(receipt.exitCode()).isEqualTo(3); // its orders' fates cannot be known
        assertThat(receipt.left().orders()).isNotEmpty();
    }

    @Test
    void aStopAtEveryMomentOfOpeningLeavesNothing() throws Exception {
        for (var i = 0; i < 30; i++) {
            var session = start(Strategies.named("quoter"));
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
        var running =
                List.of(start(Strategies.named("quoter")), start(new Rests(2)), start(Strategies.named("crossover")));
        for (var session : running) {
            until(() -> session.state() instanceof SessionState.Running);
        }

        var receipts = sessions.stopAll(new StopReason.StopRequested("test"));

        assertThat(receipts)
                .hasSize(3)
                .allSatisfy(r -> assertThat(r.exitCode()).as(r.toText()).isZero());
        assertThat(exchange.record().workingOrders()).isEmpty();
    }

    @Test
    void flattenClosesThePositionWithOneReduceOnlyOrder() throws Exception {
        var session = sessions.start(spec(new BuysOnce()).onStop(trysail.order.OnStop.FLATTEN));
        until(() -> session.snapshot().fills() > 0);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.fills()).isGreaterThanOrEqualTo(2);
    }

    private Receipt stopped(Session session) throws InterruptedException {
        session.stop(new StopReason.StopRequested("test"));
        return session.await();
    }

    private Session start(Strategy strategy) {
        return sessions.start(spec(strategy));
    }

    private SessionSpec spec(Strategy strategy) {
        return SessionSpec.paper()
                .at(exchange.restUri(), exchange.wsUri())
                .credentials(keys())
                .strategy(strategy)
                .journal(journals);
    }

    private Credentials keys() {
        var keys = exchange.openAccount(new BigDecimal(100_000));
        return Credentials.of(keys.key(), keys.secret());
    }

    private static void until(Supplier<Boolean> condition) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(PATIENCE);
        while (!condition.get()) {
            assertThat(deadline.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }

    /** Rests so many orders far from the market and leaves them. */
    private static final class Rests implements Strategy {
        private final int orders;
        private int sent;

        private Rests(int orders) {
            this.orders = orders;
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<Intent>();
            for (var instrument : state.instruments()) {
                var quote = state.quote(instrument);
                if (quote.isPresent() && sent < orders) {
                    var buy = sent++ % 2 == 0;
                    var factor = new BigDecimal(buy ? "0.985" : "1.015");
                    var price = instrument.roundPrice(quote.get().bid().multiply(factor), RoundingMode.HALF_EVEN);
                    intents.add(new Intent.Submit(
                            instrument,
                            buy ? Side.BUY : Side.SELL,
                            instrument.smallestSize(price),
                            Terms.postOnly(price),
                            false,
                            "rests"));
                }
            }
            return intents;
        }
    }

    private static final class BuysOnce implements Strategy {
        private boolean bought;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (bought || quote.isEmpty()) {
                return List.of();
            }
            bought = true;
            var size = instrument.smallestSize(quote.get().bid());
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.market(), false, "once"));
        }
    }
}
