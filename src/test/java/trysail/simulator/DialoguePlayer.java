package trysail.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that knows nothing: to each question it gives the next answer that a recording has to one of its kind. */
final class DialoguePlayer implements AutoCloseable {
    /** What was asked of it. */
    record Asked(String what, SortedMap<String, String> parameters) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Dialogue.Turn>> answers = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    DialoguePlayer(Dialogue dialogue) throws IOException {
        for (var turn : dialogue.turns()) {
            answers.computeIfAbsent(turn.what(), w -> new ArrayDeque<>()).add(turn);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange call) throws IOException {
        try (call) {
            var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = call.getRequestURI().getRawQuery();
            var what = call.getRequestMethod() + " " + call.getRequestURI().getPath();
            asked.add(new Asked(what, Dialogue.parameters(query == null ? "" : query, body)));
            var answer = next(what);
            var bytes = answer == null
                    ? "{\"code\":-1,\"msg\":\"not in the recording\"}".getBytes(StandardCharsets.UTF_8)
                    : answer.answer().toString().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(answer == null ? 404 : answer.status(), bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    /** The last one again and again. */
    private synchronized Dialogue.Turn next(String what) {
        var left = answers.get(what);
        return left == null ? null : left.size() > 1 ? left.remove() : left.peek();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
