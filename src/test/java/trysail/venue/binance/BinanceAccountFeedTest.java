package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.AccountReport;
import trysail.feed.FeedTimes;
import trysail.model.OrderState;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.ws.WsLimits;

class BinanceAccountFeedTest {
    private static final String FILLED =
            "{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":1795365000001,\"T\":1795365000000,\"o\":{\"s\":\"BTCUSDT\",\"c\":\"k4f9q-s7-e2-13\","
                    + "\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.010\",\"p\":\"61800.10\",\"ap\":\"61800.10\",\"x\":\"TRADE\","
                    + "\"X\":\"PARTIALLY_FILLED\",\"i\":8886774,\"l\":\"0.004\",\"z\":\"0.006\",\"L\":\"61800.00\",\"N\":\"USDT\",\"n\":\"0.09\","
                    + "\"T\":1795365000000,\"t\":991,\"m\":true}}";

    private final SessionContext ctx = SessionContext.standalone("test");
    private final Trail<AccountReport> reports = new Trail<>();
    private final AtomicInteger created = new AtomicInteger();
    private final Trail<String> kept = new Trail<>();
    private final ListenKeys keys = new ListenKeys() {
        @Override
        public String create(Deadline deadline) {
            return "key" + created.incrementAndGet();
        }

        @Override
        public void keepAlive(String key, Deadline deadline) {
            kept.put(key);
        }
    };
    private FakeVenue venue;
    private BinanceAccountFeed feed;
    private Thread thread;

    @BeforeEach
    void open() throws InterruptedException {
        venue = new FakeVenue();
        var times = new FeedTimes(
                Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(1));
        feed = new BinanceAccountFeed(
                ctx, venue.uri(), keys, WsLimits.ACCOUNT, times, Duration.ofMillis(20), BinanceFeed::systemTls, 1);
        thread = ctx.startVirtual("account", () -> {
            try {
                feed.run(reports);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reports.await(AccountReport.Connected.class::isInstance);
    }

    @AfterEach
    void stopLeavesNothing() throws InterruptedException {
        feed.farewell();
        thread.interrupt();
        feed.close();
        Trail.until(() -> ctx.ledger().entries().isEmpty());
        venue.close();
    }

    @Test
    void anOrderAndItsFillAreReported() throws InterruptedException {
        Trail.until(() -> venue.connections() == 1);
        venue.say("{\"e\":\"ACCOUNT_UPDATE\",\"E\":1,\"a\":{}}");
        venue.say(FILLED);
        var report = (AccountReport.OrderChanged) reports.await(AccountReport.OrderChanged.class::isInstance);

        assertThat(report.order().clientId()).isEqualTo("k4f9q-s7-e2-13");
        assertThat(report.order().symbol()).isEqualTo("BTC-USDT");
        assertThat(report.order().state()).isEqualTo(OrderState.PARTIALLY_FILLED);
        assertThat(report.order().filled()).isEqualByComparingTo("0.006");
        var fill = report.fill().orElseThrow();
        assertThat(fill.tradeId()).isEqualTo("991");
        assertThat(fill.size()).isEqualByComparingTo("0.004");
        assertThat(fill.price()).isEqualByComparingTo("61800");
        assertThat(fill.fee()).isEqualByComparingTo("0.09");
        assertThat(fill.maker()).isTrue();
        assertThat(venue.paths.items()).containsExactly("/private/ws?listenKey=key1");
    }

    @Test
    void anExpiredKeyIsReplacedWithItsConnection() throws InterruptedException { // D5
        Trail.until(() -> venue.connections() == 1);
        venue.say("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"key1\"}");
        var lost = (AccountReport.Lost) reports.await(AccountReport.Lost.class::isInstance);
        reports.await(AccountReport.Connected.class::isInstance, 2);

        assertThat(lost.reason()).contains("expired").doesNotContain("key1");
        venue.paths.await(p -> p.endsWith("listenKey=key2"));
    }

    @Test
    void theKeyIsKeptAlive() throws InterruptedException {
        kept.await("key1"::equals, 3);
    }
}
