package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.simulator.binance.market.WsPath;

/** What stock clients ask beyond orders and prices: settings, money's movements, several orders at once, odd candles. */
class StockClientAccountTest {
    private final RestScene scene;

    StockClientAccountTest() throws Exception {
        scene = new RestScene();
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private JsonNode asked(String method, String path, String parameters) throws Exception {
        var answer = scene.signed(method, path, parameters);
        assertThat(answer.status()).as(path + " " + answer.json()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode seen(String pathAndQuery) throws Exception {
        var answer = scene.get("/fapi/v1/" + pathAndQuery);
        assertThat(answer.status()).as(pathAndQuery + " " + answer.json()).isEqualTo(200);
        return answer.json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void settingsAreOneWayCrossAndOneAsset() throws Exception {
        asked("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=7");

        var config = asked("GET", "/fapi/v1/symbolConfig", "symbol=BTCUSDT").path(0);
        assertThat(config.path("leverage").asInt()).isEqualTo(7);
        assertThat(config.path("marginType").asText()).isEqualTo("CROSSED");
        assertThat(asked("GET", "/fapi/v1/symbolConfig", "").size())
                .isEqualTo(scene.markets.all().size());
        assertThat(asked("GET", "/fapi/v1/accountConfig", "").path("canTrade").asBoolean())
                .isTrue();
        assertThat(asked("GET", "/fapi/v1/multiAssetsMargin", "")
                        .path("multiAssetsMargin")
                        .asBoolean())
                .isFalse();
        assertThat(scene.signed("POST", "/fapi/v1/multiAssetsMargin", "multiAssetsMargin=false")
                        .code())
                .isEqualTo(-4171);
        assertThat(scene.signed("POST", "/fapi/v1/multiAssetsMargin", "multiAssetsMargin=true")
                        .code())
                .isEqualTo(-4084);
        assertThat(asked("GET", "/fapi/v1/feeBurn", "").has("feeBurn")).isTrue();
        assertThat(asked("GET", "/fapi/v1/rateLimit/order", "").size()).isEqualTo(2);
        assertThat(asked("GET", "/fapi/v1/apiTradingStatus", "").has("indicators"))
                .isTrue();
        assertThat(asked("GET", "/fapi/v1/forceOrders", "").size()).isZero();
        assertThat(asked("GET", "/sapi/v1/capital/config/getall", "")
                        .path(0)
                        .path("coin")
                        .asText())
                .isEqualTo("USDT");
    }

    @Test
    void incomeIsWhatMovedTheBalance() throws Exception {
        asked("POST", "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1");
        assertThat(asked("GET", "/fapi/v1/adlQuantile", "").size()).isEqualTo(1);
        asked("POST", "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.1");

        var sum = new BigDecimal("10000");
        for (var entry : asked("GET", "/fapi/v1/income", "limit=1000")) {
            sum = sum.add(new BigDecimal(entry.path("income").asText()));
        }
        var balance = asked("GET", "/fapi/v2/balance", "").path(0).path("balance");
        assertThat(new BigDecimal(balance.asText())).isEqualByComparingTo(sum).isLessThan(new BigDecimal("10000"));
        assertThat(asked("GET", "/fapi/v1/income", "incomeType=COMMISSION").size())
                .isEqualTo(2);
        assertThat(asked("GET", "/fapi/v1/income", "symbol=ETHUSDT").size()).isZero();
        assertThat(asked("GET", "/fapi/v1/income", "endTime=1").size()).isZero();
    }

    @Test
    void ofSeveralOrdersEachHasItsOwnAnswer() throws Exception {
        var good = "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\","
                + "\"quantity\":\"0.1\",\"price\":\"1000\",\"newClientOrderId\":\"%s\"}";
        var list = "[" + good.formatted("a") + "," + good.formatted("a") + "," + good.formatted("b") + "]";

        var placed = asked("POST", "/fapi/v1/batchOrders", "batchOrders=" + encoded(list));

        assertThat(placed.findValuesAsText("clientOrderId")).containsExactly("a", "b");
        assertThat(placed.path(1).path("code").asInt()).isEqualTo(-4116);
        assertThat(asked("GET", "/fapi/v1/openOrders", "symbol=BTCUSDT").size()).isEqualTo(2);

        var ids = "[" + placed.path(0).path("orderId") + ",77]";
        var cancelled = asked(
                "DELETE", "/fapi/v1/batchOrders", "symbol=BTCUSDT&orderidlist=" + encoded(ids)); // as ccxt writes it
        assertThat(cancelled.path(0).path("status").asText()).isEqualTo("CANCELED");
        assertThat(cancelled.path(1).path("code").asInt()).isEqualTo(-2011);
        var names = encoded("[\"b\"]");
        assertThat(asked("DELETE", "/fapi/v1/batchOrders", "symbol=BTCUSDT&origClientOrderIdList=" + names)
                        .path(0)
                        .path("clientOrderId")
                        .asText())
                .isEqualTo("b");
        assertThat(asked("GET", "/fapi/v1/openOrders", "").size()).isZero();
    }

    @Test
    void listsThatAreNoneAreRefused() throws Exception {
        for (var bad : List.of("", "[]", "{}", "[[", "1", "[{},{},{},{},{},{}]")) {
            var answer = scene.signed("POST", "/fapi/v1/batchOrders", "batchOrders=" + encoded(bad));
            assertThat(answer.code()).as(bad).isIn(-1102, -1130);
        }
        assertThat(scene.signed("DELETE", "/fapi/v1/batchOrders", "symbol=BTCUSDT")
                        .code())
                .isEqualTo(-1102);
    }

    @Test
    void aTestOrderIsJudgedAndForgotten() throws Exception {
        var order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=";
        asked("POST", "/fapi/v1/order/test", order + "1000");

        assertThat(scene.signed("POST", "/fapi/v1/order/test", order + "1000.05")
                        .code())
                .isEqualTo(-4014);
        assertThat(scene.signed("POST", "/fapi/v1/order/test", order + "9999999999")
                        .code())
                .isEqualTo(-4002);
        assertThat(scene.signed("POST", "/fapi/v1/order/test", order + "1e400").code())
                .isEqualTo(-1102);
        assertThat(asked("GET", "/fapi/v1/allOrders", "symbol=BTCUSDT").size()).isZero();
    }

    @Test
    void fundingIsNothingEveryEightHours() throws Exception {
        var rates = seen("fundingRate?symbol=BTCUSDT&limit=3");
        var times = new ArrayList<Long>();
        for (var rate : rates) {
            assertThat(new BigDecimal(rate.path("fundingRate").asText())).isZero();
            times.add(rate.path("fundingTime").asLong());
        }
        assertThat(times)
                .hasSize(3)
                .isSorted()
                .allSatisfy(t -> assertThat(t % (8 * 3_600_000)).isZero());
        assertThat(seen("fundingRate?symbol=BTCUSDT&startTime=" + times.get(1)).size())
                .isEqualTo(2);
        assertThat(seen("fundingRate?symbol=BTCUSDT&startTime=" + Long.MAX_VALUE)
                        .size())
                .isZero();
        assertThat(seen("fundingInfo").size()).isEqualTo(scene.markets.all().size());
    }

    @Test
    void candlesOfMarkAndIndexHaveNoVolume() throws Exception {
        for (var path : List.of("markPriceKlines?symbol=BTCUSDT", "indexPriceKlines?pair=BTCUSDT")) {
            var last = seen(path + "&interval=1m&limit=2").path(1);
            assertThat(last.path(5).asText()).isEqualTo("0");
        }
        assertThat(seen("continuousKlines?pair=BTCUSDT&contractType=PERPETUAL&interval=1m&limit=2")
                        .size())
                .isEqualTo(2);
        assertThat(scene.get("/fapi/v1/continuousKlines?pair=BTCUSDT&contractType=CURRENT_QUARTER&interval=1m")
                        .code())
                .isEqualTo(-1130);
        assertThat(seen("historicalTrades?symbol=BTCUSDT&limit=1").size()).isEqualTo(1);
    }

    @Test
    void aBodyThatIsTooLongIsAnswered() throws Exception { // E5
        var answer = scene.send("POST", "/fapi/v1/order", "x=" + "y".repeat(5_000_000), scene.keys.key());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo(-1101);
    }

    @Test
    void aNumberedConnectionIsNoListenKey() throws Exception {
        assertThat(WsPath.parse("/public/ws/12").orElseThrow().listenKey()).isEmpty();
        assertThat(WsPath.parse("/ws/12345678").orElseThrow().listenKey()).contains("12345678");
    }
}
