package trysail.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeException;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.model.ClientOrderId;
import trysail.model.FeedNotice;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.Trade;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

@Timeout(180)
class PaperVenueTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.TEN);
    private static final Instrument ETH = new Instrument(
            "ETH-USDT", new BigDecimal("0.01"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.TEN);
    private static final Instant NOW = Instant.parse("2024-08-08T00:00:00Z");

    private final SessionContext context = SessionContext.standalone("test");
    private final ScriptedVenue real = new ScriptedVenue();
    private final PaperVenue venue = paper(Latency.none());
    private final PaperClient client = (PaperClient) venue.client();
    private final List<Thread> tasks = new ArrayList<>();
    private final LinkedBlockingQueue<MarketEvent> seen = new LinkedBlockingQueue<>();

    private PaperVenue paper(Latency latency) {
        return new PaperVenue(real, new BigDecimal("10000"), context, latency, Fees.USUAL);
    }

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        for (var task : tasks) {
            task.interrupt();
            assertThat(task.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void marketOrderTakesWhatTheBookShows() throws Exception {
        play(quote("64999.9", "65000.1"));

        var placed = client.place(order(1, Side.BUY, "0.010", Terms.market()), soon());

        assertThat(placed.state()).isEqualTo(OrderState.FILLED);
        assertThat(placed.symbol()).isEqualTo("BTC-USDT");
        var fill = client.fills(BTC, NOW, soon()).getFirst();
        assertThat(fill.price()).isEqualByComparingTo("65000.1");
        assertThat(fill.fee().amount()).isEqualByComparingTo("0.3250005");
        assertThat(fill.maker()).isFalse();
        assertThat(client.positions(soon())).singleElement().satisfies(p -> {
            assertThat(p.size()).isEqualByComparingTo("0.010");
            assertThat(p.entryPrice()).isEqualByComparingTo("65000.1");
        });
        var balance = client.balance("USDT", soon());
        assertThat(balance.wallet()).isEqualByComparingTo("9999.6749995");
        assertThat(balance.available()).isLessThan(balance.wallet());
        assertThat(client.balance("BTC", soon()).wallet()).isZero();
    }

    @Test
    void restingOrderIsFilledByTheMarketAndReported() throws Exception {
        var reports = follow();
        play(quote("64999.9", "65000.1"));
        var id = id(1);
        assertThat(client.place(order(1, Side.BUY, "0.010", Terms.postOnly(new BigDecimal("64999.9"))), soon())
                        .state())
                .isEqualTo(OrderState.NEW);
        assertThat(client.workingOrders(soon())).hasSize(1);
        assertThat(changed(reports).state()).isEqualTo(OrderState.NEW);

        play(new Trade(BTC, 1, new BigDecimal("64999.0"), new BigDecimal("5"), Side.SELL, NOW));

        var report = (AccountReport.OrderChanged) reports.poll(60, TimeUnit.SECONDS);
        assertThat(report.order().state()).isEqualTo(OrderState.FILLED);
        assertThat(report.fill()).map(Fill::maker).contains(true);
        assertThat(client.workingOrders(soon())).isEmpty();
        assertThat(client.find(BTC, id, soon()).orElseThrow().state()).isEqualTo(OrderState.FILLED);
        assertThat(client.cancel(BTC, id, soon())).isEmpty();
    }

    @Test
    void cancelledOrderIsToldAsCancelled() throws Exception {
        play(quote("64999.9", "65000.1"));
        client.place(order(1, Side.SELL, "0.010", Terms.limit(new BigDecimal("66000"))), soon());
        var reports = follow();

        assertThat(client.cancel(BTC, id(1), soon()).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);

        assertThat(changed(reports).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(client.find(BTC, id(1), soon()).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(client.find(BTC, id(2), soon())).isEmpty();
    }

    @Test // C1: the same order twice is one order
    void orderSentTwiceIsTakenOnce() throws Exception {
        play(quote("64999.9", "65000.1"));
        var order = order(1, Side.BUY, "0.010", Terms.market());
        assertThat(client.place(order, soon())).isEqualTo(client.place(order, soon()));
        assertThat(client.fills(BTC, NOW, soon())).hasSize(1);
    }

    @Test
    void refusalsSayWhy() throws Exception {
        play(quote("64999.9", "65000.1"));
        assertThatThrownBy(() ->
                        client.place(order(1, Side.BUY, "0.010", Terms.postOnly(new BigDecimal("65000.1"))), soon()))
                .isInstanceOf(ExchangeException.Refused.class)
                .hasMessage("a post-only order would take (WOULD_TAKE)");
        assertThatThrownBy(() -> client.place(order(2, Side.BUY, "9", Terms.market()), soon()))
                .isInstanceOf(ExchangeException.Refused.class)
                .hasMessageContaining("the order needs 29250.045 USDT and 10000 are available");
        assertThat(client.find(BTC, id(1), soon())).isEmpty();
    }

    @Test
    void nothingIsFilledAtPricesOfALostFeed() throws Exception {
        play(quote("64999.9", "65000.1"), new FeedNotice(FeedNotice.Kind.LOST, "hung up", NOW));
        assertThatThrownBy(() -> client.place(order(1, Side.BUY, "0.010", Terms.market()), soon()))
                .isInstanceOf(ExchangeException.Unreachable.class);
        play(new FeedNotice(FeedNotice.Kind.LIVE, "", NOW), quote("65000.9", "65001.1"));
        assertThat(client.place(order(1, Side.BUY, "0.010", Terms.market()), soon())
                        .filled())
                .isEqualByComparingTo("0.010");
    }

    @Test
    void gapOfOneBookLeavesTheOthersAlone() throws Exception {
        play(
                quote("64999.9", "65000.1"),
                new FeedNotice(FeedNotice.Kind.GAP, Optional.of(ETH), "a change is missing", NOW));
        client.place(order(1, Side.BUY, "0.010", Terms.limit(new BigDecimal("60000"))), soon());
        assertThat(client.workingOrders(soon())).hasSize(1);
    }

    @Test
    void orderIsOnItsWayAsLongAsTheLatencySays() throws Exception {
        play(quote("64999.9", "65000.1"));
        try (var slow = paper(new Latency(Duration.ofMillis(60), Duration.ofMillis(10), 1))
                .client()) {
            var began = System.nanoTime();
            slow.place(order(1, Side.BUY, "0.010", Terms.limit(new BigDecimal("60000"))), soon());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void orderCutOnItsWayNeverArrives() throws Exception {
        var far = paper(new Latency(Duration.ofHours(1), Duration.ZERO, 1));
        try (var slow = far.client();
                var other = far.client()) {
            var order = order(1, Side.BUY, "0.010", Terms.limit(new BigDecimal("60000")));
            assertThatThrownBy(() -> slow.place(order, Deadline.after(SessionClock.SYSTEM, Duration.ofMillis(20))))
                    .isInstanceOf(ExchangeException.Unreachable.class)
                    .hasMessage("placing order k4f9q-s7-e2-1 did not arrive: no time left");

            var interrupted = thrownBy(() -> slow.place(order, soon()), Thread::interrupt);
            assertThat(interrupted).isInstanceOf(InterruptedException.class);

            var closed = thrownBy(() -> other.place(order, soon()), caller -> other.close());
            assertThat(closed).isInstanceOf(ExchangeException.Unreachable.class).hasMessageContaining("is closed");

            assertThat(slow.find(BTC, id(1), soon())).isEmpty();
        }
    }

    @Test
    void reportsThatNobodyReadsDoNotHoldTheMarket() throws Exception {
        play(quote("64999.9", "65000.1"));
        var stuck = new CountDownLatch(1);
        var heard = new LinkedBlockingQueue<AccountReport>();
        var feed = venue.accountFeed();
        var connected = new CountDownLatch(1);
        start(() -> feed.run(report -> {
            heard.add(report);
            connected.countDown();
            stuck.await();
        }));
        assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();

        for (var i = 1; i <= 2500; i++) {
            client.place(order(i, Side.BUY, "0.001", Terms.limit(new BigDecimal("60000"))), soon());
            client.cancel(BTC, id(i), soon());
        }
        stuck.countDown();

        assertThat(heard.poll(60, TimeUnit.SECONDS)).isInstanceOf(AccountReport.Connected.class);
        AccountReport report;
        do {
            report = heard.poll(60, TimeUnit.SECONDS);
        } while (report instanceof AccountReport.OrderChanged);
        assertThat(report).isInstanceOf(AccountReport.Lost.class);
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isInstanceOf(AccountReport.Connected.class);
        feed.close();
    }

    @Test
    void feedAndManyOrderersAgreeInTheEnd() throws Exception {
        play(quote("64999.9", "65000.1"));
        var orderers = new ArrayList<Thread>();
        for (var who = 0; who < 4; who++) {
            var base = 1 + who * 1000;
            var side = who % 2 == 0 ? Side.BUY : Side.SELL;
            orderers.add(start(() -> {
                try (var mine = venue.client()) {
                    for (var i = base; i < base + 200; i++) {
                        mine.place(order(i, side, "0.001", Terms.limit(new BigDecimal("65000.0"))), soon());
                    }
                }
            }));
        }
        for (var i = 0; i < 500; i++) {
            var price = new BigDecimal(i % 2 == 0 ? "64999.0" : "65001.0");
            play(new Trade(BTC, i, price, BigDecimal.ONE, i % 2 == 0 ? Side.SELL : Side.BUY, NOW));
        }
        for (var orderer : orderers) {
            assertThat(orderer.join(Duration.ofSeconds(60))).isTrue();
        }
        play(quote("64999.9", "65000.1"));

        var expected = Position.flat("BTC-USDT");
        for (var fill : client.fills(BTC, Instant.EPOCH, soon())) {
            expected = expected.after(fill);
        }
        var held = client.positions(soon());
        if (expected.isFlat()) {
            assertThat(held).isEmpty();
        } else {
            assertThat(held).containsExactly(expected);
        }
        assertThat(client.fills(BTC, Instant.EPOCH, soon())).isNotEmpty();
    }

    @Test
    void historyComesFromTheRealVenueAndOrdersNeverGoThere() throws Exception {
        client.listing(soon());
        client.price("BNB", "USDT", soon());
        client.bars(BTC, Duration.ofMinutes(1), 10, soon());
        play(quote("64999.9", "65000.1"));
        client.place(order(1, Side.BUY, "0.010", Terms.market()), soon());
        client.close();
        assertThat(real.asked).containsExactly("listing", "price", "bars", "close");
        assertThat(venue.name()).isEqualTo("scripted-paper");
    }

    private static ClientOrderId id(long sequence) {
        return new ClientOrderId("k4f9q", 7, 2, sequence);
    }

    private static Order order(long sequence, Side side, String size, Terms terms) {
        return new Order(id(sequence), BTC, side, new BigDecimal(size), terms, false);
    }

    private static Quote quote(String bid, String ask) {
        return new Quote(BTC, new BigDecimal(bid), BigDecimal.TEN, new BigDecimal(ask), BigDecimal.TEN, NOW);
    }

    private static Deadline soon() {
        return Deadline.after(SessionClock.SYSTEM, Duration.ofSeconds(60));
    }

    /** Has the venue's feed deliver these, and returns once the session has seen the last: so has the paper market. */
    private void play(MarketEvent... events) throws InterruptedException {
        if (tasks.isEmpty()) {
            var feed = venue.feed(List.of(BTC));
            start(() -> feed.run(seen::put));
        }
        for (var event : events) {
            real.market.put(event);
        }
        for (var event : events) {
            assertThat(seen.poll(60, TimeUnit.SECONDS)).isSameAs(event);
        }
    }

    private LinkedBlockingQueue<AccountReport> follow() throws InterruptedException {
        var reports = new LinkedBlockingQueue<AccountReport>();
        var feed = venue.accountFeed();
        if (tasks.isEmpty()) {
            play();
        }
        start(() -> feed.run(reports::put));
        assertThat(reports.poll(60, TimeUnit.SECONDS)).isInstanceOf(AccountReport.Connected.class);
        return reports;
    }

    private static trysail.model.VenueOrder changed(LinkedBlockingQueue<AccountReport> reports)
            throws InterruptedException {
        return ((AccountReport.OrderChanged) reports.poll(60, TimeUnit.SECONDS)).order();
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private Thread start(Task task) {
        var thread = Thread.ofVirtual().start(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        tasks.add(thread);
        return thread;
    }

    private interface Cut {
        void of(Thread caller) throws InterruptedException;
    }

    private static Throwable thrownBy(Task task, Cut cut) throws Exception {
        var end = new CompletableFuture<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                task.run();
                end.complete(new AssertionError("the call ended"));
            } catch (InterruptedException | RuntimeException e) {
                end.complete(e);
            }
        });
        while (caller.getState() != Thread.State.TIMED_WAITING && !end.isDone()) {
            Thread.onSpinWait();
        }
        cut.of(caller);
        return end.get(60, TimeUnit.SECONDS);
    }
}
