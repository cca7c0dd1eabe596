package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.scope.SessionContext;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What a client of the streams sees by the rules of 2024, on a generated market that runs ten times as fast as the clock. */
class StreamsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SessionContext ctx = SessionContext.standalone("test");
    private SimulatedExchange exchange;

    @BeforeEach
    void open() throws Exception {
        exchange = SimulatedExchange.open(
                ctx,
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), new Speed.Times(10), List.of(), 0)
                        .in(Protocol.OF_2024));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        exchange.close();
        assertThat(ctx.ledger().entries()).isEmpty();
        assertThat(exchange.record().openConnections()).isZero();
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    @Test
    void anAnswerComesBeforeTheFirstFrameOfItsStream() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
            client.subscribe("btcusdt@bookTicker", "ethusdt@trade");
            client.await(m -> m.contains("bookTicker"));

            assertThat(client.messages().getFirst()).isEqualTo("{\"result\":null,\"id\":1}");
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"x7\"}");
            assertThat(client.await(m -> m.contains("x7")))
                    .isEqualTo("{\"result\":[\"btcusdt@bookTicker\",\"ethusdt@trade\"],\"id\":\"x7\"}");
            client.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":8}");
            client.await(m -> m.contains("\"id\":8"));
            assertThat(exchange.record().connections().getFirst().subscriptions())
                    .containsExactly("ethusdt@trade");
        }
    }

    @Test
    void badCommandsGetTheVenuesOwnErrors() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
            client.send("not json");
            assertThat(client.await(m -> m.contains("error")))
                    .contains("\"code\":3")
                    .contains("Invalid JSON");
            client.send("{\"method\":\"SUSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":2}");
            assertThat(client.await(m -> m.contains("\"id\":2")))
                    .contains("\"code\":2")
                    .contains("unknown variant `SUSCRIBE`");
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@nonsense\"],\"id\":3}");
            assertThat(client.await(m -> m.contains("\"id\":3"))).contains("unknown stream `btcusdt@nonsense`");
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"nilusdt@trade\"],\"id\":4}");
            assertThat(client.await(m -> m.contains("\"id\":4"))).contains("unknown stream `nilusdt@trade`");
            client.send("{\"method\":\"SUBSCRIBE\",\"id\":5}");
            assertThat(client.await(m -> m.contains("\"id\":5"))).contains("missing field `params`");
            var many =
                    IntStream.range(0, 201).mapToObj(i -> "\"btcusdt@trade\"").collect(Collectors.joining(","));
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[" + many + "],\"id\":6}");
            assertThat(client.await(m -> m.contains("\"id\":6"))).contains("more than 200 streams");
            assertThat(client.messages()).noneMatch(m -> m.contains("\"e\":\"trade\""));
        }
    }

    @Test
    void everyPathFormCarriesItsStreams() throws Exception {
        for (var path : List.of(
                "/ws/btcusdt@trade", "/market/ws/btcusdt@trade", "/public/ws/solusdt@bookTicker/btcusdt@trade")) {
            try (var client = new StreamClient(exchange.wsUri(), path)) {
                assertThat(client.await(m -> m.contains("\"trade\""))).startsWith("{\"e\":\"trade\"");
            }
        }
        for (var path :
                List.of("/stream?streams=btcusdt@trade/ethusdt@trade", "/market/stream?streams=btcusdt@trade")) {
            try (var client = new StreamClient(exchange.wsUri(), path)) {
                assertThat(client.await(m -> m.contains("\"trade\"")))
                        .startsWith("{\"stream\":\"")
                        .contains("\"data\":{\"e\":\"trade\"");
            }
        }
        assertThatThrownBy(() -> new StreamClient(exchange.wsUri(), "/elsewhere").close())
                .hasRootCauseMessage("Unexpected HTTP response status code 404");
        assertThatThrownBy(() -> new StreamClient(exchange.wsUri(), "/ws/nosuchlistenkey").close())
                .hasRootCauseMessage("Unexpected HTTP response status code 404");
    }

    @Test
    void streamsThatTheMarketDoesNotCarryAreDerived() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/stream")) {
            client.subscribe(
                    "btcusdt@aggTrade",
                    "btcusdt@kline_1m",
                    "btcusdt@ticker",
                    "btcusdt@miniTicker",
                    "btcusdt@markPrice@1s",
                    "btcusdt@depth5@100ms",
                    "btcusdt@depth20",
                    "btcusdt@depth",
                    "!ticker@arr",
                    "!miniTicker@arr",
                    "!bookTicker");
            var agg = json(client.await(m -> m.contains("@aggTrade"))).get("data");
            assertThat(agg.get("l").asLong()).isEqualTo(agg.get("f").asLong());
            var kline = json(client.await(m -> m.contains("@kline_1m"))).at("/data/k");
            assertThat(kline.get("t").asLong() % 60_000).isZero();
            assertThat(new BigDecimal(kline.get("h").asText()))
                    .isGreaterThanOrEqualTo(new BigDecimal(kline.get("l").asText()));
            var ticker = json(client.await(m -> m.contains("btcusdt@ticker"))).get("data");
            assertThat(new BigDecimal(ticker.get("v").asText())).isPositive();
            assertThat(json(client.await(m -> m.contains("btcusdt@miniTicker")))
                            .at("/data/e")
                            .asText())
                    .isEqualTo("24hrMiniTicker");
            assertThat(json(client.await(m -> m.contains("markPrice")))
                            .at("/data/p")
                            .asText())
                    .isNotEmpty();
            assertThat(json(client.await(m -> m.contains("@depth5@100ms"))).at("/data/b"))
                    .hasSize(5);
            assertThat(json(client.await(m -> m.contains("@depth20\""))).at("/data/a"))
                    .hasSize(20);
            assertThat(json(client.await(m -> m.contains("!ticker@arr"))).get("data"))
                    .hasSize(3);
            assertThat(json(client.await(m -> m.contains("!miniTicker@arr"))).get("data"))
                    .hasSize(3);
            client.await(m -> m.contains("!bookTicker") && m.contains("SOLUSDT"));
            long last = 0;
            for (var message : client.await(m -> m.contains("btcusdt@depth\""), 5)) {
                var data = json(message).get("data");
                assertThat(last == 0 ? data.get("pu").asLong() : last)
                        .isEqualTo(data.get("pu").asLong());
                last = data.get("u").asLong();
            }
        }
    }

    @Test
    void aRunningCandleClosesOnceAndTheNextBegins() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@kline_1m")) {
            var closed = json(client.await(m -> m.contains("\"x\":true"))).get("k");
            var next = json(client.await(
                            m -> m.contains("\"t\":" + (closed.get("T").asLong() + 1))))
                    .get("k");

            assertThat(closed.get("T").asLong() - closed.get("t").asLong()).isEqualTo(59_999);
            assertThat(next.get("o").asText()).isEqualTo(closed.get("c").asText());
        }
    }

    @Test
    void privateEventsGoToTheirOwnAccountOnly() throws Exception {
        var keys = exchange.openAccount(new BigDecimal("10000"));
        var others = exchange.openAccount(new BigDecimal("10000"));
        var call = new SignedCall(exchange.restUri(), keys);
        var key = json(call.send("POST", "/fapi/v1/listenKey", ""))
                .get("listenKey")
                .asText();
        var otherKey = json(new SignedCall(exchange.restUri(), others).send("POST", "/fapi/v1/listenKey", ""))
                .get("listenKey")
                .asText();
        try (var plain = new StreamClient(exchange.wsUri(), "/private/ws?listenKey=" + key);
                var wrapped = new StreamClient(exchange.wsUri(), "/private/stream?listenKey=" + key);
                var other = new StreamClient(exchange.wsUri(), "/ws/" + otherKey)) {
            var answer = call.send(
                    "POST",
                    "/fapi/v1/order",
                    "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=30000&newClientOrderId=s1-1");
            assertThat(answer).contains("\"clientOrderId\":\"s1-1\"");

            assertThat(plain.await(m -> m.contains("ORDER_TRADE_UPDATE")))
                    .startsWith("{")
                    .contains("\"c\":\"s1-1\"");
            assertThat(wrapped.await(m -> m.contains("ORDER_TRADE_UPDATE")))
                    .startsWith("{\"stream\":\"" + key + "\",\"data\":{");
            call.send("DELETE", "/fapi/v1/listenKey", "");
            assertThat(other.messages()).isEmpty();
        }
        assertThat(exchange.record().connections()).noneMatch(c -> c.path().contains(key));
    }

    @Test
    void aMessageBeyondTheLimitClosesItsConnection() throws Exception { // E5
        try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
            client.send(" ".repeat((64 << 10) + 1));

            assertThat(client.awaitClose()).isEqualTo(1009);
        }
    }
}
