package trysail.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.ExchangeException;
import trysail.exchange.FrameTap;
import trysail.json.MalformedFrame;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.ws.Heartbeat;
import trysail.wire.ws.Peer;
import trysail.wire.ws.WsLimits;

/** A venue of other manners: a token for each connection, messages compressed, heartbeats in words of its own. */
class StrangeVenueTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.ZERO);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final SnapshotSource NO_BOOKS = instrument -> {
        throw new AssertionError("no book is asked for here");
    };

    private final SessionContext ctx = SessionContext.standalone("test");
    private final Trail<MarketEvent> events = new Trail<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final Server server = new Server();
    private StreamFeed feed;
    private Thread thread;

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static final class Server extends WebSocketServer {
        private final CountDownLatch listening = new CountDownLatch(1);
        private final Trail<String> paths = new Trail<>();
        private final Trail<String> said = new Trail<>();

        Server() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            setReuseAddr(true);
            setDaemon(true);
            setConnectionLostTimeout(0);
        }

        @Override
        public void onOpen(WebSocket conn, ClientHandshake handshake) {
            paths.put(handshake.getResourceDescriptor());
        }

        @Override
        public void onMessage(WebSocket conn, String message) {
            said.put(message);
            try {
                switch (message) {
                    case "give me trades" -> conn.send(packed("granted"));
                    case "are you there" -> conn.send(packed("I am"));
                    default -> conn.close();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void say(String text) throws IOException {
            broadcast(packed(text));
        }

        @Override
        public void onClose(WebSocket conn, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket conn, Exception e) {}

        @Override
        public void onStart() {
            listening.countDown();
        }
    }

    /** Its words: {@code trade 17 at 61800.1}. */
    private static final class Words implements Conversation {
        private final MarketHandler heard;
        private volatile boolean granted;

        Words(MarketHandler heard) {
            this.heard = heard;
        }

        @Override
        public void opened(Peer peer) {
            peer.send("give me trades");
        }

        @Override
        public void message(byte[] buffer, int from, int to) throws MalformedFrame, InterruptedException {
            byte[] text;
            try (var in = new GZIPInputStream(new ByteArrayInputStream(buffer, from, to - from))) {
                text = in.readAllBytes();
            } catch (IOException e) {
                throw new MalformedFrame("not compressed");
            }
            var words = new String(text, UTF_8).split(" ");
            if (words[0].equals("granted")) {
                granted = true;
            } else if (words[0].equals("trade")) {
                var price = new BigDecimal(words[3]);
                heard.event(new Trade(BTC, Long.parseLong(words[1]), price, BigDecimal.ONE, Side.BUY, Instant.EPOCH));
                heard.data(text, 0, text.length);
            }
        }

        @Override
        public Heartbeat heartbeat(Duration idle) {
            return (peer, silent, since) -> since.compareTo(Duration.ofMillis(30)) > 0 && peer.send("are you there");
        }

        @Override
        public boolean complete() {
            return granted;
        }

        @Override
        public List<String> granted() {
            return granted ? List.of("trades") : List.of();
        }

        @Override
        public List<String> lastWords() {
            return List.of("farewell");
        }
    }

    /** Gives a token for each connection, but is busy when asked first. */
    private final class Tokens implements Ticket.Office {
        @Override
        public Ticket next(Deadline deadline) {
            var number = tokens.getAndIncrement();
            if (number == 0) {
                throw new ExchangeException.RateLimited("busy", Duration.ofMillis(1), null);
            }
            return () -> URI.create("ws://127.0.0.1:" + server.getPort() + "/?token=" + number);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws InterruptedException {
        server.start();
        server.listening.await();
        var limits = new WsLimits(Duration.ofSeconds(2), IDLE, Duration.ofDays(1), Duration.ofMillis(400), 1 << 20, 64);
        var times = new FeedTimes(
                Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(1));
        var settings = new StreamSettings("strange", limits, times, StreamSettings::systemTls, 1);
        feed = new StreamFeed(ctx, settings, new Tokens(), List.of(BTC), NO_BOOKS, Words::new);
        thread = ctx.startVirtual("feed", () -> {
            try {
                feed.run(events);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.said.await("give me trades"::equals);
    }

    @AfterEach
    void stopLeavesNothing() throws InterruptedException {
        thread.interrupt();
        feed.close();
        Trail.until(() -> ctx.ledger().entries().isEmpty());
        server.stop(500);
    }

    private Trade awaitTrade(long id) throws InterruptedException, IOException {
        server.said.await("are you there"::equals); // which it answers, after what it has granted
        server.say("trade " + id + " at 61800.1");
        return (Trade) events.await(e -> e instanceof Trade t && t.id() == id);
    }

    @Test
    void whoHasNoTicketYetIsToldWhyAndTriesAgain() throws Exception {
        var lost = (FeedNotice) events.await(e -> e instanceof FeedNotice n && n.kind() == FeedNotice.Kind.LOST);

        assertThat(lost.detail()).isEqualTo("busy");
        assertThat(server.paths.items()).containsExactly("/?token=1");
    }

    @Test
    void eachConnectionHasATicketOfItsOwn() throws Exception {
        feed.reconnect();
        server.paths.await(p -> true, 2);

        assertThat(server.paths.items()).containsExactly("/?token=1", "/?token=2");
        assertThat(events.items().toString()).doesNotContain("token");
    }

    @Test
    void heartbeatsAreTheVenuesOwnAndKeepTheConnection() throws Exception {
        server.said.await("are you there"::equals, 10); // one in an eighth of the time it may be silent

        assertThat(server.paths.items()).hasSize(1);
    }

    @Test
    void whatIsTappedIsTheTextAndNotItsWrapping() throws Exception {
        var tapped = new Trail<String>();
        feed.tap(new FrameTap() {
            @Override
            public void frame(Instant received, byte[] buffer, int from, int to) {
                tapped.put(new String(buffer, from, to - from, UTF_8));
            }

            @Override
            public void book(Instant received, BookDelta snapshot) {}
        });
        assertThat(awaitTrade(17).price()).isEqualByComparingTo("61800.1");

        tapped.await("trade 17 at 61800.1"::equals);
        assertThat(feed.stats().bytes()).isEqualTo("trade 17 at 61800.1".length());
        assertThat(feed.stats().connects()).isEqualTo(1);
    }

    @Test
    void lastWordsAreSaid() throws Exception {
        awaitTrade(1);
        feed.farewell();

        server.said.await("farewell"::equals);
    }
}
