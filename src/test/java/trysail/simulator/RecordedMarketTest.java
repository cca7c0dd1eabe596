package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.scope.SessionContext;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** The recording of real frames, played at full speed over real sockets. */
class RecordedMarketTest {
    private static final Path FILE = Path.of("..", "shared", "data", "binance-usdm-btcusdt-20240808.raw.gz");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SessionContext ctx = SessionContext.standalone("test");

    @BeforeEach
    void recordingIsHere() {
        Assumptions.assumeTrue(Files.exists(FILE), "no recording at " + FILE);
    }

    private static List<String> recorded() throws Exception {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            return in.lines().map(l -> l.substring(l.indexOf(' ') + 1)).toList();
        }
    }

    private SimulatedExchange session() throws Exception {
        return SimulatedExchange.open(
                ctx, SimulatedExchange.Config.session(new FeedSpec.Recorded(FILE), Speed.MAX, List.of("BTC-USDT")));
    }

    /** A book the slow and obvious way. */
    private static final class PlainBook {
        final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        long id;

        void snapshot(JsonNode s) {
            set(bids, s.get("bids"));
            set(asks, s.get("asks"));
            id = s.get("lastUpdateId").asLong();
        }

        void change(JsonNode d) {
            set(bids, d.get("b"));
            set(asks, d.get("a"));
            id = d.get("u").asLong();
        }

        private static void set(Map<BigDecimal, BigDecimal> side, JsonNode levels) {
            for (var level : levels) {
                var price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
                var size = new BigDecimal(level.get(1).asText()).stripTrailingZeros();
                if (size.signum() == 0) {
                    side.remove(price);
                } else {
                    side.put(price, size);
                }
            }
        }
    }

    @Test
    void everyFrameArrivesAsItWasRecordedButForItsTimes() throws Exception {
        try (var exchange = session();
                var client = new StreamClient(exchange.wsUri(), "/stream")) {
            client.subscribe("btcusdt@bookTicker", "btcusdt@trade", "btcusdt@depth@0ms");
            StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
            assertThat(client.awaitClose()).isEqualTo(4001);

            var got = client.messages();
            assertThat(got.getFirst()).isEqualTo("{\"result\":null,\"id\":1}");
            var wanted =
                    recorded().stream().filter(f -> f.startsWith("{\"stream\"")).toList();
            assertThat(got).hasSize(93_953 + 1);
            long shift = time(got.get(1)) - time(wanted.getFirst());
            for (int i = 0; i < wanted.size(); i++) {
                var back = got.get(i + 1);
                assertThat(back.length()).isEqualTo(wanted.get(i).length());
                if (!unshifted(back, shift).equals(wanted.get(i))) {
                    assertThat(unshifted(back, shift)).isEqualTo(wanted.get(i));
                }
            }
            assertThat(exchange.framesPlayed()).isEqualTo(93_953);
        }
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    private static long time(String frame) {
        int at = frame.indexOf("\"E\":") + 4;
        return Long.parseLong(frame.substring(at, at + 13));
    }

    private static String unshifted(String frame, long shift) {
        var text = new StringBuilder(frame);
        for (var key : List.of("\"E\":", "\"T\":")) {
            int at = text.indexOf(key) + key.length();
            text.replace(at, at + 13, Long.toString(Long.parseLong(text.substring(at, at + 13)) - shift));
        }
        return text.toString();
    }

    @Test
    void theBookAtTheEndIsTheOneTheRecordingImplies() throws Exception {
        var plain = new PlainBook();
        var early = new ArrayList<JsonNode>();
        for (var line : recorded()) {
            if (line.startsWith("{\"lastUpdateId\"")) {
                plain.snapshot(JSON.readTree(line));
                early.stream().filter(d -> d.get("u").asLong() >= plain.id).forEach(plain::change);
            } else if (line.contains("\"depthUpdate\"")) {
                var data = JSON.readTree(line).get("data");
                if (plain.id == 0) {
                    early.add(data);
                } else if (data.get("u").asLong() >= plain.id) {
                    plain.change(data);
                }
            }
        }
        try (var exchange = session();
                var client = new StreamClient(exchange.wsUri(), "/stream");
                var slow = new StreamClient(exchange.wsUri(), "/public/ws/btcusdt@depth@100ms");
                var beside = new StreamClient(exchange.wsUri(), "/market/ws/btcusdt@aggTrade")) {
            var opening =
                    JSON.readTree(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=BTCUSDT&limit=1000"));
            assertThat(opening.get("lastUpdateId").asLong()).isEqualTo(5123107852948L);
            client.subscribe("btcusdt@bookTicker", "btcusdt@trade", "btcusdt@depth@0ms");
            var asked = JSON.readTree(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=BTCUSDT&limit=1000"));
            assertThat(slow.awaitClose()).isEqualTo(4001);
            assertThat(beside.awaitClose()).isEqualTo(4001);

            var merged = new PlainBook();
            merged.snapshot(asked);
            long last = 0;
            int changes = 0;
            var aggregated = beside.messages().size();
            for (var message : slow.messages()) {
                var data = JSON.readTree(message);
                changes++;
                if (last != 0) {
                    assertThat(data.get("pu").asLong()).isEqualTo(last);
                }
                last = data.get("u").asLong();
                assertThat(data.get("U").asLong()).isLessThanOrEqualTo(last);
                if (last >= merged.id) {
                    merged.change(data);
                }
            }
            assertThat(aggregated).isEqualTo(21_313);
            assertThat(changes).isBetween(2_000, 4_000);
            assertThat(merged.id).isEqualTo(plain.id);
            assertThat(merged.bids).isEqualTo(plain.bids);
            assertThat(merged.asks).isEqualTo(plain.asks);

            var atLast =
                    JSON.readTree(StreamClient.get(exchange.restUri(), "/fapi/v1/depth?symbol=BTCUSDT&limit=1000"));
            assertThat(atLast.get("lastUpdateId").asLong()).isEqualTo(plain.id);
            assertThat(new BigDecimal(atLast.at("/bids/0/0").asText())).isEqualByComparingTo(plain.bids.firstKey());
            assertThat(atLast.get("bids")).hasSize(Math.min(1000, plain.bids.size()));
        }
    }

    @Test
    void aVenueLoopsWithRisingIdsFromANewSnapshot() throws Exception {
        try (var exchange = SimulatedExchange.open(
                        ctx, SimulatedExchange.Config.venue(new FeedSpec.Recorded(FILE), Speed.MAX, List.of(), 0));
                var client = new StreamClient(exchange.wsUri(), "/ws/btcusdt@trade")) {
            var trades = client.await(m -> m.contains("\"trade\""), 21_313 + 100);
            long last = 0;
            for (var trade : trades) {
                long id = JSON.readTree(trade).get("t").asLong();
                assertThat(id).isGreaterThan(last);
                last = id;
            }
            var first = JSON.readTree(trades.getFirst());
            var again = JSON.readTree(trades.get(21_313));
            assertThat(again.get("p")).isEqualTo(first.get("p"));
            assertThat(again.get("q")).isEqualTo(first.get("q"));
        }
        assertThat(ctx.ledger().entries()).isEmpty();
    }
}
