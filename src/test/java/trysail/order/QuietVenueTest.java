package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.AccountReport.OrderChanged;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException.RateLimited;
import trysail.exchange.ExchangeException.Unreachable;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStores;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Purpose;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** What the order loop's watch asks of a venue, and when: at a clock that stands still until it is moved. */
class QuietVenueTest {
    @TempDir
    private Path directory;

    private final HandClock clock = new HandClock();
    private final List<String> asked = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<OrderEvent> events = new ArrayList<>();
    private Optional<RuntimeException> refusal = Optional.empty();
    private Optional<BigDecimal> price = Optional.empty();
    private boolean stopAtPrice;
    private Journal journal;
    private WorkingOrders orders;
    private OrderTracker watch;

    /** Wall clock and nanoseconds as the test says; journals wait by the real one. */
    private static final class HandClock implements SessionClock {
        private final Instant start = SYSTEM.now();
        private volatile Duration gone = Duration.ZERO;

        @Override
        public Instant now() {
            return start.plus(gone);
        }

        @Override
        public long nanos() {
            return gone.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nobody sleeps here");
        }

        @Override
        public void await(Condition condition, Deadline until) throws InterruptedException {
            condition.awaitNanos(10_000_000);
        }

        @Override
        public boolean join(Thread thread, Deadline until) throws InterruptedException {
            return thread.join(Duration.ofSeconds(60));
        }
    }

    private Object venue(Object proxy, java.lang.reflect.Method method, Object[] arguments)
            throws InterruptedException {
        asked.add(method.getName());
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return switch (method.getName()) {
            case "fills" ->
                fills.stream()
                        .filter(f -> !f.time().isBefore((Instant) arguments[1]))
                        .toList();
            case "workingOrders" -> List.of();
            case "price" -> {
                if (stopAtPrice) {
                    throw new InterruptedException();
                }
                yield price;
            }
            default -> throw new AssertionError("not asked for here: " + method);
        };
    }

    @BeforeEach
    void open() throws Exception {
        var context = new SessionContext("paper-1", clock, new Ledger(clock));
        var header = new Header(
                "paper-1",
                1,
                Ring.TAG,
                "paper",
                "fake",
                "http://fake",
                "acc",
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(FakeVenue.BTC));
        journal = Journal.open(context, JournalStores.at(directory), header, clock.deadline(Duration.ofSeconds(60)));
        var client = (ExchangeClient)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ExchangeClient.class}, this::venue);
        orders = new WorkingOrders(
                context, journal, new Gate(clock), header, List.of(), p -> Optional.empty(), Patience.USUAL);
        watch = new OrderTracker(clock, client, orders, List.of(FakeVenue.BTC), events::add, Patience.USUAL);
    }

    @AfterEach
    void close() throws Exception {
        journal.abandon(clock.deadline(Duration.ofSeconds(60)));
    }

    private Order place(long number) throws InterruptedException {
        var id = new OrderIds(Ring.TAG, 1, (int) number).get();
        var order = new Order(
                id, FakeVenue.BTC, Side.BUY, new BigDecimal("0.01"), Terms.limit(new BigDecimal("100")), false);
        orders.intend(order, Purpose.TRADE, "test");
        orders.record(new Entry.Accepted(id, "v" + number, clock.now()));
        return order;
    }

    private Fill fill(long number) {
        return new Fill(
                "BTC-USDT",
                "v" + number,
                "t" + number,
                Side.BUY,
                new BigDecimal("100"),
                new BigDecimal("0.01"),
                BigDecimal.ZERO,
                true,
                clock.now());
    }

    private OrderChanged ended(Order order, long number) {
        return new OrderChanged(
                new VenueOrder(
                        order.id().toString(),
                        "v" + number,
                        "BTC-USDT",
                        Side.BUY,
                        new BigDecimal("100"),
                        order.size(),
                        order.size(),
                        OrderState.FILLED,
                        clock.now()),
                Optional.empty());
    }

    @Test
    void whatOneOrderAsksAfterSaysNothingOfOlderOrdersFills() throws Exception { // C3
        place(1);
        clock.gone = Duration.ofMinutes(5);
        fills.add(fill(1)); // while the stream was down
        var unheard = clock.now();
        clock.gone = Duration.ofMinutes(10);
        var young = place(2);
        fills.add(fill(2));

        watch.heard(ended(young, 2)); // before there was time to ask after what was missed

        assertThat(events).hasAtLeastOneElementOfType(OrderEvent.Ended.class);
        assertThat(orders.fillsKnownUntil("BTC-USDT")).isBeforeOrEqualTo(unheard);
        watch.connected();
        watch.step();
        assertThat(orders.positions().get("BTC-USDT").size()).isEqualByComparingTo("0.02");
    }

    /** Hears of a trade with a fee of 0.001 BNB; returns what the fee was taken to be worth. */
    private Optional<BigDecimal> feeOf(long number) throws InterruptedException {
        var order = place(number);
        var told = fill(number).with(Fee.of(new BigDecimal("0.001"), "BNB", "BTC-USDT", new BigDecimal("100")));
        watch.heard(new OrderChanged(ended(order, number).order(), Optional.of(told)));
        return events.stream()
                .filter(OrderEvent.Filled.class::isInstance)
                .map(e -> ((OrderEvent.Filled) e).fill())
                .filter(f -> f.tradeId().equals(told.tradeId()))
                .findFirst()
                .orElseThrow()
                .fee()
                .inQuote();
    }

    private long pricesAsked() {
        return asked.stream().filter("price"::equals).count();
    }

    @Test
    void aFeeInAThirdAssetIsWorthThePriceOfTheMomentWhichIsNotAskedForEachTrade() throws Exception {
        price = Optional.of(new BigDecimal("600"));
        assertThat(feeOf(1).orElseThrow()).isEqualByComparingTo("0.6");
        price = Optional.of(new BigDecimal("700"));
        assertThat(feeOf(2).orElseThrow()).isEqualByComparingTo("0.6");
        assertThat(pricesAsked()).isEqualTo(1);

        clock.gone = Duration.ofSeconds(31);
        assertThat(feeOf(3).orElseThrow()).isEqualByComparingTo("0.7");
        assertThat(pricesAsked()).isEqualTo(2);
        assertThat(orders.positions().get("BTC-USDT").fees()).isEqualByComparingTo("1.9");
    }

    @Test
    void whereTheVenueDoesNotAnswerAPriceOfTheLastMinutesStandsIn() throws Exception {
        price = Optional.of(new BigDecimal("600"));
        feeOf(1);
        clock.gone = Duration.ofMinutes(5);
        refusal = Optional.of(new Unreachable("cut", null));
        assertThat(feeOf(2).orElseThrow()).isEqualByComparingTo("0.6");

        clock.gone = Duration.ofMinutes(11);
        assertThat(feeOf(3)).as("too old to be true").isEmpty();
    }

    @Test
    void aPriceThatNoSumCanBeMadeWithIsNone() throws Exception {
        price = Optional.of(new BigDecimal("1e50000000"));
        assertThat(feeOf(1)).isEmpty();
    }

    @Test
    void aPairThatIsNotListedIsNotAskedForEachTradeEither() throws Exception {
        assertThat(feeOf(1)).isEmpty();
        assertThat(feeOf(2)).isEmpty();
        assertThat(pricesAsked()).isEqualTo(1);
        assertThat(orders.positions().get("BTC-USDT").fees()).isZero();
    }

    @Test
    void whileTheVenueWantsNoCallsNoPriceIsAskedForAndTheTradeCountsAllTheSame() throws Exception {
        price = Optional.of(new BigDecimal("600"));
        watch.restFor(Duration.ofSeconds(60));

        assertThat(feeOf(1)).isEmpty();

        assertThat(asked).isEmpty();
        assertThat(orders.positions().get("BTC-USDT").size()).isEqualByComparingTo("0.01");
    }

    @Test
    void aTradeHeardTwiceAsksForNoPrice() throws Exception {
        price = Optional.of(new BigDecimal("600"));
        feeOf(1);
        clock.gone = Duration.ofMinutes(5);
        var again = fill(1).with(Fee.of(new BigDecimal("0.001"), "BNB", "BTC-USDT", new BigDecimal("100")));
        fills.add(again);
        watch.connected();
        watch.step();

        assertThat(asked).contains("fills");
        assertThat(pricesAsked()).isEqualTo(1);
    }

    @Test
    void aStopWhileThePriceIsAskedForLosesNoTrade() throws Exception {
        stopAtPrice = true;
        assertThatThrownBy(() -> feeOf(1)).isInstanceOf(InterruptedException.class);
        assertThat(orders.positions().get("BTC-USDT").size()).isEqualByComparingTo("0.01");
    }

    @Test
    void whileTheVenueWantsNoCallsNothingIsAskedOfIt() throws Exception { // F2
        var order = place(1);
        watch.restFor(Duration.ofSeconds(60));
        watch.heard(ended(order, 1));
        assertThat(asked).isEmpty();
        fills.add(fill(1));
        clock.gone = Duration.ofSeconds(61);
        refusal = Optional.empty();
        watch.heard(ended(order, 1));
        assertThat(events).hasAtLeastOneElementOfType(OrderEvent.Ended.class);
    }

    @Test
    void aVenueThatWantsNoQuestionsWantsNoOrdersEither() throws Exception { // F2
        refusal = Optional.of(new RateLimited("slow down", Duration.ofSeconds(30), null));
        watch.connected();
        watch.step();
        assertThat(watch.rest().remaining()).isEqualTo(Duration.ofSeconds(30));
        var order = place(1);
        watch.restFor(Duration.ZERO);
        watch.heard(ended(order, 1));
        assertThat(watch.rest().remaining()).isEqualTo(Duration.ofSeconds(30));
    }
}
