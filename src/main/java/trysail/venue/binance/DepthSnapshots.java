package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
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

/** Books by {@code GET /fapi/v1/depth}, last trades by {@code GET /fapi/v1/trades}: both are public. */
final class DepthSnapshots implements SnapshotSource {
    private static final byte[] LAST_UPDATE_ID = "lastUpdateId".getBytes(US_ASCII);
    private static final byte[] BIDS = "bids".getBytes(US_ASCII);
    private static final byte[] ASKS = "asks".getBytes(US_ASCII);

    private static final byte[] ID = "id".getBytes(US_ASCII);
    private static final int WHOLE = 1000;
    private static final int LEAST = 5;

    private final BoundedGet rest;
    private final String base;

    DepthSnapshots(SessionContext ctx, URI restOrigin) {
        rest = new BoundedGet(ctx, VenueErrors.with(Optional.empty()));
        base = restOrigin.toString().replaceAll("/+$", "");
    }

    @Override
    public BookDelta fetch(Instrument instrument) throws InterruptedException {
        return depth(instrument, WHOLE);
    }

    @Override
    public BookDelta glance(Instrument instrument) throws InterruptedException {
        return depth(instrument, LEAST);
    }

    private BookDelta depth(Instrument instrument, int levels) throws InterruptedException {
        return read(instrument, rest.get("depth " + instrument, address("depth", instrument, levels)));
    }

    private URI address(String what, Instrument instrument, int limit) {
        var symbol = URLEncoder.encode(BinanceSymbols.toVenue(instrument), UTF_8);
        return URI.create(base + "/fapi/v1/" + what + "?symbol=" + symbol + "&limit=" + limit);
    }

    @Override
    public OptionalLong lastTrade(Instrument instrument) throws InterruptedException {
        return lastId(instrument, rest.get("trades " + instrument, address("trades", instrument, 1)));
    }

    /** {@code [{"id":…,…}]}, oldest first. */
    static OptionalLong lastId(Instrument instrument, byte[] body) {
        try {
            var json = new JsonBytes();
            json.over(body, 0, body.length);
            var id = OptionalLong.empty();
            json.expect('[');
            if (!json.tryTake(']')) {
                do {
                    json.expect('{');
                    do {
                        json.string();
                        var isId = json.is(ID);
                        json.expect(':');
                        if (isId) {
                            id = OptionalLong.of(json.integer());
                        } else {
                            json.skip();
                        }
                    } while (json.more('}'));
                } while (json.more(']'));
            }
            json.finish();
            return id;
        } catch (MalformedFrame e) {
            throw new ExchangeException.Unreachable("trades " + instrument + " cannot be read: " + e.getMessage(), e);
        }
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
