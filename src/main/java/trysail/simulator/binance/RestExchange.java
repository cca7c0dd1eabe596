package trysail.simulator.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import trysail.fault.Fault;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.trade.Countdowns;
import trysail.simulator.binance.trade.RestBatch;
import trysail.simulator.binance.trade.RestTrading;
import trysail.simulator.desk.Account;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.host.Protocol;
import trysail.simulator.host.RestAnswer;
import trysail.simulator.host.RestCall;
import trysail.simulator.host.RestWords;

/** Binance's answers to requests: budgets, the route, and the venue's errors. */
public final class RestExchange implements RestWords {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NEW_ORDER = "/fapi/v1/order";
    private static final String NEW_CONDITIONAL = "/fapi/v1/algoOrder";
    private static final String NEW_ORDERS = "/fapi/v1/batchOrders";

    private final HostedVenue venue;
    private final RateLimits limits;
    private final RestAccess access;
    private final RestTrading trading;
    private final RestRoutes routes;

    public RestExchange(
            HostedVenue venue,
            AccountListenKeys keys,
            Countdowns countdowns,
            RateLimits.Budget budget,
            Protocol protocol) {
        this.venue = venue;
        limits = new RateLimits(venue.clock(), budget);
        access = new RestAccess(venue.wall(), venue.accounts());
        trading = new RestTrading(
                venue.accounts().desk(), venue.record(), venue.accounts().words(), venue.wall(), protocol);
        routes = new RestRoutes(venue, keys, trading, countdowns, budget);
    }

    /** Whether such a request places one order. */
    static boolean placesOrder(String method, String path) {
        return method.equals("POST") && (path.equals(NEW_ORDER) || path.equals(NEW_CONDITIONAL));
    }

    @Override
    public RestAnswer answer(RestCall call) throws JsonProcessingException, InterruptedException {
        var headers = new LinkedHashMap<String, String>();
        try {
            var request =
                    new RestRequest(call.method(), call.path(), call.query(), call.body(), call.header("X-MBX-APIKEY"));
            return new RestAnswer(200, headers, MAPPER.writeValueAsString(result(call, request, headers)));
        } catch (BinanceError error) {
            return refused(error, headers);
        }
    }

    @Override
    public RestAnswer tooLong(int most) throws JsonProcessingException {
        return refused(new BinanceError(413, -1101, "Too many parameters; the body is longer than " + most), Map.of());
    }

    private static RestAnswer refused(BinanceError error, Map<String, String> headers) throws JsonProcessingException {
        return new RestAnswer(error.status(), headers, MAPPER.writeValueAsString(error.json()));
    }

    private JsonNode result(RestCall call, RestRequest request, Map<String, String> headers)
            throws InterruptedException {
        if (placesOrder(call.method(), call.path())) {
            count(call, 0, headers);
            return placed(call, request, headers);
        }
        if (call.method().equals("POST") && call.path().equals(NEW_ORDERS)) {
            count(call, 5, headers);
            return placedAll(call, request, headers);
        }
        var route = routes.find(call.method(), call.path());
        if (route.isEmpty()) {
            count(call, 1, headers);
            throw BinanceError.path(call.method(), call.path());
        }
        count(call, weight(route.get(), request), headers);
        return route.get().answer().apply(request, access);
    }

    /** A malformed limit weighs least: the handler refuses it. */
    private static int weight(RestRoutes.Route route, RestRequest request) {
        try {
            return route.weight().applyAsInt(request);
        } catch (BinanceError malformed) {
            return 1;
        }
    }

    private void count(RestCall call, int weight, Map<String, String> headers) {
        var use = limits.request(call.from(), weight);
        headers.put("X-MBX-USED-WEIGHT-1M", Integer.toString(use.used()));
        if (use.refused()) {
            headers.put("Retry-After", Integer.toString(use.retryAfter()));
            throw BinanceError.tooMany(use.status(), use.refusal());
        }
    }

    private JsonNode placed(RestCall call, RestRequest request, Map<String, String> headers)
            throws InterruptedException {
        var account = trader(request);
        countOrder(account, headers);
        if (request.maybe("reduceOnly").filter("true"::equals).isEmpty()
                && venue.faults().overloaded()) {
            throw BinanceError.overloaded();
        }
        var arrived = call.path().equals(NEW_CONDITIONAL)
                ? trading.arrivedConditional(request, account, call.nanos())
                : trading.arrived(request, account, call.nanos());
        Runnable late = () -> RestBatch.answer(() -> trading.place(account, arrived));
        if (venue.faults().takesLater(late)) {
            throw BinanceError.notKnown();
        }
        venue.travel();
        return trading.place(account, arrived);
    }

    /** The account that signed the request, with a key that may trade. */
    private Account trader(RestRequest request) {
        var account = access.bySignature(request);
        if (venue.faults()
                .keyRights()
                .filter(k -> k == Fault.KeyRights.Right.READ)
                .isPresent()) {
            throw BinanceError.keyUnknown(); // the venue's words for a key without the right as well
        }
        return account;
    }

    private JsonNode placedAll(RestCall call, RestRequest request, Map<String, String> headers)
            throws InterruptedException {
        var account = trader(request);
        var orders = RestBatch.orders(request);
        venue.travel();
        var all = JsonNodeFactory.instance.arrayNode();
        for (var order : orders) {
            all.add(RestBatch.answer(() -> {
                countOrder(account, headers);
                return trading.place(account, trading.arrived(order, account, call.nanos()));
            }));
        }
        return all;
    }

    private void countOrder(Account account, Map<String, String> headers) {
        var used = limits.order(account.keys.key());
        headers.put("X-MBX-ORDER-COUNT-10S", Integer.toString(used.tenSeconds()));
        headers.put("X-MBX-ORDER-COUNT-1M", Integer.toString(used.minute()));
    }
}
