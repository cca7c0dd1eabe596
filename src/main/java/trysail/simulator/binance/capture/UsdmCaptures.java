package trysail.simulator.binance.capture;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.recording.CaptureDialect;
import trysail.recording.CaptureLearner;

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
    public CaptureLearner learner() {
        return new UsdmLearner();
    }

    @Override
    public Optional<String> changes(Instrument instrument, Set<String> streams) {
        var symbol = Listing.venueSymbol(instrument).toLowerCase(Locale.ROOT);
        return DEPTH.stream()
                .map(suffix -> symbol + suffix)
                .filter(streams::contains)
                .findFirst();
    }

    @Override
    public byte[] snapshot(BookDelta book) {
        return SnapshotText.of(book);
    }
}
