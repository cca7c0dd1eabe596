package trysail.simulator.host;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import trysail.scope.SessionContext;
import trysail.simulator.fault.Bomb;
import trysail.simulator.fault.RestFaults;
import trysail.simulator.play.Markets;
import trysail.simulator.record.VenueRecord;

/** One request and its answer: noted, read within bounds, answered in the venue's words, and made to suffer what faults say. */
public final class RestHost {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_DRAINED = 16 * 1024 * 1024;
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final SessionContext ctx;
    private final Markets markets;
    private final VenueRecord record;
    private final RestFaults faults;
    private final RestWords words;

    public RestHost(SessionContext ctx, Markets markets, VenueRecord record, RestFaults faults, RestWords words) {
        this.ctx = ctx;
        this.markets = markets;
        this.record = record;
        this.faults = faults;
        this.words = words;
    }

    void handle(HttpExchange http) throws IOException, InterruptedException {
        var nanos = ctx.clock().nanos();
        var method = http.getRequestMethod();
        var path = http.getRequestURI().getPath();
        record.request(method, path);
        markets.touch();
        if (suffer(faults.before(method, path), http)) {
            return;
        }
        var answer = answer(http, method, path, nanos);
        answer.headers().forEach(http.getResponseHeaders()::set);
        var after = faults.after(method, path);
        if (after instanceof RestFaults.Tear) {
            tear(http, answer);
        } else if (!suffer(after, http)) {
            send(http, answer.status(), answer.body());
        }
    }

    /** Does what the script asks; true when the exchange is over by that. */
    private boolean suffer(RestFaults.Action action, HttpExchange http) throws IOException, InterruptedException {
        return switch (action) {
            case RestFaults.Proceed p -> false;
            case RestFaults.Delay d -> {
                ctx.clock().sleep(d.by());
                yield false;
            }
            case RestFaults.Refuse r -> {
                send(http, r.status(), r.body());
                yield true;
            }
            case RestFaults.Say s -> {
                s.headers().forEach(http.getResponseHeaders()::set);
                send(http, s.status(), s.body());
                yield true;
            }
            case RestFaults.Bomb b -> {
                http.getResponseHeaders().set("Content-Encoding", "gzip");
                send(http, 200, Bomb.BYTES);
                yield true;
            }
            case RestFaults.Tear t -> true; // of an answer that is there
            case RestFaults.Drop d -> true; // closing an exchange that was not answered closes its connection
            case RestFaults.Mute m -> {
                ctx.clock().sleep(FOR_EVER);
                yield true;
            }
        };
    }

    private RestAnswer answer(HttpExchange http, String method, String path, long nanos)
            throws IOException, InterruptedException {
        var body = http.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            drain(http); // or the client, still sending, would never read the answer
            return words.tooLong(LONGEST_BODY);
        }
        var asked = http.getRequestHeaders();
        return words.answer(new RestCall(
                method,
                path,
                Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse(""),
                new String(body, StandardCharsets.UTF_8),
                name -> Optional.ofNullable(asked.getFirst(name)),
                http.getRemoteAddress().getAddress().getHostAddress(),
                nanos));
    }

    private static void drain(HttpExchange http) throws IOException {
        var buffer = new byte[LONGEST_BODY];
        var left = MOST_DRAINED;
        while (left > 0) {
            var read = http.getRequestBody().read(buffer);
            left = read < 0 ? 0 : left - read;
        }
    }

    private void send(HttpExchange http, int status, String body) throws IOException, InterruptedException {
        send(http, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private void send(HttpExchange http, int status, byte[] bytes) throws IOException, InterruptedException {
        http.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (faults.pace().isZero() && bytes.length > 0) {
            http.getResponseBody().write(bytes);
        } else {
            drip(http, bytes);
        }
    }

    private void drip(HttpExchange http, byte[] bytes) throws IOException, InterruptedException {
        for (var one : bytes) {
            http.getResponseBody().write(one);
            http.getResponseBody().flush();
            ctx.clock().sleep(faults.pace());
        }
    }

    /** Closing an exchange before its announced end breaks the connection. */
    private static void tear(HttpExchange http, RestAnswer answer) throws IOException {
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        http.sendResponseHeaders(answer.status(), bytes.length + 1L);
        http.getResponseBody().write(bytes, 0, bytes.length / 2);
        http.getResponseBody().flush();
    }
}
