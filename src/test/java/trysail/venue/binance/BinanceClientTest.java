package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.venue.binance.Orders.BTC;
import static trysail.venue.binance.Orders.KEYS;
import static trysail.venue.binance.Orders.client;
import static trysail.venue.binance.Orders.context;
import static trysail.venue.binance.Orders.id;
import static trysail.venue.binance.Orders.limit;
import static trysail.venue.binance.Orders.soon;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.model.Balance;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;

class BinanceClientTest {
    private static final String ORDER = """
            {"orderId":8886774,"symbol":"BTCUSDT","status":"%s","clientOrderId":"k4f9q-s7-e2-13","price":"65000.10",
            "avgPrice":"0.00","origQty":"0.002","executedQty":"0.001","cumQuote":"65.0","timeInForce":"GTC","type":"LIMIT",
            "reduceOnly":false,"closePosition":false,"side":"BUY","positionSide":"BOTH","stopPrice":"0",
            "origType":"LIMIT","updateTime":1723075200123,"time":1723075200000}""";

    private final FakeRest venue = new FakeRest();
    private final ExchangeClient client = client(context(), venue.uri());

    BinanceClientTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        venue.close();
    }

    @Test
    void orderIsSentSignedWithEveryParameter() throws Exception {
        venue.answers(200, ORDER.formatted("NEW"));
        var before = System.currentTimeMillis();

        var placed = client.place(limit(Terms.postOnly(new BigDecimal("6.50001E+4"))), soon());

        var sent = venue.requests.getFirst();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("POST /fapi/v1/order");
        assertThat(sent.header("X-mbx-apikey")).isEqualTo(KEYS.key());
        assertThat(sent.header("Connection")).isEqualTo("close");
        assertThat(sent.parameters())
                .containsEntry("symbol", "BTCUSDT")
                .containsEntry("side", "BUY")
                .containsEntry("type", "LIMIT")
                .containsEntry("timeInForce", "GTX")
                .containsEntry("quantity", "0.002")
                .containsEntry("price", "65000.1")
                .containsEntry("newClientOrderId", "k4f9q-s7-e2-13")
                .containsEntry("newOrderRespType", "RESULT")
                .containsEntry("recvWindow", "5000")
                .doesNotContainKeys("reduceOnly", "closePosition", "stopPrice");
        assertThat(Long.parseLong(sent.parameters().get("timestamp"))).isBetween(before, System.currentTimeMillis());
        assertThat(sent.parameters()).containsEntry("signature", signature(sent));
        assertThat(placed.venueId()).isEqualTo("8886774");
        assertThat(placed.symbol()).isEqualTo("BTC-USDT");
        assertThat(placed.state()).isEqualTo(OrderState.NEW);
        assertThat(placed.filled()).isEqualByComparingTo("0.001");
        assertThat(placed.time()).isEqualTo(Instant.ofEpochMilli(1_723_075_200_123L));
    }

    @Test
    void marketOrderHasNoPriceAndReduceOnlyIsSaid() throws Exception {
        venue.answers(200, ORDER.formatted("FILLED"));
        var order = new Order(id(13), BTC, Side.SELL, new BigDecimal("0.0020"), Terms.market(), true);

        assertThat(client.place(order, soon()).state()).isEqualTo(OrderState.FILLED);

        assertThat(venue.requests.getFirst().parameters())
                .containsEntry("side", "SELL")
                .containsEntry("type", "MARKET")
                .containsEntry("quantity", "0.0020")
                .containsEntry("reduceOnly", "true")
                .doesNotContainKeys("price", "timeInForce");
    }

    @Test
    void everyTimeInForceHasItsWord() throws Exception {
        for (var word : Map.of(
                        TimeInForce.GTC,
                        "GTC",
                        TimeInForce.IOC,
                        "IOC",
                        TimeInForce.FOK,
                        "FOK",
                        TimeInForce.POST_ONLY,
                        "GTX")
                .entrySet()) {
            venue.answers(200, ORDER.formatted("NEW"));
            client.place(limit(new Terms.Limit(BigDecimal.TEN, word.getKey())), soon());
            assertThat(venue.requests.getLast().parameters()).containsEntry("timeInForce", word.getValue());
        }
    }

    @Test // C1: the order was there already, whoever sent it twice
    void duplicateIdGivesTheOrderThatArrived() throws Exception {
        venue.answers(400, "{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}")
                .answers(200, ORDER.formatted("PARTIALLY_FILLED"));

        assertThat(client.place(limit(), soon()).state()).isEqualTo(OrderState.PARTIALLY_FILLED);

        assertThat(venue.requests).extracting(FakeRest.Request::method).containsExactly("POST", "GET");
        assertThat(venue.requests.getLast().parameters()).containsEntry("origClientOrderId", "k4f9q-s7-e2-13");
    }

    @Test
    void duplicateIdThatCannotBeFoundIsUnknown() {
        venue.answers(400, "{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}")
                .answers(400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
        assertThatThrownBy(() -> client.place(limit(), soon())).isInstanceOf(ExchangeException.OutcomeUnknown.class);
    }

    @Test
    void cancelNamesTheOrderByOurId() throws Exception {
        venue.answers(200, ORDER.formatted("CANCELED"))
                .answers(400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");

        assertThat(client.cancel(BTC, id(13), soon()).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(client.cancel(BTC, id(13), soon())).isEmpty();

        var sent = venue.requests.getFirst();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("DELETE /fapi/v1/order");
        assertThat(sent.parameters())
                .containsEntry("symbol", "BTCUSDT")
                .containsEntry("origClientOrderId", "k4f9q-s7-e2-13")
                .containsEntry("signature", signature(sent));
    }

    @Test
    void severalOrdersAreCancelledByTheirOwnIdsInOneRequest() throws Exception {
        venue.answers(200, "[" + ORDER.formatted("CANCELED") + ",{\"code\":-2011,\"msg\":\"Unknown order sent.\"}]");

        var ended = client.cancelSeveral(BTC, List.of(id(13), id(14)), soon());

        assertThat(ended).containsOnlyKeys(id(13));
        assertThat(ended.get(id(13)).state()).isEqualTo(OrderState.CANCELLED);
        var sent = venue.requests.getFirst();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("DELETE /fapi/v1/batchOrders");
        assertThat(sent.parameters())
                .containsEntry("symbol", "BTCUSDT")
                .containsEntry("origClientOrderIdList", "[\"k4f9q-s7-e2-13\",\"k4f9q-s7-e2-14\"]")
                .containsEntry("signature", signature(sent));
        assertThat(client.mostCancelled()).isEqualTo(10);
    }

    @Test
    void aTradeWithOurselvesIsToldByBothOrders() throws Exception {
        var since = Instant.now().minusSeconds(60);
        var one = trade(77, since.toEpochMilli() + 1, "USDT");
        venue.answers(200, "[" + one + "," + one.replaceFirst("\"orderId\":\\d+", "\"orderId\":4711") + "]");

        assertThat(client.fills(BTC, since, soon()))
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.tradeId()).isEqualTo("77"))
                .extracting("venueId")
                .doesNotHaveDuplicates();
    }

    @Test
    void findTellsHowAnOrderEndedOrThatItNeverArrived() throws Exception {
        venue.answers(200, ORDER.formatted("EXPIRED_IN_MATCH"))
                .answers(400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");

        assertThat(client.find(BTC, id(13), soon()).orElseThrow().state()).isEqualTo(OrderState.EXPIRED);
        assertThat(client.find(BTC, id(13), soon())).isEmpty();
        assertThat(venue.requests.getFirst().parameters())
                .containsEntry("signature", signature(venue.requests.getFirst()));
    }

    @Test
    void workingOrdersAreEverybodys() throws Exception {
        venue.answers(
                        200,
                        "[" + ORDER.formatted("NEW") + ","
                                + ORDER.formatted("NEW").replace("k4f9q-s7-e2-13", "web_Ab") + "]")
                .answers(404, "{\"code\":-5000,\"msg\":\"no such path\"}");
        assertThat(client.workingOrders(soon())).extracting("clientId").containsExactly("k4f9q-s7-e2-13", "web_Ab");
    }

    @Test
    void fillsArePagedAndToldOnce() throws Exception {
        var since = Instant.now().minusSeconds(3600);
        var first = since.toEpochMilli();
        var page = IntStream.rangeClosed(1, 1000).mapToObj(i -> trade(i, first + i / 10, "USDT"));
        venue.answers(200, page.collect(Collectors.joining(",", "[", "]")))
                .answers(
                        200,
                        Stream.of(
                                        trade(1000, first + 100, "USDT"),
                                        trade(1001, first + 100, "USDT"),
                                        trade(1002, first + 101, "BNB"))
                                .collect(Collectors.joining(",", "[", "]")));

        var fills = client.fills(BTC, since, soon());

        assertThat(fills).hasSize(1002);
        assertThat(fills.getFirst().tradeId()).isEqualTo("1");
        assertThat(fills.get(1000).fee().amount()).isEqualByComparingTo("0.026");
        assertThat(fills.getLast().fee().asset()).isEqualTo("BNB");
        assertThat(fills.getLast().fee().inQuote()).as("a fee in a third asset").isEmpty();
        assertThat(fills.getLast().side()).isEqualTo(Side.SELL);
        assertThat(fills.getLast().maker()).isTrue();
        assertThat(venue.requests.getFirst().parameters())
                .containsEntry("startTime", Long.toString(first))
                .doesNotContainKey("fromId");
        assertThat(venue.requests.getLast().parameters())
                .containsEntry("fromId", "1000")
                .doesNotContainKeys("startTime", "endTime");
    }

    @Test
    void oldFillsAreAskedForInWindowsOfAWeek() throws Exception {
        for (var i = 0; i < 3; i++) {
            venue.answers(200, "[]");
        }
        assertThat(client.fills(BTC, Instant.now().minus(Duration.ofDays(15)), soon()))
                .isEmpty();
        assertThat(venue.requests).hasSize(3);
    }

    private static String trade(long id, long time, String feeAsset) {
        return """
                {"buyer":false,"commission":"0.026","commissionAsset":"%s","id":%d,"maker":true,
                "orderId":25851813,"price":"65000.1","qty":"0.002","quoteQty":"130.0","realizedPnl":"0",
                "side":"SELL","positionSide":"BOTH","symbol":"BTCUSDT","time":%d}""".formatted(feeAsset, id, time);
    }

    @Test
    void positionsThatAreFlatAreNotTold() throws Exception {
        venue.answers(200, """
                [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"-0.010","entryPrice":"65000.5"},
                {"symbol":"ETHUSDT","positionSide":"BOTH","positionAmt":"0.000","entryPrice":"0.0"}]""");
        assertThat(client.positions(soon()))
                .containsExactly(new Position(
                        "BTC-USDT",
                        new BigDecimal("-0.010"),
                        new BigDecimal("65000.5"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO));
    }

    @Test
    void accountInHedgeModeIsRefusedInWords() {
        venue.answers(
                200, "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"LONG\",\"positionAmt\":\"1\",\"entryPrice\":\"1\"}]");
        assertThatThrownBy(() -> client.positions(soon())).hasMessageContaining("set it to one-way mode");
    }

    @Test
    void balanceIsOfOneAsset() throws Exception {
        var body = "[{\"asset\":\"BNB\",\"balance\":\"1\",\"availableBalance\":\"1\"},"
                + "{\"asset\":\"USDT\",\"balance\":\"10000.50\",\"availableBalance\":\"9000\"}]";
        venue.answers(200, body).answers(200, body);
        assertThat(client.balance("USDT", soon()))
                .isEqualTo(new Balance("USDT", new BigDecimal("10000.50"), new BigDecimal("9000")));
        assertThat(client.balance("USDC", soon()).wallet()).isZero();
    }

    @Test
    void barsComeOldestFirstAndOnlyTheLastMayRun() throws Exception {
        var minute = Instant.now().toEpochMilli() / 60_000 * 60_000;
        venue.answers(200, "[" + kline(minute - 120_000) + "," + kline(minute - 60_000) + "," + kline(minute) + "]");

        var bars = client.bars(BTC, Duration.ofMinutes(1), 3, soon());

        assertThat(bars).extracting("closed").containsExactly(true, true, false);
        assertThat(bars.getFirst().openTime()).isEqualTo(Instant.ofEpochMilli(minute - 120_000));
        assertThat(bars.getFirst().high()).isEqualTo(new BigDecimal("65010.0"));
        assertThat(venue.requests.getFirst().parameters())
                .containsEntry("interval", "1m")
                .containsEntry("limit", "3")
                .doesNotContainKeys("endTime", "signature", "timestamp");
    }

    @Test
    void longHistoryIsFetchedInPages() throws Exception {
        var minute = Instant.now().toEpochMilli() / 60_000 * 60_000;
        venue.answers(200, klines(minute - 1499 * 60_000L, 1500)).answers(200, klines(minute - 1999 * 60_000L, 500));

        var bars = client.bars(BTC, Duration.ofMinutes(1), 2000, soon());

        assertThat(bars)
                .hasSize(2000)
                .isSortedAccordingTo((a, b) -> a.openTime().compareTo(b.openTime()));
        assertThat(bars.stream().filter(b -> !b.closed())).hasSize(1);
        assertThat(venue.requests.getLast().parameters())
                .containsEntry("endTime", Long.toString(minute - 1499 * 60_000L - 1))
                .containsEntry("limit", "500");
    }

    private static String klines(long from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> kline(from + i * 60_000L))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String kline(long open) {
        return "[" + open + ",\"65000.0\",\"65010.0\",\"64990.0\",\"65005.0\",\"12.5\"," + (open + 59_999)
                + ",\"812500.0\",100,\"6.0\",\"390000.0\",\"0\"]";
    }

    @Test
    void perpetualsThatTradeAreListedWithTheirSteps() throws Exception {
        venue.answers(200, """
                {"timezone":"UTC","serverTime":1723075200000,"rateLimits":[],"exchangeFilters":[],"assets":[],"symbols":[
                {"symbol":"BTCUSDT","pair":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC",
                "quoteAsset":"USDT","deliveryDate":4133404800000,"orderTypes":["LIMIT"],"filters":[
                {"filterType":"PRICE_FILTER","minPrice":"556.80","maxPrice":"4529764","tickSize":"0.10"},
                {"filterType":"LOT_SIZE","stepSize":"0.001","maxQty":"1000","minQty":"0.001"},
                {"filterType":"MARKET_LOT_SIZE","stepSize":"0.001","maxQty":"120","minQty":"0.001"},
                {"filterType":"MIN_NOTIONAL","notional":"100"}]},
                {"symbol":"BTCUSDT_240927","contractType":"CURRENT_QUARTER","status":"TRADING","baseAsset":"BTC",
                "quoteAsset":"USDT","filters":[]},
                {"symbol":"OLDUSDT","contractType":"PERPETUAL","status":"SETTLING","baseAsset":"OLD","quoteAsset":"USDT",
                "filters":[]}]}""");

        var listed = client.instruments(soon());

        assertThat(listed).containsExactly(BTC);
        assertThat(listed.getFirst().tick()).isEqualTo(BTC.tick());
        assertThat(listed.getFirst().lot()).isEqualTo(BTC.lot());
        assertThat(listed.getFirst().minNotional()).isEqualTo(new BigDecimal("100"));
    }

    @Test
    void requestsCarryTheVenuesTimeOnceItIsMeasured() throws Exception {
        var told = System.currentTimeMillis();
        venue.answers(200, "{\"serverTime\":" + (told + 3_000) + "}")
                .answers(200, "[]")
                .answers(200, "[]");

        var offset = client.clockOffset(soon());
        client.workingOrders(soon());

        var since = System.currentTimeMillis() - told;
        assertThat(offset.toMillis()).isBetween(2_900 - since, 3_000L);
        var stamp = Long.parseLong(venue.requests.getLast().parameters().get("timestamp"));
        assertThat(stamp - told - offset.toMillis()).isBetween(-1L, since + 1);
    }

    @Test
    void listenKeyIsAskedForAndKeptWithTheKeyAlone() throws Exception {
        venue.answers(200, "{\"listenKey\":\"abc\"}")
                .answers(200, "{\"listenKey\":\"abc\"}")
                .answers(200, "{}");
        var keys = (BinanceClient) client;

        assertThat(keys.createListenKey(soon())).isEqualTo("abc");
        keys.keepListenKeyAlive(soon());
        keys.keepListenKeyAlive(soon());

        assertThat(venue.requests).extracting(FakeRest.Request::method).containsExactly("POST", "PUT", "PUT");
        assertThat(venue.requests).allSatisfy(r -> {
            assertThat(r.header("X-mbx-apikey")).isEqualTo(KEYS.key());
            assertThat(r.query()).isEmpty();
        });
    }

    @Test
    void publicCallsNeedNoKeysAndTheOthersSaySo() throws Exception {
        venue.answers(200, "{\"serverTime\":1}");
        var open = new BinanceVenue(context(), venue.uri(), BinanceVenue.WEB_SOCKET, Optional.empty(), 1);
        try (var unkeyed = open.client()) {
            assertThat(unkeyed.clockOffset(soon())).isNegative();
            assertThatThrownBy(() -> unkeyed.place(limit(), soon()))
                    .isInstanceOf(ExchangeException.Unauthenticated.class)
                    .hasMessage("this call needs API keys, and none were given");
            assertThat(venue.requests).hasSize(1);
        }
    }

    private static String signature(FakeRest.Request request) throws Exception {
        var query = request.query().replaceFirst("&?signature=[0-9a-f]+", "");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEYS.secret().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal((query + request.body()).getBytes(StandardCharsets.US_ASCII)));
    }
}
