package trysail.simulator.binance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.recording.Recording;
import trysail.recording.RecordingException;

/** Recordings that other programs have written: the same frames in every spelling say the same. */
class ForeignRecordingTest {
    private static final UsdmCaptures USDM = new UsdmCaptures();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUOTE =
            "{\"stream\":\"ethusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":9,\"s\":\"ETHUSDT\",\"b\":\"3000.10\","
                    + "\"B\":\"3.5\",\"a\":\"3000.25\",\"A\":\"2\",\"T\":1723161256313,\"E\":1723161256314}}";
    private static final String TRADE =
            "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,\"s\":\"ETHUSDT\","
                    + "\"t\":77,\"p\":\"3000.25\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":true}}";
    private static final String DEPTH =
            "{\"stream\":\"ethusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161256400,\"T\":1723161256399,"
                    + "\"s\":\"ETHUSDT\",\"U\":10,\"u\":12,\"pu\":8,\"b\":[[\"2999.00\",\"0.000\"],[\"3000.10\",\"7\"]],\"a\":[]}}";
    private static final long AT = 1_723_161_256_330L;

    @TempDir
    Path folder;

    private interface Rewriting {
        String of(String frame) throws IOException;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Recording rewritten(String name, Rewriting rewriting) throws IOException {
        var text = new StringBuilder();
        for (var frame : new String[] {QUOTE, TRADE, DEPTH}) {
            text.append(AT).append("000000 ").append(rewriting.of(frame)).append('\n');
        }
        return Recording.load(file(name, text.toString()), USDM);
    }

    private static void saysTheSame(Recording recording) {
        assertThat(recording.notes()).isEmpty();
        assertThat(recording.instruments()).extracting(Object::toString).containsExactly("ETH-USDT");
        assertThat(Frames.kinds(recording)).isEqualTo("QTD");
        assertThat(Frames.received(recording)).containsOnly(AT * 1_000_000);
        var quote = Frames.at(recording, 0);
        assertThat(new long[] {quote.lastId, quote.bid, quote.bidSize, quote.ask, quote.askSize, quote.eventTime})
                .containsExactly(9, 300_010, 3_500, 300_025, 2_000, 1723161256314L);
        assertThat(Frames.stream(recording, 0)).isEqualTo("ethusdt@bookTicker");
        var trade = Frames.at(recording, 1);
        assertThat(new long[] {trade.tradeId, trade.price, trade.size, trade.transactTime})
                .containsExactly(77, 300_025, 6, 1723161256321L);
        assertThat(trade.buyerIsMaker).isTrue();
        assertThat(Frames.stream(recording, 1)).isEqualTo("ethusdt@trade");
        var depth = Frames.at(recording, 2);
        assertThat(new long[] {depth.firstId, depth.lastId, depth.previousId}).containsExactly(10, 12, 8);
        assertThat(Arrays.copyOf(depth.bids, 2 * depth.bidLevels)).containsExactly(299_900, 0, 300_010, 7_000);
        assertThat(depth.askLevels).isZero();
        assertThat(Frames.stream(recording, 2)).isEqualTo("ethusdt@depth@0ms");
    }

    @Test
    void theVenuesOwnSpellingIsPassedOnAsItIs() throws IOException {
        var recording = rewritten("venue.raw", f -> f);
        saysTheSame(recording);
        assertThat(Frames.at(recording, 2).asSpelled).isTrue();
    }

    @Test
    void blanksMayStandAnywhere() throws IOException {
        saysTheSame(rewritten(
                "spaced.raw", f -> f.replace(":", " : ").replace(",", " , ").replace("{", "{ ")));
    }

    @Test
    void membersMayComeInAnyOrder() throws IOException {
        saysTheSame(rewritten("sorted.raw", ForeignRecordingTest::sorted));
    }

    private static String sorted(String frame) throws IOException {
        var tree = JSON.readTree(frame);
        var data = new TreeMap<String, Object>();
        tree.get("data").properties().forEach(e -> data.put(e.getKey(), e.getValue()));
        return "{\"data\":" + JSON.writeValueAsString(data) + ",\"stream\":" + tree.get("stream") + "}";
    }

    @Test
    void aBareMessageSaysByItselfWhatItIs() throws IOException {
        saysTheSame(rewritten("bare.raw", f -> JSON.readTree(f).get("data").toString()));
    }

    @Test
    void numbersMayStandWithoutQuotesOrInThem() throws IOException {
        var bare = rewritten("numbers.raw", f -> f.replaceAll("\"([0-9][0-9.]*)\"", "$1"));
        saysTheSame(bare);
        assertThat(Frames.at(bare, 0).asSpelled).isFalse(); // a client gets it as the venue writes it
        saysTheSame(rewritten("quoted.raw", f -> f.replaceAll(":([0-9]+)", ":\"$1\"")));
        saysTheSame(
                rewritten("exponents.raw", f -> f.replace("\"0.006\"", "6e-3").replace("\"3000.25\"", "3.00025E+3")));
    }

    @Test
    void lettersMayBeEscaped() throws IOException {
        saysTheSame(rewritten(
                "escaped.raw",
                f -> f.replace("bookTicker", "book\\u0054icker")
                        .replace("\"e\"", "\"\\u0065\"")
                        .replace("ethusdt@trade", "\\u0065thusdt@trade")
                        .replace("\"3000.10\"", "\"3000\\u002e10\"")));
    }

    @Test
    void aByteOrderMarkCommentsBlankLinesAndForeignLineEndsAreSteppedOver() throws IOException {
        var text = "\uFEFF# recorded by hand\r\n\r\n" + AT + "000000\t" + QUOTE + "\r\n  // more\r\n   \r\n" + AT
                + "000000 " + TRADE + "\r\n" + AT + "000000  " + DEPTH;
        saysTheSame(Recording.load(file("marked.raw", text), USDM));
        saysTheSame(Recording.load(gzip("marked.raw.gz", text), USDM));
    }

    private Path gzip(String name, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1723161256330", "1723161256330000", "1723161256330000000", "1723161256.330"})
    void aTimeIsReadInTheUnitItIsWrittenIn(String time) throws IOException {
        var text = time + " " + QUOTE + "\n" + time + " " + TRADE + "\n" + time + " " + DEPTH + "\n";
        saysTheSame(Recording.load(file("times.raw", text), USDM));
    }

    @Test
    void aLineInAnotherUnitIsReadInItsOwn() throws IOException {
        var text = AT + " " + QUOTE + "\n" + AT + "000 " + TRADE + "\n" + AT + "000000 " + DEPTH + "\n";
        saysTheSame(Recording.load(file("mixed.raw", text), USDM));
    }

    @Test
    void withoutATimeTheVenuesOwnCounts() throws IOException {
        var recording = Recording.load(file("timeless.raw", QUOTE + "\n" + TRADE + "\n"), USDM);
        assertThat(Frames.received(recording)).containsExactly(1723161256314_000_000L, 1723161256322_000_000L);
    }

    @Test
    void aClockThatCountsFromElsewhereCountsNanoseconds() throws IOException {
        var text = "5000000000000 " + QUOTE + "\n5000000000001 " + TRADE + "\n";
        assertThat(Frames.received(Recording.load(file("uptime.raw", text), USDM)))
                .containsExactly(5_000_000_000_000L, 5_000_000_000_001L);
    }

    @Test
    void badLinesAreLeftOutAndToldOnce() throws IOException {
        var good = AT + "000000 ";
        var text = good + QUOTE + "\n" + good + TRADE.substring(0, 70) + "\nhello\n" + good
                + TRADE.replace("\"t\":77,", "") + "\n99" + good + TRADE + "\n" + good + TRADE + "\n" + good + DEPTH
                + "\n";
        var recording = Recording.load(file("bad.raw", text), USDM);
        assertThat(Frames.kinds(recording)).isEqualTo("QTD");
        assertThat(recording.size()).isEqualTo(3);
        assertThat(recording.notes())
                .singleElement()
                .asString()
                .contains("bad.raw: 4 lines are left out, the first is line 2: a");
    }

    @Test
    void aLastLineThatIsCutOffIsLeftOut() throws IOException {
        var text = AT + "000000 " + QUOTE + "\n" + AT + "000000 " + TRADE.substring(0, 90);
        var recording = Recording.load(file("torn.raw", text), USDM);
        assertThat(Frames.kinds(recording)).isEqualTo("Q");
        assertThat(recording.notes()).singleElement().asString().endsWith("its last line, 2, is cut off and left out");
    }

    @Test
    void packedDataWithoutTheirEndPlayAsFarAsTheyGo() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append(AT + i)
                    .append("000000 ")
                    .append(QUOTE.replace("\"u\":9", "\"u\":" + (9 + i * 7919 % 1000)))
                    .append('\n');
        }
        var whole = Files.readAllBytes(gzip("whole.raw.gz", text.toString()));
        var cut = Files.write(folder.resolve("cut.raw.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));
        var recording = Recording.load(cut, USDM);
        assertThat(recording.size()).isBetween(100, 499);
        assertThat(String.join("\n", recording.notes())).contains("its gzip data stop in the middle, as when");
    }

    @Test
    void tradesOfTheVenuesOwnAccountAreKnown() throws IOException {
        var recording = rewritten("fund.raw", f -> f.replace("\"MARKET\"", "\"INSURANCE_FUND\""));
        assertThat(Frames.at(recording, 1).offMarket).isTrue();
    }

    @Test
    void aFileThatHasChangedSinceItWasCheckedIsNotPlayed() throws IOException {
        var file = file("changed.raw", AT + "000000 " + QUOTE + "\n");
        var recording = Recording.load(file, USDM);
        Files.writeString(file, AT + "000000 " + QUOTE + "\n" + AT + "000000 " + TRADE + "\n");
        assertThatThrownBy(recording::play)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("has changed since it was checked");
    }

    @Test
    void spotCapturesAreNamedInAnySpelling() throws IOException {
        var spot = AT
                + " {\"data\": {\"u\": 1, \"s\": \"BTCUSDT\", \"b\": \"1\", \"B\": \"1\", \"a\": \"2\", \"A\": \"1\"}, "
                + "\"stream\": \"btcusdt@bookTicker\"}\n";
        assertThatThrownBy(() -> Recording.load(file("spot.raw", spot), USDM))
                .hasMessageContaining("is a binance-spot capture");
    }
}
