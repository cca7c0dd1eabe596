package trysail.venue.binance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A well-behaved HTTP server that answers what a test has put into it, and remembers what it was asked. */
final class FakeRest implements AutoCloseable {
    /** One request as it arrived; parameters of query and body together. */
    record Request(String method, String path, String query, String body, Map<String, List<String>> headers) {
        Map<String, String> parameters() {
            var all = new LinkedHashMap<String, String>();
            for (var text : List.of(query, body)) {
                for (var pair : text.isEmpty() ? new String[0] : text.split("&")) {
                    var cut = pair.indexOf('=');
                    all.put(pair.substring(0, cut), URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
                }
            }
            return all;
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private Answer otherwise = new Answer(500, "{\"code\":-1,\"msg\":\"no answer prepared\"}", Map.of());
    private final HttpServer server;

    FakeRest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    FakeRest answers(int status, String body) {
        return answers(status, body, Map.of());
    }

    synchronized FakeRest answers(int status, String body, Map<String, String> headers) {
        answers.add(new Answer(status, body, headers));
        return this;
    }

    /** What to say whenever no answer is prepared. */
    synchronized void otherwise(int status, String body) {
        otherwise = new Answer(status, body, Map.of());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        requests.add(new Request(
                exchange.getRequestMethod(), uri.getPath(), query, body, Map.copyOf(exchange.getRequestHeaders())));
        var answer = next();
        answer.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized Answer next() {
        var answer = answers.poll();
        return answer == null ? otherwise : answer;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
