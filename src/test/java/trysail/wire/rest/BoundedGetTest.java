package trysail.wire.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.Bounds;

class BoundedGetTest {
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

    private byte[] get() throws InterruptedException {
        var errors = new RestErrors(
                answer -> answer.code().equals("-1003") ? RestErrors.Meaning.LATER : RestErrors.Meaning.REFUSED,
                UnaryOperator.identity());
        return new BoundedGet(ctx, errors)
                .get("a book", URI.create("http://127.0.0.1:" + server.getLocalPort() + "/book"));
    }

    private static String http(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\nRetry-After: 7\r\n\r\n" + body;
    }

    @Test
    void theBodyIsReadAndTheConnectionNotKept() throws Exception {
        answer = http("200 OK", "{}");

        assertThat(get()).asString(US_ASCII).isEqualTo("{}");
        assertThat(requests.items().getFirst()).startsWith("GET /book HTTP").contains("Connection: close");
        closed.await(c -> true);
        Trail.until(() -> ctx.ledger().entries().isEmpty());
    }

    @Test
    void refusalsAreTyped() {
        answer = http("429 Too Many", "{\"code\":-1,\"msg\":\"slow\"}");
        assertThatThrownBy(this::get)
                .isInstanceOfSatisfying(
                        ExchangeException.RateLimited.class,
                        e -> assertThat(e.after()).isEqualTo(Duration.ofSeconds(7)));
        answer = http("400 Bad", "{\"code\":-1003,\"msg\":\"slow\"}");
        assertThatThrownBy(this::get).isInstanceOf(ExchangeException.RateLimited.class);
        answer = http("400 Bad", "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        assertThatThrownBy(this::get)
                .isInstanceOf(ExchangeException.Refused.class)
                .hasMessage("Invalid symbol. (-1121)");
        answer = http("302 Elsewhere", "");
        assertThatThrownBy(this::get)
                .isInstanceOf(ExchangeException.Unreachable.class)
                .hasMessageContaining("redirects are not followed");
        answer = http("503 Away", "");
        assertThatThrownBy(this::get).isInstanceOf(ExchangeException.Unreachable.class);
    }

    @Test
    void anAnswerBeyondTheBoundIsNotKept() {
        answer = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(Bounds.MOST + 1);

        assertThatThrownBy(this::get)
                .isInstanceOf(ExchangeException.Unreachable.class)
                .hasMessage("a book: the answer is larger than " + Bounds.MOST + " bytes");
    }

    @Test
    void nobodyThereIsToldAsSuch() throws Exception {
        server.close();

        assertThatThrownBy(this::get)
                .isInstanceOf(ExchangeException.Unreachable.class)
                .hasMessageStartingWith("a book: cannot reach the venue");
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    @Test
    void aCallToAMuteVenueIsCutByAnInterrupt() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{";
        var ends = new Trail<String>();
        var thread = ctx.startVirtual("fetch", () -> {
            try {
                var unused = get();
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
