package trysail.simulator.binance.capture;

import java.nio.charset.StandardCharsets;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;

/** A whole book as the venue's depth endpoint would tell it, and whose it is, which that does not say. */
final class SnapshotText {
    private SnapshotText() {}

    static byte[] of(BookDelta book) {
        var instrument = book.instrument();
        var time = book.time().toEpochMilli();
        var text = new StringBuilder(64 * (2 + book.bids().count() + book.asks().count()));
        text.append("{\"lastUpdateId\":").append(book.updateId());
        text.append(",\"symbol\":\"").append(Listing.venueSymbol(instrument)).append('"');
        text.append(",\"E\":").append(time).append(",\"T\":").append(time);
        side(text.append(",\"bids\":["), instrument, book.bids());
        side(text.append("],\"asks\":["), instrument, book.asks());
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void side(StringBuilder text, Instrument instrument, Levels levels) {
        for (var i = 0; i < levels.count(); i++) {
            text.append(i == 0 ? "[\"" : ",[\"");
            text.append(levels.price(i, instrument).toPlainString()).append("\",\"");
            text.append(levels.size(i, instrument).toPlainString()).append("\"]");
        }
    }
}
