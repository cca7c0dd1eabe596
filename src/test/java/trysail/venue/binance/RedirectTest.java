package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static trysail.venue.binance.Orders.BTC;
import static trysail.venue.binance.Orders.context;
import static trysail.venue.binance.Orders.id;
import static trysail.venue.binance.Orders.limit;
import static trysail.venue.binance.Orders.soon;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.exchange.ExchangeException;
import trysail.exchange.ExchangeException.OutcomeUnknown;
import trysail.exchange.ExchangeException.Unreachable;
import trysail.model.Terms;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.Redirected;

/** Whatever answers us with a redirect: no request, key or signature of ours goes where it points. */
class RedirectTest {
    private final FakeRest venue = new FakeRest();
    private final FakeRest other = new FakeRest();
    private final SessionContext ctx = context();
    private final BinanceClient client = (BinanceClient) Orders.client(ctx, venue.uri());

    RedirectTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        venue.close();
        other.close();
    }

    @FunctionalInterface
    private interface Call {
        void make() throws InterruptedException;
    }

    private void redirect(int status, String location) {
        venue.answers(status, "", Map.of("Location", location));
        other.otherwise(200, "{}");
    }

    private <X extends ExchangeException> X fails(Class<X> how, Call call) {
        var before = venue.requests.size();
        var failure = catchThrowableOfType(how, call::make);
        assertThat(failure).isNotNull();
        assertThat(venue.requests).as("asked once").hasSize(before + 1);
        assertThat(other.requests).as("requests at the host it points to").isEmpty();
        return failure;
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void noCallFollowsARedirectToAnotherHost(int status) {
        var there = other.uri() + "/x?signature=5ecre7";
        for (var call : new Call[] {
            () -> client.listing(soon()),
            () -> client.positions(soon()),
            () -> client.find(BTC, id(1), soon()),
            () -> client.cancel(BTC, id(1), soon()),
            () -> client.createListenKey(soon()),
            () -> client.keepListenKeyAlive(soon()),
        }) {
            redirect(status, there);
            assertThat(fails(Unreachable.class, call))
                    .hasMessageContaining(
                            "the answer points to " + other.uri() + " (HTTP " + status + "); redirects are not followed")
                    .hasMessageNotContaining("5ecre7");
        }
        assertThat(venue.requests).extracting(FakeRest.Request::method).contains("GET", "POST", "PUT", "DELETE");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theFateOfAnOrderThatIsAnsweredSoIsNotKnown(int status) {
        redirect(status, other.uri() + "/fapi/v1/order");

        assertThat(fails(
                        OutcomeUnknown.class,
                        () -> client.place(limit(Terms.postOnly(new BigDecimal("65000.1"))), soon())))
                .hasMessageContaining(other.uri().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere", "elsewhere", "?x"})
    void noCallFollowsARedirectAtTheSameHostEither(String location) {
        redirect(302, location);

        assertThat(fails(Unreachable.class, () -> client.positions(soon())))
                .hasMessageContaining("the answer points to another path of the same host (HTTP 302)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a b/", "http://\u0000/", "::", "http://user:5ecre7@\"/"})
    void aPlaceThatIsNoneIsSaidToBeNone(String location) {
        assertThat(Redirected.words(302, Optional.of(location)))
                .startsWith("the answer points to something that is no address (HTTP 302)");
    }

    @Test
    void aUserInTheAddressIsNotTold() {
        assertThat(Redirected.words(307, Optional.of("https://key:5ecre7@there.example:8443/p?q")))
                .contains("points to https://there.example:8443 (")
                .doesNotContain("5ecre7");
    }

    @Test
    void booksFollowNoRedirect() {
        redirect(302, other.uri() + "/fapi/v1/depth");

        assertThat(fails(Unreachable.class, () -> new DepthSnapshots(ctx, venue.uri()).fetch(BTC)))
                .hasMessageContaining("depth BTC-USDT: the answer points to " + other.uri());
    }

    @Test
    void theSocketOfARedirectedCallIsGone() throws Exception {
        redirect(302, other.uri().toString());
        fails(Unreachable.class, () -> new DepthSnapshots(ctx, venue.uri()).fetch(BTC));

        Trail.until(() -> ctx.ledger().entries(Ledger.Kind.SOCKET).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theUpgradeOfAStreamFollowsNoRedirect(int status) throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var asked = new Trail<String>();
            SessionContext.standalone("peer").startPlatform("peer", () -> answer(server, status, asked));
            var origin = URI.create("ws://127.0.0.1:" + server.getLocalPort());
            try (var feed = new RunningFeed(origin, instrument -> {
                throw new AssertionError("no book is asked for here");
            })) {
                feed.awaitLost("the answer points to " + other.uri() + " (HTTP " + status + ")");
                assertThat(other.requests).isEmpty();
            }
        }
    }

    private void answer(ServerSocket server, int status, Trail<String> asked) {
        try {
            while (true) {
                try (var socket = server.accept()) {
                    var head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        head.append((char) socket.getInputStream().read());
                    }
                    asked.put(head.toString());
                    socket.getOutputStream()
                            .write(("HTTP/1.1 " + status + " Elsewhere\r\nlocation: " + other.uri()
                                            + "/market\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(US_ASCII));
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
