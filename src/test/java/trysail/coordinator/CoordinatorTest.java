package trysail.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.ClientOrderId;
import trysail.model.Event;
import trysail.model.FeedNotice;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Levels;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.risk.Approved;
import trysail.risk.Denied;
import trysail.risk.LimitUse;
import trysail.risk.Risk;
import trysail.risk.RiskLimits;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.strategy.MarketState;
import trysail.strategy.OwnOrder;
import trysail.strategy.Quoter;
import trysail.strategy.Strategy;
import trysail.stream.Channel;

class CoordinatorTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final Channel<Event> in = Channel.conflating("events", 10_000, Coordinator::conflationKey);
    private final Gate gate = new Gate(SessionClock.SYSTEM);
    private final AtomicLong sequence = new AtomicLong();
    private final Risk risk =
            new Risk(RiskLimits.standard(), gate, () -> new ClientOrderId("test1", 1, 1, sequence.incrementAndGet()));
    private final List<Approved> out = new ArrayList<>();
    private final List<Denied> denied = new ArrayList<>();

    private Coordinator coordinator(Strategy strategy) {
        return new Coordinator(
                in,
                strategy,
                risk,
                out::add,
                denied::add,
                List.of(BTC),
                BigDecimal.valueOf(10_000),
                SessionClock.SYSTEM);
    }

    /** Gives these events and runs to the end of them. */
    private CoordinatorView after(Strategy strategy, Event... events) throws InterruptedException {
        for (var event : events) {
            in.put(event);
        }
        in.end(new Channel.End.Done());
        var coordinator = coordinator(strategy);
        coordinator.run();
        return coordinator.view();
    }

    private static Quote quote(String bid, long millis) {
        var price = new BigDecimal(bid);
        return new Quote(
                BTC, price, BigDecimal.ONE, price.add(new BigDecimal("0.2")), BigDecimal.ONE, START.plusMillis(millis));
    }

    private static OrderEvent ready(Position... positions) {
        return new OrderEvent.Ready(List.of(positions));
    }

    private static Fill fill(String id, Side side, String size, String price) {
        return new Fill(
                "BTC-USDT",
                "v1",
                id,
                side,
                new BigDecimal(price),
                new BigDecimal(size),
                new BigDecimal("0.05"),
                true,
                START);
    }

    private static ClientOrderId id(long sequence) {
        return new ClientOrderId("test1", 1, 1, sequence);
    }

    private static Intent.Submit buy(String size) {
        return new Intent.Submit(BTC, Side.BUY, new BigDecimal(size), Terms.market(), false, "test");
    }

    private Order placed(int at) {
        return ((Approved.Action.Place) out.get(at).action()).order();
    }

    private static BookDelta snapshot(long updateId) {
        return new BookDelta(
                BTC,
                true,
                Levels.of(new long[] {600_000, 1_000}, 1),
                Levels.of(new long[] {600_002, 1_000}, 1),
                updateId,
                START);
    }

    private BookView bookAfter(Event... events) throws InterruptedException {
        for (var event : events) {
            in.put(event);
        }
        in.end(new Channel.End.Done());
        var coordinator = coordinator((event, state) -> List.of());
        coordinator.run();
        assertThat(coordinator.view().lines().getFirst().updateId())
                .isEqualTo(coordinator.show(BTC, 5).updateId());
        return coordinator.show(BTC, 5);
    }

    @ParameterizedTest
    @EnumSource(
            value = FeedNotice.Kind.class,
            names = {"GAP", "CROSSED", "LOST"})
    void aBookThatMissedSomethingIsNotKnown(FeedNotice.Kind kind) throws Exception {
        var book = bookAfter(snapshot(7), new FeedNotice(kind, "", START));

        assertThat(book.known()).isFalse();
        assertThat(book.bids()).isEmpty();
        assertThat(book.bidLevels()).isZero();
        assertThat(book.updateId()).isZero();
    }

    @Test
    void theNextSnapshotMakesABookKnownAgain() throws Exception {
        var book = bookAfter(snapshot(7), new FeedNotice(FeedNotice.Kind.GAP, "", START), snapshot(9));

        assertThat(book.known()).isTrue();
        assertThat(book.updateId()).isEqualTo(9);
    }

    @Test
    void aGapInAnotherBookLeavesThisOneAsItIs() throws Exception {
        var eth = new Instrument("ETH-USDT", BTC.tick(), BTC.lot(), BTC.minSize(), BTC.minNotional());
        var book = bookAfter(snapshot(7), new FeedNotice(FeedNotice.Kind.GAP, Optional.of(eth), "", START));

        assertThat(book.known()).isTrue();
        assertThat(book.bids()).hasSize(1);
    }

    @Test
    void untilRecoveryIsDoneTheStrategyOnlyObserves() throws Exception {
        var seen = new ArrayList<String>();
        var strategy = new Strategy() {
            @Override
            public List<Intent> onEvent(MarketEvent event, MarketState state) {
                seen.add("decides");
                return List.of();
            }

            @Override
            public List<Intent> onOrder(OrderEvent event, MarketState state) {
                seen.add(event.getClass().getSimpleName());
                return List.of();
            }

            @Override
            public void observe(MarketEvent event, MarketState state) {
                seen.add("observes " + event.getClass().getSimpleName());
            }
        };
        var one = BigDecimal.ONE;
        var bar = new Bar(BTC, Duration.ofMinutes(1), START, one, one, one, one, one, true);
        after(strategy, bar, quote("60000.0", 1), ready(), quote("60001.0", 2));

        // The later quote took the earlier one's place in line.
        assertThat(seen).containsExactly("observes Bar", "observes Quote", "Ready");
    }

    @Test
    void theQuotersFirstOrdersGoOutAndCount() throws Exception {
        var view = after(new Quoter(), ready(), quote("60000.0", 1));

        assertThat(out).hasSize(2);
        assertThat(view.lines()).singleElement().satisfies(l -> {
            assertThat(l.working()).isEqualTo(2);
            assertThat(l.quote()).get().extracting(Quote::bid).isEqualTo(new BigDecimal("60000.0"));
        });
        assertThat(view.ready()).isTrue();
        assertThat(view.time()).contains(START.plusMillis(1));
        assertThat(view.dataAge()).isPresent();
        assertThat(view.counts().approved()).isEqualTo(2);
    }

    @Test // A6, A8
    void onceTheGateIsShutIntentsAreDroppedAndListed() throws Exception {
        gate.shut();
        var view = after(new Quoter(), ready(), quote("60000.0", 1));

        assertThat(out).isEmpty();
        assertThat(denied).hasSize(2).allSatisfy(d -> assertThat(d.rule()).isEqualTo("gate"));
        assertThat(view.counts().dropped()).isEqualTo(2);
        assertThat(view.lines().getFirst().working()).isZero();
    }

    @Test
    void aDenialThatRepeatsIsCountedAndToldOnce() throws Exception {
        Strategy greedy = (event, state) -> List.of(buy("1.000"), buy("1.000"), buy("1.000"));
        var view = after(greedy, ready(), quote("60000.0", 1));

        assertThat(denied).singleElement().satisfies(d -> assertThat(d.rule()).isEqualTo("max-order-size"));
        assertThat(view.counts().denied()).isEqualTo(3);
        assertThat(view.counts().dropped()).isZero();
    }

    @Test
    void anOrderCountsFromApprovalToItsEnd() throws Exception {
        var stages = new ArrayList<String>();
        var strategy = new Strategy() {
            @Override
            public List<Intent> onEvent(MarketEvent event, MarketState state) {
                return out.isEmpty() ? List.of(buy("0.004")) : List.of();
            }

            @Override
            public List<Intent> onOrder(OrderEvent event, MarketState state) {
                stages.add(state.working(BTC).stream()
                                .map(o -> o.stage() + ":" + o.rest())
                                .toList()
                        + " " + state.position(BTC).size());
                return List.of();
            }
        };
        var order = new Order(id(1), BTC, Side.BUY, new BigDecimal("0.004"), Terms.market(), false);
        var view = after(
                strategy,
                ready(),
                quote("60000.0", 1),
                new OrderEvent.Accepted(order, "v1", START),
                new OrderEvent.Filled(id(1), fill("t1", Side.BUY, "0.001", "60000")),
                new OrderEvent.Unresolved(order, "time-out", START),
                new OrderEvent.Filled(id(1), fill("t2", Side.BUY, "0.003", "60000")),
                new OrderEvent.Ended(id(1), OrderState.FILLED, START));

        assertThat(stages)
                .containsExactly(
                        "[] 0",
                        "[WORKING:0.004] 0",
                        "[WORKING:0.003] 0.001",
                        "[UNRESOLVED:0.003] 0.001",
                        "[] 0.004"); // the end that follows is no news
        assertThat(view.counts().fills()).isEqualTo(2);
        assertThat(view.profit()).isEqualByComparingTo("-0.0996"); // 0.004 × 0.1 up to the mid, 0.10 of fees
        assertThat(view.equity()).isEqualByComparingTo("9999.9004");
    }

    @Test // C5
    void aFillHeardTwiceCountsOnce() throws Exception {
        var view = after(
                (event, state) -> List.of(),
                ready(),
                new OrderEvent.Filled(id(9), fill("t1", Side.BUY, "0.001", "60000")),
                new OrderEvent.Filled(id(9), fill("t1", Side.BUY, "0.001", "60000")));

        assertThat(view.lines().getFirst().position().size()).isEqualByComparingTo("0.001");
        assertThat(view.counts().fills()).isEqualTo(1);
    }

    @Test
    void readyBringsTheVenuesPositionsAndKeepsWhatWeEarned() throws Exception {
        var held = new Position(
                "BTC-USDT", new BigDecimal("0.5"), BigDecimal.valueOf(59_000), BigDecimal.TEN, BigDecimal.ONE);
        var view = after((event, state) -> List.of(), ready(held));

        var position = view.lines().getFirst().position();
        assertThat(position.size()).isEqualByComparingTo("0.5");
        assertThat(position.entryPrice()).isEqualByComparingTo("59000");
        assertThat(position.realised()).isZero();
    }

    @Test // A20
    void aCancelIsAskedForOnceAndNotOfWhatHasEnded() throws Exception {
        var strategy = new Strategy() {
            @Override
            public List<Intent> onEvent(MarketEvent event, MarketState state) {
                return List.of(buy("0.002"));
            }

            @Override
            public List<Intent> onOrder(OrderEvent event, MarketState state) {
                return List.of(new Intent.Cancel(id(1), "enough"));
            }
        };
        var order = new Order(id(1), BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false);
        after(
                strategy,
                ready(),
                quote("60000.0", 1),
                new OrderEvent.Accepted(order, "v1", START),
                new OrderEvent.Accepted(order, "v1", START),
                new OrderEvent.Ended(id(1), OrderState.CANCELLED, START));

        assertThat(out).extracting(a -> a.action().getClass().getSimpleName()).containsExactly("Place", "Cancel");
    }

    @Test
    void anAcceptanceThatComesAfterTheEndRaisesNoGhost() throws Exception { // C10
        var order = new Order(id(7), BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false);
        var view = after(
                (event, state) -> List.of(),
                ready(),
                new OrderEvent.Ended(id(7), OrderState.FILLED, START),
                new OrderEvent.Accepted(order, "v1", START));

        assertThat(view.lines().getFirst().working()).isZero();
    }

    @Test
    void anOrderThatNeverLeftGivesItsPlaceBack() throws Exception {
        var seen = new ArrayList<List<OwnOrder>>();
        Strategy strategy = new Strategy() {
            @Override
            public List<Intent> onEvent(MarketEvent event, MarketState state) {
                return List.of(buy("0.002"));
            }

            @Override
            public List<Intent> onOrder(OrderEvent event, MarketState state) {
                seen.add(List.copyOf(state.working(BTC)));
                return List.of();
            }
        };
        var order = new Order(id(1), BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false);
        after(strategy, ready(), quote("60000.0", 1), new OrderEvent.NotSent(order, "unreachable", START));

        assertThat(placed(0).id()).isEqualTo(id(1));
        assertThat(seen.getLast()).isEmpty();
    }

    @Test
    void aStrategyThatThrowsEndsTheLoop() {
        Strategy broken = (event, state) -> {
            throw new IllegalStateException("division of the spoils by zero");
        };
        assertThatThrownBy(() -> after(broken, ready(), quote("60000.0", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("division of the spoils by zero");
    }

    @Test
    void anInputThatBrokeEndsTheLoopWithItsCause() {
        var cause = new IllegalArgumentException("frame 7");
        in.end(new Channel.End.Broken(cause));

        assertThatThrownBy(coordinator((event, state) -> List.of())::run).hasCause(cause);
    }

    @Test
    void newsOfOtherInstrumentsIsPassedOver() throws Exception {
        var eth = new Instrument("ETH-USDT", BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
        var quote = new Quote(eth, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE, START);
        var view = after(
                (event, state) ->
                        List.of(new Intent.Submit(eth, Side.BUY, BigDecimal.ONE, Terms.market(), false, "stray")),
                ready(),
                quote);

        assertThat(view.time()).isEmpty();
        assertThat(denied).singleElement().satisfies(d -> assertThat(d.reason()).contains("no quote of ETH-USDT"));
    }

    /** Counts when it is told that prices or positions have moved. */
    private final class Counting implements Tap {
        private int moved;

        @Override
        public void denied(Denied denial) {
            denied.add(denial);
        }

        @Override
        public void moved() {
            moved++;
        }
    }

    private Coordinator tapped(Tap tap, Strategy strategy) {
        return new Coordinator(
                in, strategy, risk, out::add, tap, List.of(BTC), BigDecimal.valueOf(10_000), SessionClock.SYSTEM);
    }

    private int movedBy(Event... events) throws InterruptedException {
        for (var event : events) {
            in.put(event);
        }
        in.end(new Channel.End.Done());
        var tap = new Counting();
        tapped(tap, (event, state) -> List.of()).run();
        return tap.moved;
    }

    @Test
    void quotesMoveTheProfitOnceForAllThatCameTogether() throws Exception {
        assertThat(movedBy(ready(), quote("60000.0", 1), quote("60001.0", 2))).isEqualTo(1);
    }

    @Test
    void fillsMoveTheProfit() throws Exception {
        assertThat(movedBy(ready(), new OrderEvent.Filled(id(1), fill("t1", Side.BUY, "0.001", "60000.0"))))
                .isEqualTo(1);
    }

    @Test
    void whatMovesNoPriceAndNoPositionMovesNoProfit() throws Exception {
        assertThat(movedBy(ready(), new OrderEvent.Ended(id(1), OrderState.CANCELLED, START)))
                .isZero();
    }

    @Test
    void whatAnAdoptedPositionHadGainedBeforeIsNotInTheSessionsEquity() throws Exception {
        var brought = new Position(
                "BTC-USDT", new BigDecimal("0.010"), new BigDecimal("50000"), BigDecimal.ZERO, BigDecimal.ZERO);
        var board = new Board(List.of(BTC), BigDecimal.valueOf(10_000), SessionClock.SYSTEM, new VenueTime(w -> {}));
        board.apply(ready(brought));
        assertThat(board.equity()).isEqualByComparingTo("10000");
        board.apply(quote("60000.0", 1));
        board.apply(quote("60010.0", 2));

        assertThat(board.profit()).isEqualByComparingTo("0.1");
        assertThat(board.equity()).isEqualByComparingTo("10000.1");
        assertThat(board.lines().getFirst().adoptedAt().orElseThrow()).isEqualByComparingTo("60000.1");
    }

    @Test
    void limitsAreToldBetweenTwoEventsAndDenialsAreCountedByRule() throws Exception {
        var told = new CompletableFuture<List<LimitUse>>();
        in.put(ready(new Position(
                "BTC-USDT", new BigDecimal("0.010"), new BigDecimal("60000"), BigDecimal.ZERO, BigDecimal.ZERO)));
        in.put(quote("60000.0", 1));
        in.put(new Errand.ShowLimits(told));
        in.end(new Channel.End.Done());
        var coordinator = tapped(new Counting(), (event, state) -> List.of(buy("0.015"), buy("0.0015")));
        coordinator.run();

        var position = told.get().stream()
                .filter(u -> u.limit().equals("max-position"))
                .findFirst()
                .orElseThrow();
        assertThat(position.used().orElseThrow()).isEqualByComparingTo("600.002");
        assertThat(coordinator.denials())
                .containsOnlyKeys("max-position", "step")
                .allSatisfy((rule, denials) -> {
                    assertThat(denials.count()).isEqualTo(1);
                    assertThat(denials.last()).isNotEmpty();
                });
        assertThat(coordinator.limits()).hasSize(told.get().size());
    }
}
