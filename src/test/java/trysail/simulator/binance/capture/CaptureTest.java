package trysail.simulator.binance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.BookDelta;
import trysail.model.Levels;
import trysail.recording.Capture;
import trysail.recording.Frame;
import trysail.recording.Recording;
import trysail.recording.RecordingException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

class CaptureTest {
    private static final UsdmCaptures USDM = new UsdmCaptures();
    private static final Instant AT = Instant.parse("2024-08-08T12:00:00.123456789Z");
    private static final String QUOTE = "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":8,"
            + "\"s\":\"BTCUSDT\",\"b\":\"60000.0\",\"B\":\"1.000\",\"a\":\"60000.1\",\"A\":\"2.000\",\"T\":1,\"E\":2}}";
    private static final String DEPTH = "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":2,"
            + "\"T\":1,\"s\":\"BTCUSDT\",\"U\":9,\"u\":9,\"pu\":7,\"b\":[],\"a\":[]}}";

    @TempDir
    private Path folder;

    private final SessionContext ctx = SessionContext.standalone("test");

    @AfterEach
    void nothingIsLeft() {
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    private Deadline soon() {
        return ctx.clock().deadline(Duration.ofSeconds(60));
    }

    private Capture open(Path file, boolean force) throws Exception {
        return Capture.open(ctx, file, USDM, force, c -> {}, soon());
    }

    private static void frame(Capture capture, String text) {
        var bytes = ("…" + text).getBytes(StandardCharsets.UTF_8);
        capture.frame(AT, bytes, 3, bytes.length);
    }

    private void write(Path file) throws Exception {
        var btc = Listing.usual("BTC-USDT").orElseThrow();
        var bids = Levels.of(new long[] {600_000, 1_500}, 1);
        var asks = Levels.of(new long[] {600_001, 2_000, 600_002, 3_000}, 2);
        var capture = open(file, false);
        capture.book(AT, new BookDelta(btc, true, bids, asks, 7, AT));
        frame(capture, QUOTE);
        frame(capture, DEPTH);
        assertThat(capture.close(soon())).isTrue();
        assertThat(capture.frames()).isEqualTo(2);
        assertThat(capture.books()).isEqualTo(1);
        assertThat(capture.dropped()).isZero();
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        for (var name : new String[] {"plain.raw", "zipped.raw.gz"}) {
            var file = folder.resolve(name);
            write(file);
            var back = Recording.load(file, USDM);
            assertThat(back.size()).isEqualTo(3);
            assertThat(Frames.received(back)).hasSize(3).containsOnly(1_723_118_400_123_456_789L);
            assertThat(Frames.stream(back, 1)).isEqualTo("btcusdt@bookTicker");
            assertThat(back.notes()).isEmpty();
            var frame = Frames.at(back, 0);
            assertThat(frame.kind).isEqualTo(Frame.Kind.SNAPSHOT);
            assertThat(frame.lastId).isEqualTo(7);
            assertThat(Levels.of(frame.bids, frame.bidLevels)).isEqualTo(Levels.of(new long[] {600_000, 1_500}, 1));
            assertThat(frame.askLevels).isEqualTo(2);
        }
        assertThat(Files.readAllBytes(folder.resolve("zipped.raw.gz"))).startsWith(0x1f, 0x8b);
        assertThat(Files.readString(folder.resolve("plain.raw"))).contains("1723118400123456789 " + QUOTE + "\n");
    }

    @Test
    void whatIsWrittenCanBePlayedBeforeTheFileIsClosed() throws Exception {
        var file = folder.resolve("killed.raw.gz");
        var capture = open(file, false);
        var cut = folder.resolve("as-the-disk-has-it.raw.gz");
        var quotes = 0;
        for (var until = soon(); quotes == 0 && !until.expired(); ctx.clock().sleep(Duration.ofMillis(20))) {
            frame(capture, QUOTE);
            Files.copy(file, cut, StandardCopyOption.REPLACE_EXISTING);
            quotes = playable(cut);
        }
        assertThat(quotes).isPositive();
        assertThat(Recording.load(cut, USDM).notes())
                .singleElement()
                .asString()
                .contains("its gzip data stop in the middle")
                .contains("what is before that is played, " + quotes + " frame");
        capture.close(soon());
    }

    private static int playable(Path file) {
        try {
            return Recording.load(file, USDM).size();
        } catch (RecordingException nothingYet) {
            return 0;
        }
    }

    @Test
    void aFrameOverSeveralLinesIsOneLine() throws Exception {
        var file = folder.resolve("lines.raw");
        var capture = open(file, false);
        frame(capture, QUOTE.replace("\"u\":8,", "\"u\":8,\r\n"));
        assertThat(capture.close(soon())).isTrue();
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(Recording.load(file, USDM).size()).isEqualTo(1);
    }

    @Test
    void aFileThatIsThereIsOverwrittenOnlyByForce() throws Exception {
        var file = Files.writeString(folder.resolve("there.raw"), "precious");
        assertThatThrownBy(() -> open(file, false))
                .isInstanceOf(RecordingException.class)
                .hasMessage("recording " + file + ": is there already; take another name, or --force to overwrite it");
        assertThat(file).hasContent("precious");
        assertThat(open(file, true).close(soon())).isTrue();
        assertThat(file).isEmptyFile();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAtOnce() {
        assertThatThrownBy(() -> open(folder, true)).hasMessageContaining("is a directory; name a file in it");
        assertThatThrownBy(() -> open(folder.resolve("no/such.raw"), false)).hasMessageContaining("make it first");
    }

    @Test
    void aFullDiskEndsTheCaptureIsToldOnceAndHarmsNobody() throws Exception {
        var full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        var told = new CountDownLatch(1);
        var capture = Capture.open(ctx, full, USDM, true, c -> told.countDown(), soon());
        frame(capture, QUOTE);
        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        frame(capture, QUOTE);
        assertThat(capture.failure().orElseThrow())
                .hasMessageStartingWith("recording /dev/full: cannot be written (No space left");
        assertThat(capture.dropped()).isEqualTo(1);
        assertThat(capture.close(soon())).isFalse();
    }

    @Test
    void aPipeIsRefusedForItMayNeverBeRead() throws Exception {
        var pipe = folder.resolve("pipe");
        var made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo here");
        assertThatThrownBy(() -> open(pipe, true)).hasMessageContaining("is a pipe");
    }
}
