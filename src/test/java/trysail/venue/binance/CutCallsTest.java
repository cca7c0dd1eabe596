package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.venue.binance.Orders.BTC;
import static trysail.venue.binance.Orders.client;
import static trysail.venue.binance.Orders.context;
import static trysail.venue.binance.Orders.id;
import static trysail.venue.binance.Orders.limit;
import static trysail.venue.binance.Orders.soon;
import static trysail.venue.binance.Orders.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

@Timeout(180)
class CutCallsTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private final SessionContext context = context();

    /** The first call of a JVM loads hundreds of classes: not what these tests measure. */
    @BeforeAll
    static void loadClasses() throws Exception {
        try (var venue = new FakeRest();
                var client = client(context(), venue.uri())) {
            venue.answers(400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
            assertThat(client.find(BTC, id(1), soon())).isEmpty();
        }
    }

    @Test
    void drippingAnswerIsCutAtTheDeadline() throws Exception {
        try (var venue = EvilVenue.drips();
                var client = client(context, venue.uri())) {
            var began = System.nanoTime();

            assertThatThrownBy(() -> client.workingOrders(within(ofSeconds(1))))
                    .isInstanceOf(ExchangeException.Unreachable.class)
                    .hasMessage("listing working orders: no answer in time");

            assertThat(since(began)).isGreaterThan(ofMillis(990));
            stalls.assertSince(began, ofSeconds(5));
            assertThat(venue.allHungUp()).isTrue();
        }
        assertNothingLeft();
    }

    @Test // C1: a time-out is no refusal
    void orderWhoseAnswerDripsHasAnUnknownFate() throws Exception {
        try (var venue = EvilVenue.drips();
                var client = client(context, venue.uri())) {
            assertThatThrownBy(() -> client.place(limit(), within(ofSeconds(2))))
                    .isInstanceOf(ExchangeException.OutcomeUnknown.class)
                    .hasMessageStartingWith("placing order k4f9q-s7-e2-13: sent, its fate is not known");
            assertThat(venue.requests).hasSize(1);
        }
        assertNothingLeft();
    }

    @Test // C1, C2: the JDK by itself would send the POST again
    void orderIsSentOnceWhenTheServerReadsItAndHangsUp() throws Exception {
        try (var venue = EvilVenue.hangsUp();
                var client = client(context, venue.uri())) {
            assertThatThrownBy(() -> client.place(limit(), soon()))
                    .isInstanceOf(ExchangeException.OutcomeUnknown.class);
            assertThat(venue.requests).singleElement().asString().startsWith("POST /fapi/v1/order?signature=");
        }
        assertNothingLeft();
    }

    @Test
    void questionWhoseAnswerIsCutIsSafeToRepeat() throws Exception {
        try (var venue = EvilVenue.hangsUp();
                var client = client(context, venue.uri())) {
            assertThatThrownBy(() -> client.find(BTC, id(1), soon())).isInstanceOf(ExchangeException.Unreachable.class);
            assertThatThrownBy(() -> client.cancel(BTC, id(1), soon()))
                    .isInstanceOf(ExchangeException.Unreachable.class);
        }
    }

    @Test
    void interruptEndsACallToAMuteServer() throws Exception { // D3
        try (var venue = EvilVenue.mute();
                var client = client(context, venue.uri())) {
            var end = new CompletableFuture<Throwable>();
            var caller = Thread.ofVirtual().start(() -> end.complete(thrownBy(client)));
            assertThat(venue.firstRequest.await(60, TimeUnit.SECONDS)).isTrue();

            var began = System.nanoTime();
            caller.interrupt();

            assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            stalls.assertSince(began, ofMillis(500));
            assertThat(venue.allHungUp()).isTrue();
        }
        assertNothingLeft();
    }

    @Test
    void interruptWorksOnAPlatformThreadToo() throws Exception {
        try (var venue = EvilVenue.mute();
                var client = client(context, venue.uri())) {
            var end = new CompletableFuture<Throwable>();
            var caller = Thread.ofPlatform().start(() -> end.complete(thrownBy(client)));
            assertThat(venue.firstRequest.await(60, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
        assertNothingLeft();
    }

    @Test
    void interruptBeforeTheCallSendsNothing() throws Exception {
        try (var venue = EvilVenue.mute();
                var client = client(context, venue.uri())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.place(limit(), soon())).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(venue.requests).isEmpty();
        }
        assertNothingLeft();
    }

    @Test
    void closeFromAnotherThreadCutsARunningCall() throws Exception {
        try (var venue = EvilVenue.mute();
                var client = client(context, venue.uri())) {
            var end = new CompletableFuture<Throwable>();
            Thread.ofVirtual().start(() -> end.complete(thrownBy(client)));
            assertThat(venue.firstRequest.await(60, TimeUnit.SECONDS)).isTrue();

            client.close();
            client.close();

            assertThat(end.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExchangeException.OutcomeUnknown.class)
                    .hasMessageContaining("the client was closed");
            assertThat(venue.allHungUp()).isTrue();
            assertThatThrownBy(() -> client.find(BTC, id(1), soon()))
                    .isInstanceOf(ExchangeException.Unreachable.class)
                    .hasMessageContaining("the client is closed");
        }
        assertNothingLeft();
    }

    @Test
    void callAfterACutCallGoesThrough() throws Exception {
        try (var venue = new EvilVenue((socket, out) -> {
                    if (socket.getPort() > 0 && !first()) {
                        out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]".getBytes(UTF_8));
                        socket.close();
                    }
                });
                var client = client(context, venue.uri())) {
            assertThatThrownBy(() -> client.workingOrders(within(ofSeconds(1))))
                    .isInstanceOf(ExchangeException.Unreachable.class);
            assertThat(client.workingOrders(soon())).isEmpty();
        }
        assertNothingLeft();
    }

    private boolean answeredBefore;

    private synchronized boolean first() {
        var was = answeredBefore;
        answeredBefore = true;
        return !was;
    }

    @Test
    void orderThatCannotConnectWasNeverSent() throws Exception {
        try (var client = client(context, URI.create("http://127.0.0.1:" + closedPort()))) {
            assertThatThrownBy(() -> client.place(limit(), soon()))
                    .isInstanceOf(ExchangeException.Unreachable.class)
                    .hasMessageContaining("cannot reach the venue: Connection refused");
        }
    }

    @Test
    void orderToAnUnknownHostWasNeverSent() throws Exception {
        try (var client = client(context, URI.create("http://no-such-host.invalid"))) {
            assertThatThrownBy(() -> client.place(limit(), within(ofSeconds(20))))
                    .isInstanceOf(ExchangeException.Unreachable.class);
        }
    }

    @Test
    void orderWithoutTimeLeftWasNeverSent() throws Exception {
        try (var venue = EvilVenue.mute();
                var client = client(context, venue.uri())) {
            assertThatThrownBy(() -> client.place(limit(), within(Duration.ZERO)))
                    .isInstanceOf(ExchangeException.Unreachable.class);
            assertThat(venue.requests).isEmpty();
        }
    }

    @Test
    void noIdleSocketStaysBehind() throws Exception {
        try (var venue = new EvilVenue((socket, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]".getBytes(UTF_8));
                    out.flush(); // and stays connected, as if more could come
                });
                var client = client(context, venue.uri())) {
            assertThat(client.workingOrders(soon())).isEmpty();
            assertThat(venue.requests)
                    .hasSize(2) // orders of the book, and those that wait apart from it
                    .allSatisfy(r -> assertThat(r).asString().containsIgnoringCase("connection: close"));
            assertThat(venue.allHungUp()).isTrue();
        }
    }

    @Test
    void clientIsInTheLedgerUntilItIsClosed() throws Exception {
        var client = client(context, URI.create("http://127.0.0.1:1"));
        assertThat(context.ledger().entries(Ledger.Kind.REST_CLIENT)).hasSize(1);
        client.close();
        assertThat(context.ledger().entries()).isEmpty();
    }

    private static Throwable thrownBy(ExchangeClient client) {
        try {
            client.place(limit(), within(ofSeconds(30)));
            return new AssertionError("the call ended");
        } catch (InterruptedException | RuntimeException e) {
            return e;
        }
    }

    /** Threads end a moment after the client is closed. */
    private void assertNothingLeft() throws InterruptedException {
        for (var entry : context.ledger().entries()) {
            var thread = entry.thread();
            assertThat(thread).as(entry.toString()).isPresent();
            assertThat(thread.get().join(ofSeconds(60))).as(entry.toString()).isTrue();
        }
        assertThat(context.ledger().entries()).isEmpty();
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
