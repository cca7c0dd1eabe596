package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.fault.Fault;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What venues' market data do wrong, done on purpose: the numbers and names that lie. */
class MarketFaultTest {
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

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    // G1
    @Test
    void aSubscriptionIsAcknowledgedAndSilentWhileOthersGoOn() throws Exception {
        try (var before = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms")) {
            before.await(m -> m.contains("depthUpdate"));
            exchange.inject(Fault.parse("ack-silent"));
            try (var client = new StreamClient(exchange.wsUri(), "/ws")) {
                client.subscribe("btcusdt@bookTicker");
                assertThat(client.await(m -> m.contains("\"id\":1"))).isEqualTo("{\"result\":null,\"id\":1}");
                before.await(m -> m.contains("depthUpdate"), before.messages().size() + 20);
                assertThat(client.messages()).hasSize(1);

                exchange.clearFaults();
                client.subscribe("btcusdt@depth@0ms");
                client.await(m -> m.contains("depthUpdate"));
            }
        }
    }

    // G1
    @Test
    void streamsOfAnameFallSilentAndComeBack() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/stream?streams=btcusdt@bookTicker/btcusdt@depth@0ms")) {
            client.await(m -> m.contains("depthUpdate"));
            exchange.inject(Fault.parse("ack-silent:depth"));
            var seen = client.messages().size();
            client.await(m -> m.contains("bookTicker"), bookTickers(client) + 20);
            assertThat(client.messages().subList(seen + 1, client.messages().size())) // one may have been under way
                    .noneMatch(m -> m.contains("depthUpdate"));

            exchange.clearFaults();
            client.awaitAll(all -> all.subList(seen + 1, all.size()).stream().anyMatch(m -> m.contains("depthUpdate")));
        }
    }

    /** A storm knows no venue's names. */
    @Test
    void whatStreamsCarryNamesThemWhateverTheVenueCallsThem() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/stream?streams=btcusdt@bookTicker/btcusdt@depth@0ms")) {
            client.await(m -> m.contains("bookTicker"));
            exchange.inject(Fault.parse("ack-silent:quotes"));
            var seen = client.messages().size();
            client.await(m -> m.contains("depthUpdate"), depthUpdates(client) + 20);
            assertThat(client.messages().subList(seen + 1, client.messages().size())) // one may have been under way
                    .noneMatch(m -> m.contains("\"e\":\"bookTicker\""));
        }
    }

    private static int depthUpdates(StreamClient client) {
        return (int) client.messages().stream()
                .filter(m -> m.contains("\"e\":\"depthUpdate\""))
                .count();
    }

    private static int bookTickers(StreamClient client) {
        return (int) client.messages().stream()
                .filter(m -> m.contains("\"e\":\"bookTicker\""))
                .count();
    }

    // G9
    @ParameterizedTest
    @CsvSource({"nothing, NA, true, 0", "insurance, INSURANCE_FUND, false, -1", "adl, ADL, false, 1"})
    void theTradeStreamCarriesWhatIsNoTradeOfTheMarket(String kind, String word, boolean ofNothing, int where)
            throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@trade")) {
            var usual = json(client.await(m -> m.contains("\"e\":\"trade\"")));
            assertThat(usual.get("X").asText()).isEqualTo("MARKET");
            exchange.inject(Fault.parse("off-market:" + kind));
            var odd = json(client.await(m -> m.contains("\"X\":\"" + word + "\"")));

            var price = new BigDecimal(odd.get("p").asText());
            assertThat(new BigDecimal(odd.get("q").asText()).signum() == 0).isEqualTo(ofNothing);
            if (ofNothing) {
                assertThat(price).isZero();
            } else {
                var off = price.subtract(new BigDecimal(usual.get("p").asText()));
                assertThat(off.signum()).isEqualTo(where);
                assertThat(off.abs().multiply(BigDecimal.valueOf(20))).isGreaterThan(price);
            }
            var rest = json(StreamClient.get(exchange.restUri(), "/fapi/v1/trades?symbol=BTCUSDT&limit=50"));
            assertThat(rest)
                    .noneMatch(t -> t.get("price").asText().equals(odd.get("p").asText()));
        }
    }

    // G10
    @Test
    void updateNumbersBeginAgainAndRestFollows() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms")) {
            var first = json(client.await(m -> m.contains("depthUpdate")));
            assertThat(first.get("pu").asLong()).isGreaterThan(100);
            exchange.inject(Fault.parse("renumber"));
            client.await(m -> m.contains("\"pu\":100,"));
            var all = client.awaitAll(seen -> json(seen.getLast()).get("u").asLong() > 110
                    && json(seen.getLast()).get("u").asLong() < first.get("u").asLong());
            var from = all.stream()
                    .filter(m -> m.contains("\"pu\":100,"))
                    .findFirst()
                    .orElseThrow();
            var last = 100L;
            for (var change : all.subList(all.indexOf(from), all.size())) {
                assertThat(json(change).get("pu").asLong()).isEqualTo(last);
                last = json(change).get("u").asLong();
            }
            var book = json(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=BTCUSDT&limit=5"));
            assertThat(book.get("lastUpdateId").asLong())
                    .isBetween(last, first.get("u").asLong());
        }
    }

    // G10
    @Test
    void lostChangesBreakNoLinkOfTheChain() throws Exception {
        try (var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@depth@0ms");
                var quotes = new StreamClient(exchange.wsUri(), "/ws/btcusdt@bookTicker")) {
            client.await(m -> m.contains("depthUpdate"), 3);
            exchange.inject(Fault.parse("lost-changes"));
            quotes.await(m -> m.contains("bookTicker"), quotes.messages().size() + 20);
            var before = client.messages().size();
            exchange.clearFaults();
            var all = client.awaitAll(seen -> seen.size() > before + 5);
            var last = json(all.getFirst()).get("pu").asLong();
            var widest = 0L;
            for (var change : all) {
                assertThat(json(change).get("pu").asLong()).isEqualTo(last);
                last = json(change).get("u").asLong();
                widest = Math.max(widest, last - json(change).get("U").asLong());
            }
            assertThat(widest).as("numbers that one change stands for").isGreaterThan(5);
        }
    }

    @Test
    void aNameIsReadWithItsFault() {
        assertThat(Fault.parse("ack-silent:trade@3s").what()).isEqualTo("ack-silent:trade");
        assertThat(Fault.parse("off-market:adl@3s").spec()).isEqualTo("off-market:adl@3s");
        assertThat(Fault.parse("lost-changes@1s for 2s").length()).contains(Duration.ofSeconds(2));
    }
}
