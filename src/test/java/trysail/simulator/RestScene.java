package trysail.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.simulator.binance.AccountListenKeys;
import trysail.simulator.binance.RestExchange;
import trysail.simulator.binance.Signing;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.trade.Countdowns;
import trysail.simulator.binance.trade.UserStream;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.desk.AccountListener;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.desk.Accounts;
import trysail.simulator.fault.RestFaults;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.host.Protocol;
import trysail.simulator.host.RestHost;
import trysail.simulator.host.RestServer;
import trysail.simulator.host.SteppedClock;
import trysail.simulator.record.VenueRecord;

/** A REST server over standing markets, and a client that signs. */
public final class RestScene implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final SessionContext ctx = SessionContext.standalone("venue");
    static final RestFaults NO_FAULTS = new RestFaults() {};

    public final FakeMarkets markets = new FakeMarkets();
    public final VenueRecord record = new VenueRecord(ctx.clock());
    final Accounts accounts = new Accounts(ctx.clock(), markets, record, Fees.USUAL);
    public final AccountKeys keys = accounts.open(new BigDecimal("10000"));
    final List<ObjectNode> published = new CopyOnWriteArrayList<>();
    final List<String> expired = new CopyOnWriteArrayList<>();
    final AccountListenKeys listenKeys = new AccountListenKeys(ctx.clock(), accounts.words());
    private final Countdowns countdowns = new Countdowns(ctx.clock(), accounts.desk());
    private final Latency latency;
    private final RateLimits.Budget budget;
    private final Protocol protocol;
    final RestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public RestScene() throws IOException, InterruptedException {
        this(NO_FAULTS, RateLimits.Budget.USUAL);
    }

    /** A venue that keeps to that year's rules. */
    RestScene(Protocol protocol) throws IOException, InterruptedException {
        this(NO_FAULTS, Latency.none(), RateLimits.Budget.USUAL, protocol);
    }

    RestScene(RestFaults faults, RateLimits.Budget budget) throws IOException, InterruptedException {
        this(faults, Latency.none(), budget);
    }

    RestScene(RestFaults faults, Latency latency, RateLimits.Budget budget) throws IOException, InterruptedException {
        this(faults, latency, budget, Protocol.USUAL);
    }

    private RestScene(RestFaults faults, Latency latency, RateLimits.Budget budget, Protocol protocol)
            throws IOException, InterruptedException {
        this.protocol = protocol;
        accounts.publishTo(new AccountListener() {
            @Override
            public void tell(String account, AccountNews news) {
                published.add(UserStream.event(news));
            }

            @Override
            public void closed(String account) {
                listenKeys.close(account).ifPresent(expired::add);
            }
        });
        this.latency = latency;
        this.budget = budget;
        server = server(ctx, faults);
        server.start(0);
    }

    /** Another server of the same venue, which is not started. */
    RestServer server(SessionContext context, RestFaults faults) {
        var wall = new SteppedClock(context.clock(), faults::clockStep);
        var venue =
                new HostedVenue(context.clock(), wall, markets, accounts, record, latency, () -> true, true, faults);
        var words = new RestExchange(venue, listenKeys, countdowns, budget, protocol);
        var host = new RestHost(context, markets, record, faults, words);
        return new RestServer(context, host, () -> {
            countdowns.fire();
            listenKeys.takeExpired().forEach(expired::add);
        });
    }

    Deadline soon() {
        return ctx.clock().deadline(Duration.ofSeconds(60));
    }

    /** An answer: status, headers, body. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() throws IOException {
            return MAPPER.readTree(response.body());
        }

        int code() throws IOException {
            return json().path("code").asInt();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String pathAndQuery) throws IOException, InterruptedException {
        return send("GET", pathAndQuery, "", "");
    }

    /** Sends signed: parameters in the query, or in the body of a POST. */
    public Answer signed(String method, String path, String parameters) throws IOException, InterruptedException {
        var text = (parameters.isEmpty() ? "" : parameters + "&") + "timestamp="
                + ctx.clock().now().toEpochMilli();
        return signedAsIs(method, path, text, keys.secret());
    }

    Answer signedAsIs(String method, String path, String text, String secret) throws IOException, InterruptedException {
        var all = text + "&signature=" + Signing.sign(secret, text);
        return method.equals("POST")
                ? send(method, path, all, keys.key())
                : send(method, path + "?" + all, "", keys.key());
    }

    Answer send(String method, String pathAndQuery, String body, String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("X-MBX-APIKEY", key);
        }
        return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** A limit order of 0.1 BTC. */
    public Answer limit(String id, String side, String price) throws IOException, InterruptedException {
        return order("symbol=BTCUSDT&side=" + side + "&type=LIMIT&timeInForce=GTC&quantity=0.1&price=" + price
                + "&newClientOrderId=" + id);
    }

    Answer order(String parameters) throws IOException, InterruptedException {
        return signed("POST", "/fapi/v1/order", parameters);
    }

    @Override
    public void close() throws InterruptedException {
        closeServer();
        client.shutdownNow();
        client.close();
    }

    /** The server alone: the JDK's client asks a cut GET once more, and must have done so before it is closed itself. */
    void closeServer() throws InterruptedException {
        server.close();
    }
}
