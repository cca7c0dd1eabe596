package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Trade;
import trysail.simulator.play.Speed;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** Sessions on recordings that hold more, or less, than they trade. */
@Timeout(180)
class RecordedSessionTest {
    private static final Map<String, String> PRICES =
            Map.of("BTCUSDT", "60000.0", "ETHUSDT", "3000.00", "SOLUSDT", "150.00", "XRPUSDT", "0.5000");
    private static final int ROUNDS = 40;

    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path journals;

    /** Hears trades, by symbol. */
    private static final class Listening implements Strategy {
        private final Map<String, Integer> trades = new TreeMap<>();

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            if (event instanceof Trade trade) {
                trades.merge(trade.instrument().symbol(), 1, Integer::sum);
            }
            return List.of();
        }
    }

    @BeforeEach
    void record() {
        long time = 1_723_161_256_000L;
        for (int i = 0; i < ROUNDS; i++, time += 100) {
            for (var symbol : new TreeMap<>(PRICES).keySet()) {
                round(symbol, PRICES.get(symbol), 1000 + 2 * i, time);
            }
        }
    }

    private void round(String symbol, String price, int id, long time) {
        var times = ",\"E\":" + time + ",\"T\":" + time + ",\"s\":\"" + symbol + "\"";
        line(
                symbol,
                "bookTicker",
                time,
                "\"u\":" + id + times + ",\"b\":\"" + price + "\",\"B\":\"5\",\"a\":\"" + above(price)
                        + "\",\"A\":\"5\"");
        line(
                symbol,
                "depthUpdate",
                time,
                "\"U\":" + (id + 1) + ",\"u\":" + (id + 2) + ",\"pu\":" + id + times + ",\"b\":[[\"" + price
                        + "\",\"5\"]],\"a\":[[\"" + above(price) + "\",\"5\"]]");
        line(
                symbol,
                "trade",
                time,
                "\"t\":" + id + times + ",\"p\":\"" + price + "\",\"q\":\"1\",\"X\":\"MARKET\",\"m\":true");
        if (id == 1004) {
            lines.add(time + "000000 {\"lastUpdateId\":1006,\"bids\":[[\"" + price + "\",\"5\"]],\"asks\":[[\""
                    + above(price) + "\",\"5\"]]}");
        }
    }

    private static String above(String price) {
        return price.substring(0, price.length() - 1) + "1";
    }

    private void line(String symbol, String type, long time, String members) {
        var stream = symbol.toLowerCase(Locale.ROOT) + "@" + (type.equals("depthUpdate") ? "depth@0ms" : type);
        lines.add(time + "000000 {\"stream\":\"" + stream + "\",\"data\":{\"e\":\"" + type + "\"," + members + "}}");
    }

    private SessionSpec replay(Strategy strategy) throws IOException {
        var file = Files.write(journals.resolve("four.raw"), lines);
        return SessionSpec.paper()
                .journal(journals)
                .mode("replay")
                .feed("recording:" + file)
                .speed(Speed.MAX)
                .strategy(strategy);
    }

    @Test
    void aRecordingOfMoreThanIsTradedBeginsAndEndsByItself() throws Exception {
        var heard = new Listening();
        var receipt = new Sessions().start(replay(heard)).await();
        assertThat(receipt.exitCode()).isZero();
        assertThat(heard.trades)
                .containsOnlyKeys("BTC-USDT", "ETH-USDT", "SOL-USDT")
                .containsValue(ROUNDS);
    }

    @Test
    void ofFourRecordedTwoMayBeTraded() throws Exception {
        var heard = new Listening();
        var receipt = new Sessions()
                .start(replay(heard).symbols(List.of("XRP-USDT", "ETH-USDT")))
                .await();
        assertThat(receipt.exitCode()).isZero();
        assertThat(heard.trades).containsExactly(Map.entry("ETH-USDT", ROUNDS), Map.entry("XRP-USDT", ROUNDS));
        assertThat(receipt.marketEvents()).isEqualTo(2 * 3 * ROUNDS);
    }

    @Test
    void whatIsNotRecordedIsRefusedBeforeAnythingIsOpened() throws Exception {
        var spec = replay(new Listening()).symbols(List.of("ETH-USDT", "DOGE-USDT"));
        assertThatThrownBy(() -> new Sessions().start(spec))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--symbols 'DOGE-USDT' is not in recording")
                .hasMessageContaining("it holds BTC-USDT, ETH-USDT, SOL-USDT, XRP-USDT");
        assertThat(journals.resolve("logbook.db")).doesNotExist();
    }

    @Test
    void whatIsLeftOutOfARecordingIsTold() throws Exception {
        lines.add(7, "not a frame");
        var session = new Sessions().start(replay(new Listening()).symbols(List.of("ETH-USDT")));
        assertThat(session.await().exitCode()).isZero();
        assertThat(session.troubles())
                .singleElement()
                .asString()
                .contains("one line is left out, line 8: is not '<rec");
    }
}
