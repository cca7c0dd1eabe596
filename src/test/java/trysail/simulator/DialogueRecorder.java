package trysail.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trysail.scope.SessionContext;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/**
 * Makes the recordings that {@link DialogueTest} plays: stands between a stock client and the simulated exchange, whose
 * markets stand still, and writes down what they say. Run from the project's directory:
 *
 * <pre>
 * scripts/dialogues              XChange
 * scripts/dialogues CCXT_DIR     ccxt as well, from where {@code npm install ccxt@4.5.84} was said
 * </pre>
 */
public final class DialogueRecorder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HERE = Path.of("src", "test", "resources", "dialogue");

    private final List<Dialogue.Turn> heard = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI venue;

    DialogueRecorder(URI venue) throws IOException {
        this.venue = venue;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void pass(HttpExchange call) throws IOException {
        try (call) {
            var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var uri = call.getRequestURI();
            var request = HttpRequest.newBuilder(venue.resolve(uri.toString()))
                    .method(call.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
            var key = call.getRequestHeaders().getFirst("X-MBX-APIKEY");
            if (key != null) {
                request.header("X-MBX-APIKEY", key);
            }
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            note(call.getRequestMethod(), uri, body, answer.statusCode(), JSON.readTree(answer.body()));
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(answer.statusCode(), bytes.length);
            call.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(String method, URI uri, String body, int status, JsonNode answer) {
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        heard.add(new Dialogue.Turn(method, uri.getPath(), Dialogue.parameters(query, body), status, answer));
    }

    synchronized Dialogue heard(String title) {
        return new Dialogue(title, List.copyOf(heard));
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private interface Stranger {
        void act(URI venue, AccountKeys keys) throws Exception;
    }

    private static void record(String file, String title, Stranger stranger) throws Exception {
        try (var scene = new RestScene();
                var between = new DialogueRecorder(URI.create("http://127.0.0.1:" + scene.server.port()))) {
            stranger.act(between.address(), scene.keys);
            var dialogue = between.heard(title);
            dialogue.write(HERE.resolve(file));
            System.out.println(file + ": " + dialogue.turns().size() + " questions");
        }
    }

    private static ProcessBuilder node(String script, String ccxt, URI venue, AccountKeys keys) {
        var node = new ProcessBuilder(
                        "node", Path.of("src", "test", "node", script).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        var environment = node.environment();
        environment.put("VENUE", venue.toString());
        environment.put("KEY", keys.key());
        environment.put("SECRET", keys.secret());
        environment.put("CCXT", Path.of(ccxt).toAbsolutePath().toString());
        return node;
    }

    private static void ended(Process node) throws InterruptedException {
        var code = node.waitFor();
        if (code != 0) {
            throw new IllegalStateException("node ended with " + code);
        }
    }

    /** Streams need a market that moves; ccxt writes down itself what it hears of them. */
    private static void recordStreams(String file, String ccxt) throws Exception {
        var config = SimulatedExchange.Config.venue(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of("BTC-USDT"), 0);
        try (var venue = SimulatedExchange.open(SessionContext.standalone("simulator"), config)) {
            var node = node("ccxt-streams.mjs", ccxt, venue.restUri(), venue.testAccount());
            node.environment().put("WS", venue.wsUri().toString());
            ended(node.redirectOutput(HERE.resolve(file).toFile()).start());
            System.out.println(
                    file + ": " + Files.readAllLines(HERE.resolve(file)).size() + " lines");
        }
    }

    public static void main(String[] args) throws Exception {
        record("xchange.txt", "XChange 5.2.4, a stock client, and the simulated exchange", XChangeDeeds::act);
        if (args.length > 0) {
            record(
                    "ccxt.txt",
                    "ccxt 4.5.84, a stock client, and the simulated exchange",
                    (venue, keys) -> ended(node("ccxt-deeds.mjs", args[0], venue, keys)
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start()));
            recordStreams("ccxt-streams.txt", args[0]);
        }
        System.exit(0);
    }
}
