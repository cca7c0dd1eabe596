package trysail.simulator.binance.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.recording.Frame;
import trysail.recording.Recording;

/** What a recording shows of its instruments: whose a snapshot is, and in which steps prices move. */
class RecordedInstrumentsTest {
    private static final UsdmCaptures USDM = new UsdmCaptures();

    private final List<String> lines = new ArrayList<>();
    private long time = 1_723_161_256_000L;

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        lines.clear();
    }

    private void line(String frame) {
        lines.add(time++ + "000000 " + frame);
    }

    private void quote(String symbol, long id, String bid, String ask) {
        line("{\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":"
                + id
                + ",\"s\":\"" + symbol + "\",\"b\":\"" + bid + "\",\"B\":\"1.0\",\"a\":\"" + ask
                + "\",\"A\":\"2.0\",\"T\":" + time + ",\"E\":" + time + "}}");
    }

    private void change(String symbol, long first, long last, long previous, String bids) {
        line("{\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                + time
                + ",\"T\":" + time + ",\"s\":\"" + symbol + "\",\"U\":" + first + ",\"u\":" + last + ",\"pu\":"
                + previous
                + ",\"b\":[" + bids + "],\"a\":[]}}");
    }

    private void aggregated(String symbol, long id, String price) {
        line("{\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@aggTrade\",\"data\":{\"e\":\"aggTrade\",\"E\":"
                + time
                + ",\"a\":" + id + ",\"s\":\"" + symbol + "\",\"p\":\"" + price + "\",\"q\":\"0.5\",\"f\":" + id
                + ",\"l\":" + id
                + ",\"T\":" + time + ",\"m\":true}}");
    }

    private void snapshot(String members, long id, String bid, String ask) {
        line("{" + members + "\"lastUpdateId\":" + id + ",\"E\":" + time + ",\"T\":" + time + ",\"bids\":[[\"" + bid
                + "\",\"1\"]],\"asks\":[[\"" + ask + "\",\"1\"]]}");
    }

    private Recording recording() throws IOException {
        return Recording.load(Files.write(folder.resolve("made.raw"), lines), USDM);
    }

    private static List<String> owners(Recording recording) {
        var owners = new ArrayList<String>();
        try (var playback = recording.play()) {
            while (playback.advance()) {
                if (playback.frame().kind == Frame.Kind.SNAPSHOT) {
                    owners.add(recording
                            .instruments()
                            .get(playback.frame().instrument)
                            .symbol());
                }
            }
        }
        return owners;
    }

    @Test
    void aSnapshotIsOfTheInstrumentWhoseChangesHaveItsId() throws IOException {
        quote("BTCUSDT", 100, "60000.0", "60000.1");
        quote("BTCUSDC", 9000, "60003.0", "60003.1");
        change("BTCUSDT", 101, 110, 99, "[\"59999.0\",\"1\"]");
        change("BTCUSDC", 9001, 9010, 8999, "[\"60002.0\",\"1\"]");
        snapshot("", 9005, "60000.0", "60000.1"); // at the other's price
        snapshot("", 105, "60003.0", "60003.1");
        assertThat(owners(recording())).containsExactly("BTC-USDC", "BTC-USDT");
    }

    @Test
    void theIdMayComeOnlyAfterTheSnapshot() throws IOException {
        quote("BTCUSDT", 100, "60000.0", "60000.1");
        quote("BTCUSDC", 9000, "60000.0", "60000.1");
        snapshot("", 9005, "60000.0", "60000.1");
        snapshot("", 105, "60000.0", "60000.1");
        change("BTCUSDT", 101, 110, 99, "[\"59999.0\",\"1\"]");
        change("BTCUSDC", 9001, 9010, 8999, "[\"60002.0\",\"1\"]");
        assertThat(owners(recording())).containsExactly("BTC-USDC", "BTC-USDT");
    }

    @Test
    void whereIdsAreTheSameThePricesAtThatIdDecide() throws IOException {
        change("BTCUSDT", 1, 10, 0, "[\"59999.0\",\"1\"]");
        change("BTCUSDC", 1, 10, 0, "[\"60002.0\",\"1\"]");
        quote("BTCUSDT", 10, "60004.0", "60004.1");
        quote("BTCUSDC", 10, "60007.0", "60007.1");
        quote("BTCUSDT", 12, "60007.0", "60007.1"); // it has moved on since
        quote("BTCUSDC", 12, "60010.0", "60010.1");
        snapshot("", 10, "60007.0", "60007.1");
        assertThat(owners(recording())).containsExactly("BTC-USDC");
    }

    @Test
    void aSnapshotThatNamesItsSymbolIsOfThat() throws IOException {
        quote("BTCUSDT", 100, "60000.0", "60000.1");
        quote("BTCUSDC", 9000, "60003.0", "60003.1");
        snapshot("\"symbol\":\"BTCUSDC\",", 100, "60000.0", "60000.1");
        line(
                "{\"stream\":\"btcusdt@depth\",\"data\":{\"lastUpdateId\":9000,\"bids\":[[\"60003.0\",\"1\"]],\"asks\":[]}}");
        assertThat(owners(recording())).containsExactly("BTC-USDC", "BTC-USDT");
    }

    @Test
    void farLevelsAreNoMeasureOfATick() throws IOException {
        quote("CTKUSDT", 100, "1.01000", "1.01100");
        change("CTKUSDT", 101, 102, 100, "[\"0.90001\",\"0.125\"],[\"1.00900\",\"7\"]");
        line(
                "{\"lastUpdateId\":102,\"bids\":[[\"1.01000\",\"1\"]],\"asks\":[[\"1.01100\",\"1\"],[\"1.29957\",\"1\"]]}");
        var recording = recording();
        var instrument = recording.instruments().getFirst();
        assertThat(instrument.tick()).isEqualByComparingTo("0.001");
        assertThat(instrument.lot()).isEqualByComparingTo("1");
        var frame = Frames.at(recording, 1);
        assertThat(frame.asSpelled).isFalse();
        assertThat(frame.bids[0]).isEqualTo(900); // a bid goes down to the next step, an ask up
        assertThat(Frames.at(recording, 2).asks[2]).isEqualTo(1300);
    }

    @Test
    void withoutQuotesAndTradesTheBookItselfShowsTheTick() throws IOException {
        change("ODDUSDT", 101, 102, 100, "[\"0.90001\",\"0.5\"]");
        assertThat(recording().instruments().getFirst().tick()).isEqualByComparingTo("0.00001");
    }

    @Test
    void aggregatedTradesAreTradesWhereThereAreNoOthers() throws IOException {
        aggregated("BTCUSDT", 5, "60000.0");
        quote("BTCUSDT", 100, "60000.0", "60000.1");
        assertThat(Frames.kinds(recording())).isEqualTo("TQ");
        line("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + time + ",\"T\":" + time
                + ",\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"60000.0\",\"q\":\"0.5\",\"X\":\"MARKET\",\"m\":true}}");
        assertThat(Frames.kinds(recording())).isEqualTo("OQT");
    }

    @Test
    void anInstrumentOfWhichOnlyOtherStreamsWereRecordedIsNotPlayed() throws IOException {
        line("{\"stream\":\"btcusdt@markPrice@1s\",\"data\":{\"e\":\"markPriceUpdate\",\"E\":" + time
                + ",\"s\":\"BTCUSDT\",\"p\":\"60000.00\"}}");
        quote("ETHUSDT", 100, "3000.0", "3000.1");
        var recording = recording();
        assertThat(recording.instruments()).extracting(Object::toString).containsExactly("ETH-USDT");
        assertThat(Frames.kinds(recording)).isEqualTo("OQ");
    }
}
