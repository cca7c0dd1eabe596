package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import trysail.exchange.ExchangeException;
import trysail.feed.SnapshotSource;
import trysail.json.JsonBytes;
import trysail.json.LevelsReader;
import trysail.json.MalformedFrame;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.scope.SessionContext;
import trysail.wire.rest.BoundedGet;

/** Books by {@code GET /fapi/v1/depth}, which is public. */
final class DepthSnapshots implements SnapshotSource {
    private static final byte[] LAST_UPDATE_ID = "lastUpdateId".getBytes(US_ASCII);
    private static final byte[] BIDS = "bids".getBytes(US_ASCII);
    private static final byte[] ASKS = "asks".getBytes(US_ASCII);

    private final BoundedGet rest;
    private final String base;

    DepthSnapshots(SessionContext ctx, URI restOrigin) {
        rest = new BoundedGet(ctx, VenueErrors.with(Optional.empty()));
        base = restOrigin.toString().replaceAll("/+$", "");
    }

    @Override
    public BookDelta fetch(Instrument instrument) throws InterruptedException {
        var symbol = URLEncoder.encode(BinanceSymbols.toVenue(instrument), UTF_8);
        var address = URI.create(base + "/fapi/v1/depth?symbol=" + symbol + "&limit=1000");
        return read(instrument, rest.get("depth " + instrument, address));
    }

    /** {@code {"lastUpdateId":…,"E":…,"T":…,"bids":[…],"asks":[…]}} */
    static BookDelta read(Instrument instrument, byte[] body) {
        try {
            var json = new JsonBytes();
            json.over(body, 0, body.length);
            var levels = new LevelsReader(json);
            var id = -1L;
            var time = 0L;
            Levels bids = null;
            Levels asks = null;
            json.expect('{');
            do {
                json.string();
                if (json.is(LAST_UPDATE_ID)) {
                    json.expect(':');
                    id = json.integer();
                } else if (json.is(BIDS)) {
                    json.expect(':');
                    bids = levels.read(instrument);
                } else if (json.is(ASKS)) {
                    json.expect(':');
                    asks = levels.read(instrument);
                } else if (json.length() == 1 && (json.at(0) == 'T' || (json.at(0) == 'E' && time == 0))) {
                    json.expect(':');
                    time = json.integer();
                } else {
                    json.expect(':');
                    json.skip();
                }
            } while (json.more('}'));
            json.finish();
            if (id < 0 || bids == null || asks == null) {
                throw new MalformedFrame("members are missing");
            }
            return new BookDelta(instrument, true, bids, asks, id, Instant.ofEpochMilli(time));
        } catch (MalformedFrame e) {
            throw new ExchangeException.Unreachable("depth " + instrument + " cannot be read: " + e.getMessage(), e);
        }
    }
}
