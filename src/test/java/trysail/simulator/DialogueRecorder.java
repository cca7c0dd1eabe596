package trysail.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    public static void main(String[] args) throws Exception {
        record("xchange.txt", "XChange 5.2.4, a stock client, and the simulated exchange", XChangeDeeds::act);
        if (args.length > 0) {
            record("ccxt.txt", "ccxt 4.5.84, a stock client, and the simulated exchange", (venue, keys) -> {
                var node = new ProcessBuilder("node", "src" + File.separator + "test" + File.separator + "node"
                                + File.separator + "ccxt-deeds.mjs")
                        .inheritIO();
                node.environment().put("VENUE", venue.toString());
                node.environment().put("KEY", keys.key());
                node.environment().put("SECRET", keys.secret());
                node.environment().put("CCXT", Path.of(args[0]).toAbsolutePath().toString());
                var code = node.start().waitFor();
                if (code != 0) {
                    throw new IllegalStateException("node ended with " + code);
                }
            });
        }
        System.exit(0);
    }
}
