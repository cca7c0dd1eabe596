package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.Stalls;
import trysail.feed.SnapshotSource;
import trysail.feed.StreamSettings;
import trysail.model.FeedNotice;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsLimits;
import trysail.wire.ws.WsListener;

/** Whatever the peer does, interrupt and close end the connection in bounded time and nothing of it stays. */
class EvilPeerTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final SnapshotSource NONE = instrument -> {
        throw new AssertionError("no book is asked for here");
    };

    // A13, A17, E1
    @ParameterizedTest
    @EnumSource(EvilPeer.Way.class)
    void interruptAndCloseLeaveNothing(EvilPeer.Way way) throws Exception {
        stopsWithinBound(way, "ws");
    }

    // A13
    @ParameterizedTest
    @EnumSource(names = {"NO_TCP", "MUTE"})
    void interruptAndCloseLeaveNothingOfATlsHandshake(EvilPeer.Way way) throws Exception {
        stopsWithinBound(way, "wss");
    }

    private void stopsWithinBound(EvilPeer.Way way, String scheme) throws Exception {
        try (var peer = new EvilPeer(way);
                var running = new RunningFeed(peer.uri(scheme), NONE)) {
            peer.awaitReached();
            Trail.until(running::hasTried);
            running.feed.farewell();

            var began = System.nanoTime();
            running.stop();
            stalls.assertSince(began, BOUND);

            running.awaitEnd();
            running.awaitNothingLeft();
            if (way != EvilPeer.Way.NO_TCP) { // whose queue is full of the peer's own connections
                Trail.until(() -> connectedTo(peer.uri("ws")) == 0);
            }
        }
    }

    /** On a platform thread an interrupt cuts no socket: close does. */
    @ParameterizedTest
    @EnumSource(names = {"NO_TCP", "MUTE", "SILENT", "NEVER_READS", "FLOOD"})
    void closeAloneEndsTheReader(EvilPeer.Way way) throws Exception {
        try (var peer = new EvilPeer(way);
                var running = new RunningFeed(peer.uri("ws"), NONE)) {
            peer.awaitReached();
            Trail.until(() -> !running.ctx.ledger().entries(Ledger.Kind.SOCKET).isEmpty());
            var began = System.nanoTime();
            running.feed.close();

            assertThat(running.awaitEnd().orElseThrow()).isInstanceOf(InterruptedException.class);
            stalls.assertSince(began, BOUND);
            running.awaitNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ENDLESS_ANSWER",
                "DRIP_ANSWER",
                "NOT_FOUND",
                "HALF_OPEN",
                "RESET",
                "PING_FLOOD",
                "HUGE_FRAME",
                "ENDLESS_FRAGMENTS",
                "GARBAGE"
            })
    void theFeedFindsOutByItselfAndTriesAgain(EvilPeer.Way way) throws Exception {
        try (var peer = new EvilPeer(way);
                var running = new RunningFeed(peer.uri("ws"), NONE, SHORT)) {
            running.awaitNotice(FeedNotice.Kind.LOST, 2);

            var began = System.nanoTime();
            running.stop();
            stalls.assertSince(began, BOUND);
            running.awaitNothingLeft();
        }
    }

    @Test
    void aWriterThatIsStuckIsCutWhenItsQueueIsFull() throws Exception { // D14, E5
        try (var peer = new EvilPeer(EvilPeer.Way.NEVER_READS);
                var connected = new Connected(peer.uri("ws"))) {
            var words = "x".repeat(1 << 16);
            Trail.until(() -> !connected.connection.send(words));

            assertThat(connected.ends.await(e -> true).reason()).contains("does not read");
            Trail.until(() -> connected.ctx.ledger().entries().isEmpty());
        }
    }

    // E1
    @ParameterizedTest
    @ValueSource(ints = 50)
    void manyCyclesAgainstAMutePeerLeaveNothing(int cycles) throws Exception {
        try (var peer = new EvilPeer(EvilPeer.Way.SILENT)) {
            for (var i = 0; i < cycles; i++) {
                try (var connected = new Connected(peer.uri("ws"))) {
                    connected.connection.close();
                    Trail.until(() -> connected.ctx.ledger().entries().isEmpty());
                }
            }
            Trail.until(() -> connectedTo(peer.uri("ws")) == 0);
        }
    }

    /** A connection without a feed, open. */
    private static final class Connected implements AutoCloseable, WsListener {
        private final SessionContext ctx = SessionContext.standalone("test");
        private final Trail<String> opened = new Trail<>();
        private final Trail<WsEnd> ends = new Trail<>();
        private final WsConnection connection;

        Connected(URI uri) throws InterruptedException {
            connection = new WsConnection(ctx, "test", uri, WsLimits.MARKET, StreamSettings::systemTls, this);
            ctx.startVirtual("reader", () -> {
                try {
                    ends.put(connection.run());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            opened.await(o -> true);
        }

        @Override
        public void opened(WsConnection itself) {
            opened.put("opened");
        }

        @Override
        public boolean message(WsConnection itself, byte[] buffer, int from, int to) {
            return false;
        }

        @Override
        public void close() throws InterruptedException {
            connection.close();
        }
    }

    /** Established connections to this port, as the kernel counts them; the kernel is the witness. */
    private static long connectedTo(URI uri) {
        var port = String.format(":%04X ", uri.getPort());
        return List.of("tcp", "tcp6").stream()
                .map(name -> Path.of("/proc/net", name))
                .filter(Files::exists)
                .mapToLong(table -> {
                    try (var lines = Files.lines(table)) {
                        return lines.filter(l -> l.split("\\s+")[3].concat(" ").endsWith(port))
                                .filter(l -> l.split("\\s+")[4].equals("01"))
                                .count();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
    }
}
