package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;

class DepthSnapshotsTest {
    private final SessionContext ctx = SessionContext.standalone("test");
    private final Trail<String> requests = new Trail<>();
    private final Trail<String> closed = new Trail<>();
    private volatile String answer = "";
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SessionContext.standalone("peer").startPlatform("http", this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // the server is closed
        }
    }

    private void serve(Socket accepted) {
        try (var socket = accepted) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            requests.put(head.toString());
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
            // until the client closes: it must not keep the connection for later
            while (socket.getInputStream().read() >= 0) {}
            closed.put("closed");
        } catch (IOException e) {
            closed.put("reset");
        }
    }

    private DepthSnapshots snapshots() {
        return new DepthSnapshots(ctx, URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"));
    }

    private static String http(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\nRetry-After: 7\r\n\r\n" + body;
    }

    @Test
    void aBookIsReadAndItsConnectionNotKept() throws Exception {
        answer = http(
                "200 OK",
                "{\"lastUpdateId\":42,\"E\":1,\"T\":2,\"bids\":[[\"61800.20\",\"2.909\"]],\"asks\":[[\"61800.30\",\"1\"]]}");
        var book = snapshots().fetch(Recording.BTC);

        assertThat(book.snapshot()).isTrue();
        assertThat(book.updateId()).isEqualTo(42);
        assertThat(book.bids().price(0)).isEqualTo(618_002);
        assertThat(requests.items().getFirst()).startsWith("GET /fapi/v1/depth?symbol=BTCUSDT&limit=1000 ");
        closed.await(c -> true);
        Trail.until(() -> ctx.ledger().entries().isEmpty());
    }

    @Test
    void refusalsAreTyped() throws Exception {
        answer = http("429 Too Many", "{\"code\":-1003,\"msg\":\"slow\"}");
        assertThatThrownBy(() -> snapshots().fetch(Recording.BTC))
                .isInstanceOfSatisfying(
                        ExchangeException.RateLimited.class,
                        e -> assertThat(e.after()).isEqualTo(Duration.ofSeconds(7)));
        answer = http("400 Bad", "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        assertThatThrownBy(() -> snapshots().fetch(Recording.BTC))
                .isInstanceOf(ExchangeException.Refused.class)
                .hasMessageContaining("Invalid symbol");
        answer = http("503 Away", "");
        assertThatThrownBy(() -> snapshots().fetch(Recording.BTC)).isInstanceOf(ExchangeException.Unreachable.class);
        answer = http("200 OK", "{\"lastUpdateId\":42}");
        assertThatThrownBy(() -> snapshots().fetch(Recording.BTC)).isInstanceOf(ExchangeException.Unreachable.class);
    }

    @Test
    void aCallToAMuteVenueIsCutByAnInterrupt() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{";
        var ends = new Trail<String>();
        var thread = ctx.startVirtual("fetch", () -> {
            try {
                snapshots().fetch(Recording.BTC);
            } catch (InterruptedException e) {
                ends.put("interrupted");
            }
        });
        requests.await(r -> true);
        thread.interrupt();

        ends.await(e -> true);
        closed.await(c -> true);
        Trail.until(() -> ctx.ledger().entries().isEmpty());
    }
}
