package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.AccountReport;
import trysail.feed.FeedTimes;
import trysail.feed.StreamAccountFeed;
import trysail.feed.StreamSettings;
import trysail.model.OrderState;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.ws.WsLimits;

class BinanceAccountFeedTest {
    private static final String FILLED =
            "{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":1795365000001,\"T\":1795365000000,\"o\":{\"s\":\"BTCUSDT\",\"c\":\"k4f9q-s7-e2-13\","
                    + "\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.010\",\"p\":\"61800.10\",\"ap\":\"61800.10\",\"x\":\"TRADE\","
                    + "\"X\":\"PARTIALLY_FILLED\",\"i\":8886774,\"l\":\"0.004\",\"z\":\"0.006\",\"L\":\"61800.00\",\"N\":\"USDT\",\"n\":\"0.09\","
                    + "\"T\":1795365000000,\"t\":991,\"m\":true}}";

    private static final Duration RENEWAL = Duration.ofMillis(20);

    private final SessionContext ctx = SessionContext.standalone("test");
    private final Trail<AccountReport> reports = new Trail<>();
    private FakeRest rest;
    private FakeVenue venue;
    private StreamAccountFeed feed;
    private Thread thread;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        rest = new FakeRest();
        venue = new FakeVenue();
        var times = new FeedTimes(
                Duration.ofSeconds(60), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(1));
        rest.answers(200, "{\"listenKey\":\"key1\"}");
        rest.otherwise(200, "{}");
        feed = new StreamAccountFeed(
                ctx,
                new StreamSettings("account", WsLimits.ACCOUNT, times, StreamSettings::systemTls, 1),
                new ListenKeys(Orders.binance(ctx, rest.uri()), venue.uri(), RENEWAL),
                reports -> new AccountMessages(reports, new BinanceSymbols()));
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
        rest.close();
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
        assertThat(fill.fee().amount()).isEqualByComparingTo("0.09");
        assertThat(fill.maker()).isTrue();
        assertThat(venue.paths.items()).containsExactly("/private/ws?listenKey=key1");
    }

    @Test
    void anExpiredKeyIsReplacedWithItsConnection() throws InterruptedException { // D5
        Trail.until(() -> venue.connections() == 1);
        rest.otherwise(200, "{\"listenKey\":\"key2\"}");
        venue.say("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"key1\"}");
        var lost = (AccountReport.Lost) reports.await(AccountReport.Lost.class::isInstance);
        reports.await(AccountReport.Connected.class::isInstance, 2);

        assertThat(lost.reason()).contains("expired").doesNotContain("key1");
        venue.paths.await(p -> p.endsWith("listenKey=key2"));
    }

    @Test
    void theKeyIsKeptAlive() throws InterruptedException {
        Trail.until(() -> asked("PUT") >= 3);
        assertThat(asked("POST")).isEqualTo(1);
    }

    @Test
    void aKeyThatCannotBeKeptAliveIsReplacedWithItsConnection() throws InterruptedException {
        rest.otherwise(200, "{\"listenKey\":\"key2\"}");
        rest.answers(400, "{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}");
        var lost = (AccountReport.Lost) reports.await(AccountReport.Lost.class::isInstance);
        assertThat(lost.reason()).isEqualTo("its key is not valid any more");
        venue.paths.await(p -> p.endsWith("listenKey=key2"));
    }

    private long asked(String method) {
        return rest.requests.stream().filter(r -> r.method().equals(method)).count();
    }
}
