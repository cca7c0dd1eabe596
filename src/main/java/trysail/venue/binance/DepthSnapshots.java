package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import trysail.exchange.ExchangeException;
import trysail.feed.SnapshotSource;
import trysail.json.JsonBytes;
import trysail.json.LevelsReader;
import trysail.json.MalformedFrame;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/**
 * Books by {@code GET /fapi/v1/depth}, which is public. One connection a call, never kept for reuse; the answer is
 * bounded in size and the call in time, drip or not: it runs on a virtual thread of its own, which an interrupt cuts.
 */
final class DepthSnapshots implements SnapshotSource {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration CUT = Duration.ofMillis(250);
    private static final int LARGEST = 8 << 20;
    private static final byte[] LAST_UPDATE_ID = "lastUpdateId".getBytes(US_ASCII);
    private static final byte[] BIDS = "bids".getBytes(US_ASCII);
    private static final byte[] ASKS = "asks".getBytes(US_ASCII);

    private final SessionContext ctx;
    private final String base;

    DepthSnapshots(SessionContext ctx, URI restOrigin) {
        this.ctx = ctx;
        base = restOrigin.toString().replaceAll("/+$", "");
    }

    private static final class Answer {
        private final int status;
        private final @Nullable String retryAfter;
        private final byte[] body;

        private Answer(int status, @Nullable String retryAfter, byte[] body) {
            this.status = status;
            this.retryAfter = retryAfter;
            this.body = body;
        }
    }

    @Override
    public BookDelta fetch(Instrument instrument) throws InterruptedException {
        var symbol = URLEncoder.encode(BinanceSymbols.toVenue(instrument), UTF_8);
        var uri = URI.create(base + "/fapi/v1/depth?symbol=" + symbol + "&limit=1000");
        var answer = new AtomicReference<Optional<Answer>>(Optional.empty());
        var failure = new AtomicReference<Optional<Throwable>>(Optional.empty());
        var call = ctx.startVirtual("depth " + instrument, () -> {
            try {
                answer.set(Optional.of(get(uri)));
            } catch (IOException | RuntimeException e) {
                failure.set(Optional.of(e));
            }
        });
        try {
            ctx.clock().join(call, ctx.clock().deadline(LONGEST));
        } finally {
            cut(call);
        }
        var what = "depth of " + instrument;
        var got = answer.get()
                .orElseThrow(() -> new ExchangeException.Unreachable(
                        what + ": "
                                + failure.get()
                                        .map(Throwable::toString)
                                        .orElse("no answer in " + LONGEST.toSeconds() + " s"),
                        failure.get().orElse(null)));
        return read(instrument, accepted(what, got));
    }

    private void cut(Thread call) {
        if (call.isAlive()) {
            call.interrupt();
            var interrupted = Thread.interrupted();
            try {
                ctx.clock().join(call, ctx.clock().deadline(CUT));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Answer get(URI uri) throws IOException {
        var http = (HttpURLConnection) uri.toURL().openConnection();
        try (var entry = ctx.ledger().open(Ledger.Kind.SOCKET, "depth " + uri.getAuthority())) {
            http.setRequestProperty("Connection", "close");
            http.setUseCaches(false);
            http.setInstanceFollowRedirects(false);
            http.setConnectTimeout((int) LONGEST.toMillis());
            http.setReadTimeout((int) LONGEST.toMillis());
            var status = http.getResponseCode();
            // the stream is left to disconnect(): closed first, it would give the socket to the JDK's cache
            var in = status < 400 ? http.getInputStream() : http.getErrorStream();
            return new Answer(status, http.getHeaderField("Retry-After"), in == null ? new byte[0] : body(in));
        } finally {
            http.disconnect();
        }
    }

    private static byte[] body(InputStream in) throws IOException {
        var body = in.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new IOException("the answer is larger than " + LARGEST + " bytes");
        }
        return body;
    }

    private static byte[] accepted(String what, Answer answer) {
        if (answer.status == 200) {
            return answer.body;
        }
        var text = new String(answer.body, 0, Math.min(200, answer.body.length), UTF_8).replaceAll("\\p{Cntrl}", " ");
        if (answer.status == 429 || answer.status == 418) {
            throw new ExchangeException.RateLimited(what + ": " + text, retryAfter(answer.retryAfter), null);
        }
        if (answer.status >= 500) {
            throw new ExchangeException.Unreachable(what + ": HTTP " + answer.status + " " + text, null);
        }
        throw new ExchangeException.Refused("HTTP " + answer.status, what + ": " + text, null);
    }

    private static Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ofSeconds(1);
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
            throw new ExchangeException.Unreachable("depth of " + instrument + " cannot be read: " + e.getMessage(), e);
        }
    }
}
