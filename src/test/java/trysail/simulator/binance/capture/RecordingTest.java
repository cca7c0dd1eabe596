package trysail.simulator.binance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.recording.Frame;
import trysail.recording.Recording;
import trysail.recording.RecordingException;

class RecordingTest {
    private static final UsdmCaptures USDM = new UsdmCaptures();
    private static final String QUOTE =
            "100 {\"stream\":\"ethusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":9,\"s\":\"ETHUSDT\",\"b\":\"3000.10\","
                    + "\"B\":\"3.5\",\"a\":\"3000.25\",\"A\":\"2\",\"T\":1723161256313,\"E\":1723161256314}}";
    private static final String TRADE =
            "101 {\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,\"s\":\"ETHUSDT\","
                    + "\"t\":77,\"p\":\"3000.25\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}}";
    private static final String DEPTH =
            "102 {\"stream\":\"ethusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161256400,\"T\":1723161256399,"
                    + "\"s\":\"ETHUSDT\",\"U\":10,\"u\":12,\"pu\":8,\"b\":[[\"2999.00\",\"0.000\"],[\"3000.10\",\"7\"]],\"a\":[]}}";

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void framesAreTakenApartAtTheInstrumentsScales() throws IOException {
        var recording = Recording.load(file("eth.raw", QUOTE, TRADE, DEPTH), USDM);

        assertThat(recording.instruments()).extracting(Object::toString).containsExactly("ETH-USDT");
        assertThat(recording.size()).isEqualTo(3);
        var frame = Frames.at(recording, 0);
        assertThat(frame.kind).isEqualTo(Frame.Kind.QUOTE);
        assertThat(new long[] {frame.bid, frame.bidSize, frame.ask, frame.askSize})
                .containsExactly(300_010, 3_500, 300_025, 2_000);
        assertThat(frame.eventTime).isEqualTo(1723161256314L);
        frame = Frames.at(recording, 1);
        assertThat(frame.kind).isEqualTo(Frame.Kind.TRADE);
        assertThat(new long[] {frame.tradeId, frame.price, frame.size}).containsExactly(77, 300_025, 6);
        assertThat(frame.buyerIsMaker).isFalse();
        frame = Frames.at(recording, 2);
        assertThat(new long[] {frame.firstId, frame.lastId, frame.previousId}).containsExactly(10, 12, 8);
        assertThat(Arrays.copyOf(frame.bids, 4)).containsExactly(299_900, 0, 300_010, 7_000);
        assertThat(frame.askLevels).isZero();
    }

    @Test
    void anInstrumentNobodyListsTakesItsDecimalsFromItsFrames() throws IOException {
        var recording =
                Recording.load(file("odd.raw", TRADE.replace("ETH", "ODD").replace("eth", "odd")), USDM);

        assertThat(recording.instruments().getFirst().tick()).isEqualByComparingTo("0.01");
        assertThat(recording.instruments().getFirst().lot()).isEqualByComparingTo("0.001");
    }

    @Test
    void gzipIsToldByItsContentAndSaysWhenItIsCutShort() throws IOException {
        var whole = gzip(QUOTE + "\n" + TRADE + "\n");
        var good = Files.write(folder.resolve("good.raw.gz"), whole);
        var cut = Files.write(folder.resolve("cut.raw.gz"), Arrays.copyOf(whole, whole.length - 12));
        var damaged = whole.clone();
        Arrays.fill(damaged, 20, 40, (byte) 0xff);

        assertThat(Recording.load(good, USDM).size()).isEqualTo(2);
        assertThat(Recording.load(good, USDM).notes()).isEmpty();
        assertThat(Recording.load(cut, USDM).notes())
                .singleElement()
                .asString()
                .contains("its gzip data stop in the middle")
                .contains("what is before that is played, 1 frame");
        fails(Files.write(folder.resolve("damaged.gz"), damaged), "its gzip data are damaged");
        fails(Files.write(folder.resolve("head.gz"), Arrays.copyOf(whole, 7)), "is cut off within its first bytes");
        fails(Files.writeString(folder.resolve("plain.gz"), QUOTE), "is not gzip data though its name says so");
    }

    @Test
    void eachWayToBeUnreadableHasALineOfItsOwn() throws IOException {
        fails(folder.resolve("nowhere.raw"), "no such file");
        fails(folder, "is a directory");
        fails(Files.createFile(folder.resolve("empty.raw")), "is empty");
        fails(Files.writeString(folder.resolve("blank.raw"), "\n\n"), "holds no frame");
        fails(file("comments.raw", "# nothing", "", "// here"), "holds no frame");
        fails(file("words.raw", "", "hello world"), "line 2: is not '<receive time ns> <frame>'");
        fails(file("open.raw", TRADE.substring(0, 80)), "line 1: ");
        fails(file("more.raw", TRADE + "}"), "line 1: unexpected text");
        fails(
                file("lacking.raw", QUOTE.replace("\"b\":\"3000.10\",", "")),
                "line 1: a member of bookTicker is missing");
        fails(file("huge.raw", QUOTE.replace("3000.10", "9".repeat(100))), "line 1: a number");
        fails(file("acks.raw", "1 {\"result\":null,\"id\":1}"), "holds no combined streams");
        fails(
                file("marks.raw", "1 {\"stream\":\"ethusdt@markPrice\",\"data\":{\"e\":\"markPriceUpdate\",\"E\":1}}"),
                "holds no trade, quote or depth frame; record these streams; it has ethusdt@markPrice");
        fails(Files.write(folder.resolve("wide.raw"), QUOTE.getBytes(StandardCharsets.UTF_16)), "is UTF-16 text");
        fails(
                Files.write(folder.resolve("packed.raw"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0}),
                "is zstd data; unpack it first");
    }

    @Test
    void capturesOfOtherVenuesAreNamed() throws IOException {
        fails(
                file("spot.raw", "1 {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\"}}"),
                "is a binance-spot capture; only binance-usdm captures can be played");
        fails(file("bingx.raw", "1 {\"code\":0,\"dataType\":\"BTC-USDT@trade\"}"), "is a bingx-swap capture");
    }

    @Test
    void whatBelongsToNoStreamIsSteppedOver() throws IOException {
        var recording =
                Recording.load(file("mixed.raw", "99 {\"result\":null,\"id\":1}", QUOTE, "\r", DEPTH + "\r"), USDM);

        assertThat(Frames.at(recording, 0).kind).isEqualTo(Frame.Kind.ASIDE);
        assertThat(recording.size()).isEqualTo(3);
        assertThat(Frames.stream(recording, 2)).isEqualTo("ethusdt@depth@0ms");
    }

    @Test
    void anUnchangedFileIsReadOnceWhileSomebodyHoldsIt() throws IOException {
        var file = file("held.raw", QUOTE);
        var first = Recording.check(file, USDM);

        assertThat(Recording.load(file, USDM)).isSameAs(first);
        Files.writeString(file, QUOTE + "\n" + TRADE + "\n");
        assertThat(Recording.load(file, USDM).size()).isEqualTo(2);
    }

    @Test
    void theRealRecordingLoadsWithAllItsFrames() {
        var file = Path.of("..", "shared", "data", "binance-usdm-btcusdt-20240808.raw.gz");
        Assumptions.assumeTrue(Files.exists(file), "no recording at " + file);

        var recording = Recording.load(file, USDM);

        assertThat(recording.size()).isEqualTo(93_954);
        assertThat(Frames.at(recording, 54).kind).isEqualTo(Frame.Kind.SNAPSHOT);
        assertThat(recording.notes()).isEmpty();
        assertThat(recording.instruments().getFirst().tick()).isEqualByComparingTo("0.1");
    }

    private static void fails(Path file, String why) {
        assertThatThrownBy(() -> Recording.load(file, USDM))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }
}
