package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.exchange.StreamState;
import trysail.exchange.VenueKind;
import trysail.model.Trade;
import trysail.recording.Recording;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.play.Tick;
import trysail.simulator.source.FeedSpec;
import trysail.simulator.source.RecordedSource;
import trysail.venue.binance.BinanceVenue;

/** Recordings of a few made-up frames: the corners. */
class SmallRecordingTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SessionContext ctx = SessionContext.standalone("test");
    private final List<String> lines = new ArrayList<>();
    private long received = 1_000_000_000L;

    @TempDir
    Path folder;

    private void frame(String stream, String data) {
        line("{\"stream\":\"ethusdt@" + stream + "\",\"data\":{" + data + "}}");
    }

    private void line(String frame) {
        received += 1_000_000;
        lines.add(received + " " + frame);
    }

    private void quote(long id, String bid, String ask) {
        frame(
                "bookTicker",
                "\"e\":\"bookTicker\",\"u\":" + id + ",\"s\":\"ETHUSDT\",\"b\":\"" + bid + "\",\"B\":\"3.5\",\"a\":\""
                        + ask + "\",\"A\":\"2\",\"T\":1723161256313,\"E\":1723161256314");
    }

    private void trade(long id, String price, String size) {
        frame(
                "trade",
                "\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,\"s\":\"ETHUSDT\",\"t\":" + id + ",\"p\":\""
                        + price + "\",\"q\":\"" + size + "\",\"X\":\"MARKET\",\"m\":false");
    }

    private void depth(long first, long last, long previous, String bids) {
        frame(
                "depth@0ms",
                "\"e\":\"depthUpdate\",\"E\":1723161256400,\"T\":1723161256399,\"s\":\"ETHUSDT\",\"U\":" + first
                        + ",\"u\":" + last + ",\"pu\":" + previous + ",\"b\":[" + bids + "],\"a\":[]");
    }

    private void snapshot(long id) {
        line("{\"lastUpdateId\":" + id
                + ",\"E\":1,\"T\":1,\"bids\":[[\"3000.00\",\"1.000\"]],\"asks\":[[\"3001.00\",\"1.000\"]]}");
    }

    private Path written() throws Exception {
        return Files.write(folder.resolve("small.raw"), lines);
    }

    private SimulatedExchange open(SimulatedExchange.Mode mode, Speed speed) throws Exception {
        return SimulatedExchange.open(
                ctx,
                new SimulatedExchange.Config(
                        Dialects.usual(),
                        new FeedSpec.Recorded(written()),
                        speed,
                        List.of(),
                        0,
                        mode,
                        Duration.ZERO,
                        Duration.ZERO,
                        1,
                        List.of()));
    }

    /** To all that the recording holds of the kinds that a session trades by. */
    private static void subscribe(StreamClient client, SimulatedExchange exchange) {
        client.subscribe(exchange.carried().stream()
                .filter(name -> name.matches("ethusdt@(bookTicker|trade|depth@0ms)"))
                .sorted()
                .toArray(String[]::new));
    }

    private void aggregated(long id, String price) {
        frame(
                "aggTrade",
                "\"e\":\"aggTrade\",\"E\":1723161256322,\"a\":" + id + ",\"s\":\"ETHUSDT\",\"p\":\"" + price
                        + "\",\"q\":\"0.010\",\"f\":" + id + ",\"l\":" + id + ",\"T\":1723161256321,\"m\":true");
    }

    @Test
    void aRecordingOffersWhatItHoldsAndASessionAsksForThatAlone() throws Exception {
        quote(5, "3000.10", "3000.90");
        for (var i = 1; i <= 40; i++) {
            aggregated(i, "3000.50");
        }
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX)) {
            assertThat(exchange.carried()).containsExactlyInAnyOrder("ethusdt@bookTicker", "ethusdt@aggTrade");
            assertThat(exchange.pace()).isZero();
            try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
                client.subscribe("ethusdt@trade");
                assertThat(client.await(m -> m.contains("\"id\":1"))).isEqualTo("{\"result\":null,\"id\":1}");
                client.subscribe("ethusdt@depth@100ms");
                assertThat(client.await(m -> m.contains("\"id\":1"), 2).getLast())
                        .isEqualTo("{\"result\":null,\"id\":1}");
                assertThat(exchange.record().connections().getFirst().subscriptions())
                        .as("acknowledged, and nothing will come")
                        .isEmpty();
            }
            var offer = new VenueKind.Offer(exchange.carried(), exchange.pace());
            var site = new VenueKind.Site(exchange.restUri(), exchange.wsUri(), Optional.of(offer));
            var trades = new AtomicInteger();
            try (var feed = new BinanceVenue(ctx, site, Optional.empty(), 1).feed(exchange.instruments())) {
                feed.run(event -> {
                    if (event instanceof Trade) {
                        trades.incrementAndGet();
                    }
                });
                assertThat(trades).hasValue(40);
                assertThat(feed.stats().streams())
                        .extracting(StreamState::name)
                        .containsExactly("ethusdt@bookTicker", "ethusdt@aggTrade");
            }
            assertThat(exchange.record().connectionsEver()).isEqualTo(2); // its own, and all of the feed's on one
        }
    }

    @Test
    void beforeItPlaysRestAnswersOnTheOpeningState() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        snapshot(10);
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX)) {
            var rest = exchange.restUri();
            var depth = JSON.readTree(StreamClient.get(rest, "/fapi/v1/depth?symbol=ETHUSDT&limit=5"));
            assertThat(depth.get("lastUpdateId").asLong()).isEqualTo(10);
            assertThat(depth.at("/bids/0/0").decimalValue()).isNotNull();
            assertThat(StreamClient.get(rest, "/fapi/v1/ticker/bookTicker?symbol=ETHUSDT"))
                    .contains("3000.1");
            assertThat(StreamClient.get(rest, "/fapi/v1/ticker/price?symbol=ETHUSDT"))
                    .contains("3000.5");
            assertThat(JSON.readTree(StreamClient.get(rest, "/fapi/v1/klines?symbol=ETHUSDT&interval=1m&limit=1500")))
                    .hasSize(1500);
            assertThat(exchange.framesPlayed()).isZero();
        }
    }

    @Test
    void changesBeforeTheSnapshotsLineAreHeldUntilItIsPassed() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        depth(6, 9, 4, "[\"2999.00\",\"9.000\"]");
        depth(10, 12, 9, "[\"2998.00\",\"8.000\"]");
        snapshot(11);
        depth(13, 14, 12, "[\"2997.00\",\"7.000\"]");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            subscribe(client, exchange);
            client.await(m -> m.contains("\"u\":12"));
            var asked = JSON.readTree(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=ETHUSDT&limit=100"));
            assertThat(asked.get("lastUpdateId").asLong()).isEqualTo(11);
            assertThat(asked.get("bids")).hasSize(1);
            assertThat(client.awaitClose()).isEqualTo(4001);
            var last = JSON.readTree(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=ETHUSDT&limit=100"));
            assertThat(last.get("lastUpdateId").asLong()).isEqualTo(14);
            assertThat(last.get("bids")).hasSize(3); // the one older than the snapshot is not among them
        }
    }

    @Test
    void nobodyAskingForTheBookHoldsTheFeedForTwoSecondsOnly() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        snapshot(11);
        depth(12, 14, 11, "[\"2997.00\",\"7.000\"]");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            long before = System.nanoTime();
            subscribe(client, exchange);
            assertThat(client.awaitClose()).isEqualTo(4001);
            assertThat(System.nanoTime() - before).isGreaterThan(1_800_000_000L);
            stalls.assertSince(before, Duration.ofSeconds(10));
            assertThat(client.messages()).hasSize(4);
            assertThat(exchange.awaitEnd(ctx.clock().deadline(Duration.ZERO))).isTrue();
        }
    }

    @Test
    void whoComesAfterTheEndIsToldSo() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX)) {
            try (var client = new StreamClient(exchange.wsUri(), "/stream")) {
                subscribe(client, exchange);
                assertThat(client.awaitClose()).isEqualTo(4001);
            }
            try (var late = new StreamClient(exchange.wsUri(), "/ws/ethusdt@trade")) {
                assertThat(late.awaitClose()).isEqualTo(4001);
            }
            try (var later = new StreamClient(exchange.wsUri(), "/ws")) {
                later.subscribe("ethusdt@trade");
                assertThat(later.awaitClose()).isEqualTo(4001);
            }
        }
    }

    @Test
    void aTradeOfNothingIsPassedOnButTradesNothing() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        trade(71, "0", "0");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            subscribe(client, exchange);
            assertThat(client.awaitClose()).isEqualTo(4001);
            assertThat(client.messages()).hasSize(4);
            assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/ticker/price?symbol=ETHUSDT"))
                    .contains("3000.5");
        }
    }

    @Test
    void aLaterPassGivesIdsAnotherDigitWhenTheyNeedOne() throws Exception {
        quote(8, "3000.10", "3000.90");
        trade(97, "3000.50", "0.006");
        trade(98, "3000.60", "0.007");
        var source =
                new RecordedSource(Recording.load(written(), Dialects.usual().captures()));
        var ids = new ArrayList<Long>();
        for (int pass = 0; pass < 3; pass++) {
            source.begin(pass, 1_800_000_000_000L);
            while (source.hasNext()) {
                if (source.next() instanceof Tick.Traded trade) {
                    var text = JSON.readTree(source.recorded().orElseThrow().toString());
                    assertThat(text.get("t").asLong()).isEqualTo(trade.tradeId());
                    assertThat(text.get("T").asLong()).isEqualTo(1_800_000_000_007L);
                    ids.add(trade.tradeId());
                }
            }
        }
        assertThat(ids).containsExactly(97L, 98L, 99L, 100L, 101L, 102L);
    }

    /** Of a kind we do not know: its subscribers get what was recorded on it and nothing else. */
    @Test
    void aRecordedStreamOfAnotherKindCarriesWhatWasRecordedOnIt() throws Exception {
        quote(8, "3000.10", "3000.90");
        frame("forceOrder", "\"e\":\"forceOrder\",\"E\":1723161256330,\"o\":{\"s\":\"ETHUSDT\",\"q\":\"0.5\"}");
        quote(9, "3000.20", "3000.90");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream?streams=ethusdt@forceOrder")) {
            subscribe(client, exchange);
            assertThat(client.awaitClose()).isEqualTo(4001);
            assertThat(client.messages().stream().filter(m -> m.contains("ethusdt@forceOrder")))
                    .singleElement()
                    .asString()
                    .contains("\"e\":\"forceOrder\"");
        }
    }

    @Test
    void atItsOwnSpeedAFrameWaitsForItsTime() throws Exception {
        quote(8, "3000.10", "3000.90");
        received += 1_000_000_000L;
        trade(97, "3000.50", "0.006");
        long before = System.nanoTime(); // the market begins with its first subscriber
        try (var exchange = open(SimulatedExchange.Mode.VENUE, Speed.REAL_TIME);
                var client = new StreamClient(exchange.wsUri(), "/stream?streams=ethusdt@trade")) {
            client.await(m -> m.contains("3000.50"));
            assertThat(System.nanoTime() - before).isGreaterThan(1_000_000_000L);
        }
    }

    /** As recorders keep the documented stream. */
    @Test
    void aggregatedTradesMoveTheMarketWhereThereAreNoOthers() throws Exception {
        quote(5, "3000.10", "3000.90");
        frame(
                "aggTrade",
                "\"e\":\"aggTrade\",\"E\":1723161256322,\"a\":70,\"s\":\"ETHUSDT\",\"p\":\"3000.50\",\"q\":\"0.006\","
                        + "\"f\":1,\"l\":2,\"T\":1723161256321,\"m\":true");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            assertThat(exchange.carried()).containsOnly("ethusdt@bookTicker", "ethusdt@aggTrade");
            client.subscribe("ethusdt@bookTicker", "ethusdt@aggTrade");
            assertThat(client.awaitClose()).isEqualTo(4001);
            var heard = client.messages().stream()
                    .filter(m -> m.contains("@aggTrade"))
                    .toList();
            assertThat(heard).singleElement().asString().contains("\"e\":\"aggTrade\"", "\"3000.50\"");
            assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/ticker/price?symbol=ETHUSDT"))
                    .contains("3000.5");
        }
    }

    @Test
    void numbersThatTheVenueWouldWriteInAnotherWayArePassedOnInItsOwn() throws Exception {
        quote(5, "3000.10", "3000.90");
        line(
                "{\"data\": {\"s\": \"ETHUSDT\", \"q\": 6e-3, \"p\": 3000.5, \"t\": \"70\", \"m\": true, \"T\": 1723161256321, "
                        + "\"E\": 1723161256322, \"e\": \"trade\"}, \"stream\": \"ethusdt@trade\"}");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            subscribe(client, exchange);
            assertThat(client.awaitClose()).isEqualTo(4001);
            var heard = client.messages().stream()
                    .filter(m -> m.contains("ethusdt@trade"))
                    .toList();
            var data = JSON.readTree(heard.getFirst()).get("data");
            assertThat(data.get("p").isTextual()).isTrue();
            assertThat(data.get("p").asText()).isEqualTo("3000.50");
            assertThat(data.get("q").asText()).isEqualTo("0.006");
            assertThat(data.get("t").isIntegralNumber()).isTrue();
        }
    }

    @Test
    void withoutRecordedQuotesTheBookHasThem() throws Exception {
        trade(70, "3000.50", "0.006");
        snapshot(11);
        depth(12, 14, 11, "[\"3000.50\",\"7.000\"]");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            subscribe(client, exchange);
            StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=ETHUSDT&limit=100");
            assertThat(client.awaitClose()).isEqualTo(4001);
            var quotes = client.messages().stream()
                    .filter(m -> m.contains("\"bookTicker\""))
                    .toList();
            assertThat(quotes).singleElement().asString().contains("\"b\":\"3000.50\"", "\"a\":\"3001.00\"");
        }
    }

    @Test
    void aTradeOutsideTheMarketMovesNothing() throws Exception {
        quote(5, "3000.10", "3000.90");
        trade(70, "3000.50", "0.006");
        frame(
                "trade",
                "\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,\"s\":\"ETHUSDT\",\"t\":71,\"p\":\"1.00\","
                        + "\"q\":\"9\",\"X\":\"INSURANCE_FUND\",\"m\":false");
        try (var exchange = open(SimulatedExchange.Mode.SESSION, Speed.MAX);
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            subscribe(client, exchange);
            assertThat(client.awaitClose()).isEqualTo(4001);
            assertThat(client.messages()).hasSize(4);
            assertThat(StreamClient.get(exchange.restUri(), "/fapi/v1/ticker/price?symbol=ETHUSDT"))
                    .contains("3000.5");
        }
    }
}
