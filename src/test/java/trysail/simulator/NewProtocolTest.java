package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.scope.SessionContext;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What a venue says by the rules of 2026, which it keeps to where nothing else is asked for. */
@Timeout(180)
class NewProtocolTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACKNOWLEDGED = "{\"result\":null,\"id\":1}";

    private static SimulatedExchange venue() throws Exception {
        return SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(
                        new FeedSpec.Synthetic(7), new Speed.Times(10), List.of("BTC-USDT", "ETH-USDT"), 0));
    }

    @Test
    void aYearThatNobodyKeepsToIsRefused() {
        assertThatThrownBy(() -> Protocol.parse("2025"))
                .hasMessage("protocol '2025' is unknown: write 2026, as venues speak now, or 2024");
        assertThat(Protocol.parse("2024")).isEqualTo(Protocol.OF_2024);
    }

    // G1
    @Test
    void aWrongPathAndAWrongNameAreAcknowledgedAndSilent() throws Exception {
        try (var venue = venue()) {
            var wrong = List.of(
                    List.of("/elsewhere", "btcusdt@trade"),
                    List.of("/public/ws", "btcusdt@aggTrade"),
                    List.of("/public/ws", "btcusdt@nonsense"),
                    List.of("/public/ws", "nilusdt@trade"),
                    List.of("/market/ws", "btcusdt@bookTicker"),
                    List.of("/private/ws", "btcusdt@bookTicker"),
                    List.of("/ws", "btcusdt@kline_1m"));
            for (var way : wrong) {
                try (var client = new StreamClient(venue.wsUri(), way.getFirst());
                        var other = new StreamClient(venue.wsUri(), "/public/ws/btcusdt@bookTicker")) {
                    client.subscribe(way.getLast());
                    client.await(ACKNOWLEDGED::equals);
                    other.await(m -> true, 20); // the market goes on
                    assertThat(client.messages()).as("%s", way).containsExactly(ACKNOWLEDGED);
                }
            }
        }
    }

    @Test
    void everyStreamIsServedAtItsPath() throws Exception {
        try (var venue = venue();
                var orders = new StreamClient(venue.wsUri(), "/public/stream");
                var market = new StreamClient(venue.wsUri(), "/market/ws");
                var old = new StreamClient(venue.wsUri(), "/ws")) {
            orders.subscribe("btcusdt@trade", "btcusdt@bookTicker", "btcusdt@depth@100ms", "btcusdt@depth5");
            market.subscribe("btcusdt@aggTrade", "btcusdt@kline_1m", "btcusdt@markPrice@1s", "btcusdt@ticker");
            old.subscribe("btcusdt@trade", "btcusdt@bookTicker", "btcusdt@depth@100ms");
            for (var event : List.of("trade", "bookTicker", "depthUpdate")) {
                orders.await(m -> m.contains("\"e\":\"" + event + "\""));
                old.await(m -> m.contains("\"e\":\"" + event + "\""));
            }
            for (var event : List.of("aggTrade", "kline", "markPriceUpdate", "24hrTicker")) {
                var frame = JSON.readTree(market.await(m -> m.contains("\"e\":\"" + event + "\"")));
                assertThat(frame.path("st").asInt()).as(event).isEqualTo(1);
                assertThat(frame.path("ps").asText()).as(event).isEqualTo("BTCUSDT");
            }
            assertThat(JSON.readTree(market.await(m -> m.contains("aggTrade"))).has("nq"))
                    .isTrue();
        }
    }

    @Test
    void streamsOfAllInstrumentsCarryBothFamilies() throws Exception {
        try (var venue = venue();
                var orders = new StreamClient(venue.wsUri(), "/public/ws/!bookTicker");
                var market = new StreamClient(venue.wsUri(), "/market/ws/!ticker@arr")) {
            orders.await(m -> m.contains("BTCUSD_PERP") && m.contains("\"st\":2,\"ps\":\"BTCUSD\""));
            orders.await(m -> m.contains("\"s\":\"BTCUSDT\"") && m.contains("\"st\":1,\"ps\":\"BTCUSDT\""));
            var symbols = new TreeSet<String>();
            for (JsonNode ticker : JSON.readTree(market.await(m -> true))) {
                symbols.add(ticker.path("s").asText() + " " + ticker.path("st").asInt());
            }
            assertThat(symbols).containsExactly("BTCUSDT 1", "BTCUSD_PERP 2", "ETHUSDT 1", "ETHUSD_PERP 2");
        }
    }

    @Test
    void answersToNewAndChangedOrdersDoNotTellWhatWasPaid() throws Exception {
        try (var scene = new RestScene();
                var before = new RestScene(Protocol.OF_2024)) {
            var asked = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newOrderRespType=RESULT";
            var placed = scene.order(asked).json();
            assertThat(placed.has("avgPrice") || placed.has("cumQuote")).isFalse();
            assertThat(placed.path("status").asText()).isEqualTo("FILLED");
            assertThat(placed.path("executedQty").asText()).isEqualTo("0.010");
            var found = scene.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&orderId=" + placed.path("orderId"))
                    .json();
            assertThat(found.path("avgPrice").asText()).isEqualTo("60000.1");

            assertThat(before.order(asked).json().path("avgPrice").asText()).isEqualTo("60000.1");
        }
    }

    @Test
    void anOrderIsChangedUnderItsNumber() throws Exception {
        try (var scene = new RestScene()) {
            var id = scene.limit("a", "BUY", "59000").json().path("orderId").asText();
            var order = "symbol=BTCUSDT&side=BUY&quantity=%s&price=%s&";

            var changed = scene.signed("PUT", "/fapi/v1/order", order.formatted("0.2", "59100.0") + "orderId=" + id);

            assertThat(changed.status()).as(changed.json().toString()).isEqualTo(200);
            assertThat(changed.json().path("orderId").asText()).isEqualTo(id);
            assertThat(changed.json().path("price").asText()).isEqualTo("59100.0");
            assertThat(changed.json().path("origQty").asText()).isEqualTo("0.2");
            assertThat(changed.json().has("avgPrice")).isFalse();
            var again = order.formatted("0.2", "59100.0") + "origClientOrderId=a";
            assertThat(scene.signed("PUT", "/fapi/v1/order", again).code()).isEqualTo(-5027);
            var large = order.formatted("1000", "59100.0") + "origClientOrderId=a";
            assertThat(scene.signed("PUT", "/fapi/v1/order", large).code()).isEqualTo(-2019);
            var off = order.formatted("0.2", "59100.01") + "origClientOrderId=a";
            assertThat(scene.signed("PUT", "/fapi/v1/order", off).code()).isEqualTo(-4014);
            var none = order.formatted("0.2", "59000") + "origClientOrderId=b";
            assertThat(scene.signed("PUT", "/fapi/v1/order", none).code()).isEqualTo(-2013);

            var taken =
                    scene.signed("PUT", "/fapi/v1/order", order.formatted("0.2", "60000.1") + "origClientOrderId=a");
            assertThat(taken.json().path("status").asText()).isEqualTo("FILLED");
            assertThat(scene.published)
                    .extracting(e -> e.path("o").path("x").asText())
                    .containsSubsequence("NEW", "AMENDMENT", "AMENDMENT", "TRADE");
            assertThat(scene.get("/fapi/v1/openInterest?symbol=BTCUSDT")
                            .json()
                            .path("openInterest")
                            .asText())
                    .isEqualTo("0.200");
        }
    }

    @Test
    void aQueryForTradesReachesSevenDaysAndThreeMonths() throws Exception {
        try (var scene = new RestScene()) {
            var now = scene.ctx.clock().now();
            var trades = "symbol=BTCUSDT&startTime=%d&endTime=%d";
            var week = now.minus(Duration.ofDays(7)).toEpochMilli();
            var old = now.minus(Duration.ofDays(91)).toEpochMilli();
            assertThat(scene.signed("GET", "/fapi/v1/userTrades", trades.formatted(week, now.toEpochMilli()))
                            .status())
                    .isEqualTo(200);
            assertThat(scene.signed("GET", "/fapi/v1/userTrades", trades.formatted(week - 1, now.toEpochMilli()))
                            .code())
                    .isEqualTo(-4165);
            assertThat(scene.signed("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT&startTime=" + old)
                            .code())
                    .isEqualTo(-4166);
        }
    }

    @Test
    void whoListensByADeletedKeyIsTold() throws Exception {
        try (var venue = venue()) {
            var calls = new SignedCall(venue.restUri(), venue.testAccount());
            var key = JSON.readTree(calls.send("POST", "/fapi/v1/listenKey", ""))
                    .path("listenKey")
                    .asText();
            try (var client = new StreamClient(venue.wsUri(), "/private/ws?listenKey=" + key)) {
                calls.send("DELETE", "/fapi/v1/listenKey", "");
                assertThat(client.await(m -> m.contains("listenKeyExpired"))).contains(key);
            }
        }
    }
}
