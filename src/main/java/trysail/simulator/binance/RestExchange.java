package trysail.simulator.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.matching.Latency;
import trysail.scope.SessionContext;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.trade.RestBatch;
import trysail.simulator.binance.trade.RestTrading;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.Accounts;
import trysail.simulator.fault.Bomb;
import trysail.simulator.fault.RestFaults;
import trysail.simulator.play.Markets;
import trysail.simulator.record.VenueRecord;

/** One request and its answer: faults, budgets, the route, and the venue's errors. */
public final class RestExchange {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_DRAINED = 16 * 1024 * 1024;
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final String NEW_ORDER = "/fapi/v1/order";
    private static final String NEW_ORDERS = "/fapi/v1/batchOrders";

    private final SessionContext ctx;
    private final Markets markets;
    private final VenueRecord record;
    private final RestFaults faults;
    private final Latency latency;
    private final RateLimits limits;
    private final RestAccess access;
    private final RestTrading trading;
    private final RestRoutes routes;

    /** @param others what is listed beside the markets, and is not traded */
    public RestExchange(
            SessionContext ctx,
            Markets markets,
            Accounts accounts,
            VenueRecord record,
            RestFaults faults,
            Latency latency,
            RateLimits.Budget budget,
            List<ObjectNode> others) {
        this.ctx = ctx;
        this.markets = markets;
        this.record = record;
        this.faults = faults;
        this.latency = latency;
        limits = new RateLimits(ctx.clock(), budget);
        var clock = new SteppedClock(ctx.clock(), faults::clockStep);
        access = new RestAccess(clock, accounts);
        trading = new RestTrading(accounts.desk(), record, accounts.words());
        routes = new RestRoutes(clock, markets, accounts, trading, budget, others);
    }

    private record Answer(int status, String body) {}

    public void handle(HttpExchange http) throws IOException, InterruptedException {
        var nanos = ctx.clock().nanos();
        var method = http.getRequestMethod();
        var path = http.getRequestURI().getPath();
        record.request(method, path);
        markets.touch();
        if (suffer(faults.before(method, path), http)) {
            return;
        }
        var answer = answer(http, method, path, nanos);
        var after = faults.after(method, path);
        if (after instanceof RestFaults.Tear) {
            tear(http, answer);
        } else if (!suffer(after, http)) {
            send(http, answer.status, answer.body);
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

    private static String read(HttpExchange http) throws IOException {
        var body = http.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            drain(http); // or the client, still sending, would never read the answer
            throw new BinanceError(413, -1101, "Too many parameters; the body is longer than " + LONGEST_BODY);
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void drain(HttpExchange http) throws IOException {
        var buffer = new byte[LONGEST_BODY];
        var left = MOST_DRAINED;
        while (left > 0) {
            var read = http.getRequestBody().read(buffer);
            left = read < 0 ? 0 : left - read;
        }
    }

    private Answer answer(HttpExchange http, String method, String path, long nanos)
            throws IOException, InterruptedException {
        try {
            var query = Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse("");
            var key = Optional.ofNullable(http.getRequestHeaders().getFirst("X-MBX-APIKEY"));
            var request = new RestRequest(method, path, query, read(http), key);
            if (method.equals("POST") && path.equals(NEW_ORDER)) {
                count(http, 0);
                return ok(placed(http, request, nanos));
            }
            if (method.equals("POST") && path.equals(NEW_ORDERS)) {
                count(http, 5);
                return ok(placedAll(http, request, nanos));
            }
            var route = routes.find(method, path);
            if (route.isEmpty()) {
                count(http, 1);
                throw BinanceError.path(method, path);
            }
            count(http, weight(route.get(), request));
            return ok(route.get().answer().apply(request, access));
        } catch (BinanceError refused) {
            return refused(refused);
        }
    }

    /** A malformed limit weighs least: the handler refuses it. */
    private static int weight(RestRoutes.Route route, RestRequest request) {
        try {
            return route.weight().applyAsInt(request);
        } catch (BinanceError malformed) {
            return 1;
        }
    }

    private void count(HttpExchange http, int weight) {
        var address = http.getRemoteAddress().getAddress().getHostAddress();
        var use = limits.request(address, weight);
        var headers = http.getResponseHeaders();
        headers.set("X-MBX-USED-WEIGHT-1M", Integer.toString(use.used()));
        if (use.refused()) {
            headers.set("Retry-After", Integer.toString(use.retryAfter()));
            throw BinanceError.tooMany(use.status(), use.refusal());
        }
    }

    private JsonNode placed(HttpExchange http, RestRequest request, long nanos) throws InterruptedException {
        var account = access.bySignature(request);
        countOrder(http, account);
        var arrived = trading.arrived(request, account, nanos);
        travel();
        return trading.place(account, arrived);
    }

    private JsonNode placedAll(HttpExchange http, RestRequest request, long nanos) throws InterruptedException {
        var account = access.bySignature(request);
        var orders = RestBatch.orders(request);
        travel();
        var all = JsonNodeFactory.instance.arrayNode();
        for (var order : orders) {
            all.add(RestBatch.answer(() -> {
                countOrder(http, account);
                return trading.place(account, trading.arrived(order, account, nanos));
            }));
        }
        return all;
    }

    private void countOrder(HttpExchange http, Account account) {
        var used = limits.order(account.keys.key());
        http.getResponseHeaders().set("X-MBX-ORDER-COUNT-10S", Integer.toString(used.tenSeconds()));
        http.getResponseHeaders().set("X-MBX-ORDER-COUNT-1M", Integer.toString(used.minute()));
    }

    /** The way of an order to the book. */
    private void travel() throws InterruptedException {
        var delay = latency.next();
        if (!delay.isZero()) {
            ctx.clock().sleep(delay);
        }
    }

    private static Answer ok(JsonNode body) throws JsonProcessingException {
        return new Answer(200, MAPPER.writeValueAsString(body));
    }

    private static Answer refused(BinanceError error) throws JsonProcessingException {
        return new Answer(error.status(), MAPPER.writeValueAsString(error.json()));
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

    /** Whoever closes an exchange before its end breaks the connection. */
    private static void tear(HttpExchange http, Answer answer) throws IOException {
        var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        http.sendResponseHeaders(answer.status, bytes.length + 1L);
        http.getResponseBody().write(bytes, 0, bytes.length / 2);
        http.getResponseBody().flush();
    }
}
