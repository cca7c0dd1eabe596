package trysail.simulator.binance.capture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.recording.CaptureDialect;
import trysail.recording.CaptureReader;
import trysail.recording.Frame;

/** Captures of Binance USD-M: combined streams, with answers of the depth endpoint between them. */
public final class UsdmCaptures implements CaptureDialect {
    /** The most detailed one first. */
    private static final List<String> DEPTH =
            List.of("@depth@0ms", "@depth@100ms", "@depth", "@depth@250ms", "@depth@500ms");

    @Override
    public String word() {
        return CaptureKind.BINANCE_USDM.word();
    }

    @Override
    public CaptureReader reader() {
        return new UsdmReader();
    }

    @Override
    public Frame frame() {
        return new UsdmFrame();
    }

    /** Such as {@code btcusdt@trade}; empty for a snapshot. */
    @Override
    public String stream(byte[] text, int from, int data) {
        int start = from + UsdmFrame.STREAM_HEAD.length();
        int end = data - UsdmFrame.DATA_HEAD.length();
        return end <= start ? "" : new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> changes(Instrument instrument, Set<String> streams) {
        var symbol = Listing.venueSymbol(instrument).toLowerCase(Locale.ROOT);
        return DEPTH.stream()
                .map(speed -> symbol + speed)
                .filter(streams::contains)
                .findFirst();
    }

    @Override
    public byte[] snapshot(BookDelta book) {
        return SnapshotText.of(book);
    }
}
