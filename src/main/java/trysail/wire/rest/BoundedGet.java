package trysail.wire.rest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import trysail.exchange.ExchangeException;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.Bounds;

/**
 * Public GETs whose answers are wanted as bytes. One connection a call, never kept for reuse; the answer is bounded in size
 * and the call in time, drip or not: it runs on a virtual thread of its own, which an interrupt cuts. Thread-safe.
 */
public final class BoundedGet {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration CUT = Duration.ofMillis(250);

    private final SessionContext ctx;
    private final RestErrors errors;

    public BoundedGet(SessionContext ctx, RestErrors errors) {
        this.ctx = ctx;
        this.errors = errors;
    }

    /**
     * The body of the answer, once it is all there.
     *
     * @param what the call, in words; names its thread, too
     * @throws ExchangeException whatever kept it from an answer that says yes
     */
    public byte[] get(String what, URI address) throws InterruptedException {
        var body = new AtomicReference<Optional<byte[]>>(Optional.empty());
        var failure = new AtomicReference<Optional<Exception>>(Optional.empty());
        var call = ctx.startVirtual(what, () -> {
            try {
                body.set(Optional.of(call(what, address)));
            } catch (IOException | RuntimeException e) {
                failure.set(Optional.of(e));
            }
        });
        try {
            ctx.clock().join(call, ctx.clock().deadline(LONGEST));
        } finally {
            cut(call);
        }
        if (body.get().isPresent()) {
            return body.get().get();
        }
        throw failure.get()
                .map(e -> failed(what, e))
                .orElseGet(() ->
                        new ExchangeException.Unreachable(what + ": no answer in " + LONGEST.toSeconds() + " s", null));
    }

    private ExchangeException failed(String what, Exception e) {
        return switch (e) {
            case ExchangeException known -> known;
            case IOException io -> errors.of(what, false, io);
            case Exception ours -> new ExchangeException.Unreachable(what + ": " + ours, ours);
        };
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

    private byte[] call(String what, URI address) throws IOException {
        var http = (HttpURLConnection) Bounds.bounded(address).toURL().openConnection();
        try (var entry = ctx.ledger().open(Ledger.Kind.SOCKET, what + " at " + address.getAuthority())) {
            http.setRequestProperty("Connection", "close");
            http.setConnectTimeout((int) LONGEST.toMillis());
            http.setReadTimeout((int) LONGEST.toMillis());
            var status = http.getResponseCode();
            // the stream is left to disconnect(): closed first, it would give the socket to the JDK's cache
            var in = status < 400 ? http.getInputStream() : http.getErrorStream();
            var body = in == null ? new byte[0] : in.readAllBytes();
            if (status == HttpURLConnection.HTTP_OK) {
                return body;
            }
            var answer = RestAnswer.of(
                    status,
                    new String(body, StandardCharsets.UTF_8),
                    Optional.ofNullable(http.getHeaderField("Retry-After")));
            throw errors.of(what, false, answer, Optional.empty());
        } finally {
            http.disconnect();
        }
    }
}
