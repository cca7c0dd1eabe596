package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.binance.Signing;

class RestServerTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private final RestScene scene;

    RestServerTest() throws Exception {
        scene = new RestScene();
    }

    @org.junit.jupiter.api.AfterEach
    void nothingIsLeft() throws InterruptedException { // E1
        scene.close();
        assertThat(scene.ctx.ledger().entries()).isEmpty();
    }

    @Test
    void anOpeningThatIsCutLeavesNoPort() throws Exception { // E7
        for (int i = 0; i < 20; i++) {
            var own = SessionContext.standalone("cut-" + i);
            var server = scene.server(own, RestScene.NO_FAULTS);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> server.start(0)).isInstanceOf(InterruptedException.class);
            server.close();
            assertThat(own.ledger().entries()).isEmpty();
        }
    }

    @Test
    void everyPublicEndpointAnswers() throws Exception {
        for (var path : new String[] {
            "v1/ping",
            "v1/time",
            "v1/exchangeInfo",
            "v1/depth?symbol=BTCUSDT&limit=5",
            "v1/trades?symbol=BTCUSDT",
            "v1/aggTrades?symbol=BTCUSDT&limit=3",
            "v1/klines?symbol=BTCUSDT&interval=1m&limit=10",
            "v1/ticker/24hr",
            "v1/ticker/24hr?symbol=ETHUSDT",
            "v1/ticker/price",
            "v2/ticker/price?symbol=BTCUSDT",
            "v1/ticker/bookTicker?symbol=BTCUSDT",
            "v1/premiumIndex",
            "v1/premiumIndex?symbol=BTCUSDT"
        }) {
            assertThat(scene.get("/fapi/" + path).status()).as(path).isEqualTo(200);
        }
        assertThat(scene.get("/fapi/v1/depth?symbol=BTCUSDT&limit=5").json().path("bids"))
                .hasSize(5);
        assertThat(scene.get("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=10")
                        .json())
                .hasSize(10);
        assertThat(scene.markets.touched).hasPositiveValue();
    }

    @Test
    void everySignedReadAnswers() throws Exception {
        for (var path : new String[] {
            "v1/account",
            "v2/account",
            "v3/account",
            "v1/balance",
            "v2/balance",
            "v3/balance",
            "v1/positionRisk",
            "v2/positionRisk",
            "v3/positionRisk",
            "v1/openOrders",
            "v1/leverageBracket",
            "v1/positionSide/dual"
        }) {
            assertThat(scene.signed("GET", "/fapi/" + path, "").status())
                    .as(path)
                    .isEqualTo(200);
        }
        for (var path : new String[] {"v1/allOrders", "v1/userTrades", "v1/commissionRate", "v1/openOrders"}) {
            assertThat(scene.signed("GET", "/fapi/" + path, "symbol=BTCUSDT").status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void unknownSymbolsAndPathsAreNamed() throws Exception {
        assertThat(scene.get("/fapi/v1/depth?symbol=NOPE").code()).isEqualTo(-1121);
        assertThat(scene.get("/fapi/v1/depth").code()).isEqualTo(-1102);
        assertThat(scene.get("/fapi/v1/nothing").code()).isEqualTo(-5000);
        assertThat(scene.get("/fapi/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void wrongKeysSignaturesAndClocksAreRefused() throws Exception {
        var now = scene.ctx.clock().now().toEpochMilli();
        var path = "/fapi/v2/balance";
        assertThat(scene.get(path).code()).isEqualTo(-2014);
        assertThat(scene.send("GET", path, "", "nobody").code()).isEqualTo(-2015);
        assertThat(scene.send("GET", path, "", "nobody").status()).isEqualTo(401);
        assertThat(scene.send("GET", path + "?timestamp=" + now, "", scene.keys.key())
                        .code())
                .isEqualTo(-1102);
        assertThat(scene.signedAsIs("GET", path, "timestamp=" + now, "wrong").code())
                .isEqualTo(-1022);
        var secret = scene.keys.secret();
        assertThat(scene.signedAsIs("GET", path, "timestamp=" + (now + 5_000), secret)
                        .code())
                .isEqualTo(-1021);
        assertThat(scene.signedAsIs("GET", path, "timestamp=" + (now - 6_000), secret)
                        .code())
                .isEqualTo(-1021);
        assertThat(scene.signedAsIs("GET", path, "timestamp=" + (now - 6_000) + "&recvWindow=9000", secret)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void signatureCoversQueryAndBody() throws Exception {
        var now = scene.ctx.clock().now().toEpochMilli();
        var query = "symbol=BTCUSDT&leverage=7";
        var body = "timestamp=" + now;
        var signature = Signing.sign(scene.keys.secret(), query + body);

        var answer =
                scene.send("POST", "/fapi/v1/leverage?" + query, body + "&signature=" + signature, scene.keys.key());
        assertThat(answer.json().path("leverage").asInt()).isEqualTo(7);
        var signedInQuery =
                scene.send("POST", "/fapi/v1/leverage?" + query + "&signature=" + signature, body, scene.keys.key());
        assertThat(signedInQuery.status()).isEqualTo(200);
    }

    @Test
    void anOrderIsPlacedQueriedListedAndCancelled() throws Exception {
        var placed = scene.limit("a-1", "BUY", "59000").json();
        assertThat(placed.path("status").asText()).isEqualTo("NEW");
        var id = placed.path("orderId").asLong();

        var byName = scene.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=a-1");
        assertThat(byName.json().path("orderId").asLong()).isEqualTo(id);
        assertThat(scene.signed("GET", "/fapi/v1/openOrders", "symbol=BTCUSDT").json())
                .hasSize(1);
        assertThat(scene.signed("GET", "/fapi/v1/openOrders", "symbol=ETHUSDT").json())
                .isEmpty();

        var cancelled = scene.signed("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&orderId=" + id);
        assertThat(cancelled.json().path("status").asText()).isEqualTo("CANCELED");
        assertThat(scene.signed("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&orderId=" + id)
                        .code())
                .isEqualTo(-2011);
        assertThat(scene.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=b")
                        .code())
                .isEqualTo(-2013);
        assertThat(scene.signed("GET", "/fapi/v1/allOrders", "symbol=BTCUSDT").json())
                .hasSize(1);
        assertThat(scene.record.workingOrders()).isEmpty();
        assertThat(scene.record.orders()).singleElement().satisfies(o -> {
            assertThat(o.clientId()).isEqualTo("a-1");
            assertThat(o.state()).hasValue(OrderState.CANCELLED);
        });
    }

    @Test
    void theSameClientIdNeverMakesASecondOrder() throws Exception { // C1
        scene.limit("same", "BUY", "59000");
        assertThat(scene.limit("same", "BUY", "59000").code()).isEqualTo(-4116);
        assertThat(scene.signed("GET", "/fapi/v1/openOrders", "").json()).hasSize(1);

        scene.limit("taken", "BUY", "60001"); // fills at once
        assertThat(scene.limit("taken", "BUY", "60001").code()).isEqualTo(-4116);
        assertThat(scene.signed("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT").json())
                .hasSize(1);
    }

    @Test
    void aMarketOrderFillsAgainstTheBookAndMovesTheAccount() throws Exception {
        var order = scene.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1.5&newOrderRespType=RESULT")
                .json();
        assertThat(order.path("status").asText()).isEqualTo("FILLED");
        assertThat(order.path("executedQty").asText()).isEqualTo("1.500");

        var trades =
                scene.signed("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT").json();
        assertThat(trades).hasSize(2);
        assertThat(trades.get(1).path("price").asText()).isEqualTo("60000.2");
        var risk = scene.signed("GET", "/fapi/v3/positionRisk", "").json();
        assertThat(risk)
                .singleElement()
                .satisfies(p -> assertThat(p.path("positionAmt").asText()).isEqualTo("1.500"));
        var fee = new BigDecimal("60000.1").add(new BigDecimal("30000.1")).multiply(new BigDecimal("0.0005"));
        var cash = scene.signed("GET", "/fapi/v2/balance", "")
                .json()
                .get(0)
                .path("balance")
                .asText();
        assertThat(new BigDecimal(cash)).isEqualByComparingTo(new BigDecimal("10000").subtract(fee));
        assertThat(scene.record.positions(scene.keys.key())).hasSize(1);
    }

    @Test
    void aRestingOrderFillsAsTheMarketTrades() throws Exception {
        scene.limit("rest", "BUY", "60000.0");
        scene.markets.trade("60000.0", "1.04", Side.SELL);

        var part = scene.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=rest")
                .json();
        assertThat(part.path("status").asText()).isEqualTo("PARTIALLY_FILLED");
        assertThat(part.path("executedQty").asText()).isEqualTo("0.040");
        scene.markets.trade("59999.9", "1", Side.SELL);
        assertThat(scene.record.awaitOrder(
                        o -> o.state().equals(java.util.Optional.of(OrderState.FILLED)), scene.soon()))
                .isTrue();
        assertThat(scene.published.stream()
                        .map(e -> e.path("e").asText() + " "
                                + e.path("o").path("X").asText()))
                .containsExactly(
                        "ORDER_TRADE_UPDATE NEW",
                        "ORDER_TRADE_UPDATE PARTIALLY_FILLED",
                        "ACCOUNT_UPDATE ",
                        "ORDER_TRADE_UPDATE FILLED",
                        "ACCOUNT_UPDATE ");
        var last = scene.published.get(3).path("o");
        assertThat(last.path("l").asText()).isEqualTo("0.060");
        assertThat(last.path("m").asBoolean()).isTrue();
        assertThat(last.path("N").asText()).isEqualTo("USDT");
    }

    @Test
    void ordersAgainstTheRulesAreRefusedByNumber() throws Exception {
        var base = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&";
        assertThat(scene.order(base + "quantity=0.1&price=59000.05").code()).isEqualTo(-4014);
        assertThat(scene.order(base + "quantity=0.1005&price=59000").code()).isEqualTo(-1111);
        assertThat(scene.order(base + "quantity=0&price=59000").code()).isEqualTo(-4003);
        assertThat(scene.order(base + "quantity=1e12&price=59000").code()).isEqualTo(-4005);
        assertThat(scene.order(base + "quantity=0.001&price=1000").code()).isEqualTo(-4164);
        assertThat(scene.order(base + "quantity=50&price=59000").code()).isEqualTo(-2019);
        assertThat(scene.order(base + "quantity=0.1").code()).isEqualTo(-1102);
        assertThat(scene.order(base.replace("BUY", "HOLD") + "quantity=0.1&price=59000")
                        .code())
                .isEqualTo(-1117);
        assertThat(scene.order(base.replace("GTC", "GTX") + "quantity=0.1&price=60001")
                        .code())
                .isEqualTo(-5022);
        assertThat(scene.order(base + "quantity=0.1&price=59000&reduceOnly=true")
                        .code())
                .isEqualTo(-2022);
        assertThat(scene.order(base + "quantity=0.1&price=59000&newClientOrderId=a%20b")
                        .code())
                .isEqualTo(-4015);
        assertThat(scene.order(base + "quantity=0.1&price=59000&positionSide=LONG")
                        .code())
                .isEqualTo(-4061);
        assertThat(scene.order("symbol=BTCUSDT&side=BUY&type=STOP_MARKET&quantity=0.1")
                        .code())
                .isEqualTo(-4120);
        assertThat(scene.record.workingOrders()).isEmpty();
    }

    @Test
    void cancelAllEndsOneSymbolOfOneAccount() throws Exception { // B1
        scene.limit("mine-1", "BUY", "59000");
        scene.limit("mine-2", "BUY", "59001");
        var other = scene.accounts.open(BigDecimal.valueOf(10_000));
        var text = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=59000&newClientOrderId=theirs"
                + "&timestamp=" + scene.ctx.clock().now().toEpochMilli();
        scene.send("POST", "/fapi/v1/order", text + "&signature=" + Signing.sign(other.secret(), text), other.key());

        assertThat(scene.signed("DELETE", "/fapi/v1/allOpenOrders", "symbol=BTCUSDT")
                        .code())
                .isEqualTo(200);
        assertThat(scene.record.workingOrders())
                .singleElement()
                .satisfies(o -> assertThat(o.clientId()).isEqualTo("theirs"));
    }

    @Test
    void aDeadMansSwitchEndsTheOrdersOfItsSymbolUnlessItIsSetAnewOrTakenOff() throws Exception { // B3
        scene.limit("mine-1", "BUY", "59000");
        var set = scene.signed("POST", "/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=60000");
        assertThat(set.json().path("countdownTime").asText()).isEqualTo("60000");
        scene.signed("POST", "/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=0");
        assertThat(scene.record.workingOrders()).hasSize(1);

        scene.signed("POST", "/fapi/v1/countdownCancelAll", "symbol=BTCUSDT&countdownTime=1");

        assertThat(scene.record.awaitWorkingOrders(0, scene.soon())).isTrue();
    }

    @Test
    void listenKeysBelongToTheirAccount() throws Exception {
        var key = scene.send("POST", "/fapi/v1/listenKey", "", scene.keys.key())
                .json()
                .path("listenKey")
                .asText();
        assertThat(scene.listenKeys.owner(key)).hasValue(scene.keys.key());
        assertThat(scene.send("PUT", "/fapi/v1/listenKey", "", scene.keys.key()).status())
                .isEqualTo(200);
        assertThat(scene.send("DELETE", "/fapi/v1/listenKey", "", scene.keys.key())
                        .status())
                .isEqualTo(200);
        assertThat(scene.listenKeys.owner(key)).isEmpty();
        assertThat(scene.send("PUT", "/fapi/v1/listenKey", "", scene.keys.key()).code())
                .isEqualTo(-1125);
    }

    @Test
    void weightIsCountedInEveryAnswer() throws Exception {
        scene.get("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");

        assertThat(Integer.parseInt(scene.get("/fapi/v1/ping").header("X-MBX-USED-WEIGHT-1M")))
                .isIn(1, 21); // 1 where a minute began in between
        assertThat(scene.limit("w", "BUY", "59000").header("X-MBX-ORDER-COUNT-1M"))
                .isEqualTo("1");
    }

    @Test
    void closeNeedsNoPatienceWithItsClients() throws Exception {
        IntStream.range(0, 3).forEach(i -> {
            try {
                scene.get("/fapi/v1/ping");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        var before = System.nanoTime();
        scene.close();
        stalls.assertSince(before, Duration.ofMillis(600));
        scene.close();
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        var ctx = SessionContext.standalone("second");
        var second = scene.server(ctx, RestScene.NO_FAULTS);
        assertThatThrownBy(() -> second.start(scene.server.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + scene.server.port())
                .hasMessageContaining("0 for one that is free");
        assertThat(ctx.ledger().entries(Ledger.Kind.PORT)).isEmpty();
    }

    @Test
    void theWitnessTellsWhatCameAfterAMoment() throws Exception { // A6
        scene.limit("before", "BUY", "59000");
        var moment = scene.ctx.clock().nanos();
        assertThat(scene.record.ordersReceivedAfter(moment)).isEmpty();
        scene.limit("after", "BUY", "59000");
        assertThat(scene.record.ordersReceivedAfter(moment)).hasSize(1);
        assertThat(scene.record.awaitWorkingOrders(2, scene.soon())).isTrue();
        assertThat(scene.record.awaitRequest("POST", "/fapi/v1/order", scene.soon()))
                .isTrue();
    }
}
