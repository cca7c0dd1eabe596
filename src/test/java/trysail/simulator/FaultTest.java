package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.fault.Fault;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

class FaultTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SessionContext ctx = SessionContext.standalone("test");
    private SimulatedExchange exchange;

    @BeforeEach
    void open() throws Exception {
        exchange = SimulatedExchange.open(
                ctx,
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(3), Speed.REAL_TIME, List.of("BTC-USDT"), 0));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        exchange.close();
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    @Test
    void everyFormIsRead() {
        assertThat(Fault.parse("mute@3s")).isEqualTo(new Fault.Mute(Duration.ofSeconds(3)));
        assertThat(Fault.parse("drop@500ms")).isEqualTo(new Fault.Drop(Duration.ofMillis(500)));
        assertThat(Fault.parse("gap@1.5")).isEqualTo(new Fault.Gap(Duration.ofMillis(1500)));
        assertThat(Fault.parse("crossed")).isEqualTo(new Fault.Crossed(Duration.ZERO));
        assertThat(Fault.parse("lose-reply@1m")).isEqualTo(new Fault.LoseReply(Duration.ofMinutes(1)));
        assertThat(Fault.parse("http429@3s")).isEqualTo(new Fault.TooManyRequests(Duration.ofSeconds(3)));
        assertThat(Fault.parse("http500:0.2")).isEqualTo(new Fault.ServerErrors(0.2));
        assertThat(Fault.parse("latency:50ms±20"))
                .isEqualTo(new Fault.Latency(Duration.ofMillis(50), Duration.ofMillis(20)));
        assertThat(Fault.parse("latency:50ms")).isEqualTo(new Fault.Latency(Duration.ofMillis(50), Duration.ZERO));
    }

    @Test
    void everyFaultThereIsCanBeWritten() {
        var written = Fault.ALL.stream()
                .<Class<?>>map(f -> Fault.parse(f.example()).bare().getClass());
        assertThat(written).containsAll(kinds(Fault.Bare.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(FaultTest::kinds) : Stream.of(type);
    }

    @Test
    void whatLastsMayHaveAnEnd() {
        assertThat(Fault.parse("mute@3s for 2s"))
                .isEqualTo(new Fault.For(new Fault.Mute(Duration.ofSeconds(3)), Duration.ofSeconds(2)));
        assertThat(Fault.parse("http500:0.2 for 500ms"))
                .isEqualTo(new Fault.For(new Fault.ServerErrors(0.2), Duration.ofMillis(500)));
        for (var form : Fault.ALL) {
            var fault = Fault.parse(form.example());
            assertThat(Fault.parse(fault.spec())).isEqualTo(fault);
        }
        assertThatThrownBy(() -> Fault.parse("drop for 2s")).hasMessageContaining("'drop' happens once");
        assertThatThrownBy(() -> Fault.parse("mute for 0s")).hasMessageContaining("would do nothing");
    }

    @Test
    void silenceThatEndsLeavesTheConnectionInUse() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            client.await(m -> m.contains("bookTicker"));
            exchange.inject(Fault.parse("mute for 60s"));
            assertThat(exchange.faults()).singleElement().asString().matches("mute, [1-6]\\d\\.\\ds left");
            exchange.inject(Fault.parse("mute for 300ms")); // instead
            awaitNoFault();
            client.await(m -> m.contains("bookTicker"), client.messages().size() + 20);
            assertThat(ping(client, 5)).isTrue();
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void whatIsInForceIsToldUntilItIsCleared() throws Exception {
        exchange.inject(Fault.parse("mute"));
        exchange.inject(Fault.parse("http500:1 for 60s"));
        exchange.inject(Fault.parse("latency:50ms±20"));
        exchange.inject(Fault.parse("lose-reply"));
        exchange.inject(Fault.parse("drop@60s"));
        assertThat(exchange.faults())
                .hasSize(5)
                .startsWith("mute")
                .contains("latency:50ms±20", "lose-reply, of the next order")
                .anyMatch(w -> w.matches("http500:1.0, [1-6]\\d\\.\\ds left"))
                .anyMatch(w -> w.matches("drop in [1-6]\\d\\.\\ds"));
        exchange.clearFaults();
        assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/ping")).isEqualTo("{}");
        awaitNoFault(); // the one that waited for its time is a thread, and dies
    }

    private void awaitNoFault() throws InterruptedException {
        var end = ctx.clock().deadline(Duration.ofSeconds(60));
        while (!exchange.faults().isEmpty()) {
            assertThat(end.expired()).as("still %s", exchange.faults()).isFalse();
            ctx.clock().sleep(Duration.ofMillis(2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mut@3s",
                "mute@x",
                "mute@-3s",
                "http500:2",
                "http500",
                "latency:1±2±3",
                "gap@5h",
                ":",
                "@",
                "mute for",
                "mute for x"
            })
    void aBadSpecListsTheForms(String spec) {
        assertThatThrownBy(() -> Fault.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fault '" + spec + "' is none of: " + Fault.FORMS);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static boolean ping(StreamClient client, int id) throws InterruptedException {
        client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + id + "}");
        return !client.await(m -> m.contains("\"id\":" + id)).isEmpty();
    }

    @Test
    void aMuteVenueKeepsItsConnectionsAndAnswersNothing() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            client.await(m -> m.contains("bookTicker"));
            exchange.inject(Fault.parse("mute@10ms"));
            exchange.inject(Fault.parse("mute"));
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":5}");
            assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/ping")).isEqualTo("{}");

            client.awaitSilence(Duration.ofMillis(300));
            assertThat(client.messages()).noneMatch(m -> m.contains("\"id\":5"));
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void droppedConnectionsMayComeBack() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            client.await(m -> m.contains("bookTicker"));
            exchange.inject(Fault.parse("drop"));
            assertThat(client.awaitClose()).isEqualTo(1006);
        }
        try (var again = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            again.await(m -> m.contains("bookTicker"));
        }
        assertThat(exchange.record().connectionsEver()).isEqualTo(2);
    }

    // D12
    @Test
    void aGapIsOneMissingLinkInTheChain() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms")) {
            client.await(m -> m.contains("depthUpdate"), 3);
            exchange.inject(Fault.parse("gap"));
            var seen = client.awaitAll(all -> brokenLinks(all) > 0).size();
            assertThat(brokenLinks(client.awaitAll(all -> all.size() >= seen + 10)))
                    .isEqualTo(1);
        }
    }

    private static int brokenLinks(List<String> changes) {
        int broken = 0;
        long last = 0;
        for (var message : changes) {
            long pu = json(message).get("pu").asLong();
            broken += last != 0 && pu != last ? 1 : 0;
            last = json(message).get("u").asLong();
        }
        return broken;
    }

    // D12
    @Test
    void aCrossedChangeCarriesABidAboveTheBestAsk() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/stream?streams=btcusdt@depth@0ms/btcusdt@bookTicker")) {
            client.await(m -> m.contains("depthUpdate"), 3);
            exchange.inject(Fault.parse("crossed"));
            var seen = client.awaitAll(all -> crossed(all) > 0).size();
            assertThat(crossed(client.awaitAll(all -> all.size() >= seen + 20))).isEqualTo(1);
        }
    }

    private static int crossed(List<String> quotesAndChanges) {
        var ask = BigDecimal.valueOf(Long.MAX_VALUE);
        int crossed = 0;
        for (var message : quotesAndChanges) {
            var data = json(message).get("data");
            if (data.get("e").asText().equals("bookTicker")) {
                ask = new BigDecimal(data.get("a").asText());
                continue;
            }
            for (var level : data.get("b")) {
                boolean above = new BigDecimal(level.get(0).asText()).compareTo(ask) > 0;
                crossed += above && new BigDecimal(level.get(1).asText()).signum() > 0 ? 1 : 0;
            }
        }
        return crossed;
    }

    @Test
    void restFaultsRefuseDelayAndLoseReplies() throws Exception {
        var keys = exchange.openAccount(new BigDecimal("10000"));
        var call = new SignedCall(exchange.restUri(), keys);
        exchange.inject(Fault.parse("lose-reply"));
        assertThatThrownBy(
                        () -> call.send(
                                "POST",
                                "/fapi/v1/order",
                                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=30000&newClientOrderId=lost-1"))
                .isInstanceOf(IOException.class);
        assertThat(exchange.record().workingOrders()).hasSize(1);
        assertThat(call.send("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=lost-1"))
                .contains("\"status\":\"NEW\"");

        exchange.inject(Fault.parse("http500:1"));
        assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/time")).contains("-1000");
        exchange.inject(Fault.parse("http429"));
        assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/time")).contains("-1003");
    }

    @Test
    void faultsOfTheOpeningWaitForTheMarketToBegin() throws Exception {
        var config = new SimulatedExchange.Config(
                Dialects.usual(),
                new FeedSpec.Synthetic(3),
                Speed.REAL_TIME,
                List.of("BTC-USDT"),
                0,
                SimulatedExchange.Mode.SESSION,
                Duration.ZERO,
                Duration.ZERO,
                1,
                List.of(Fault.parse("drop@500ms")));
        try (var early = SimulatedExchange.open(ctx, config);
                var client = new StreamClient(early.wsUri(), "/ws/btcusdt@trade")) {
            assertThat(client.awaitClose()).isEqualTo(1006);
        }
    }

    @Test
    void commandsStillWorkWhileNothingIsWrong() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
            assertThat(ping(client, 9)).isTrue();
        }
    }
}
