package trysail.venue.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import trysail.stream.Trail;

/** A venue that behaves: it grants subscriptions, but for those it is told to refuse, and says what a test tells it. */
final class FakeVenue implements AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
    private final Set<SocketChannel> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();
    final Trail<String> asked = new Trail<>();
    final Trail<String> paths = new Trail<>();
    final Trail<String> pongs = new Trail<>();
    volatile Set<String> refused = Set.of();
    volatile boolean answers = true;
    private final Server server = new Server();

    FakeVenue() throws InterruptedException {
        server.setWebSocketFactory(new Sockets());
        server.setReuseAddr(true);
        server.setDaemon(true);
        server.setConnectionLostTimeout(0);
        server.start();
        listening.await();
    }

    private final class Server extends WebSocketServer {
        Server() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        }

        @Override
        public void onOpen(WebSocket conn, ClientHandshake handshake) {
            open.add(conn);
            // one that was told to go is not counted, however late its end is seen here
            most.accumulateAndGet(
                    Math.toIntExact(open.stream().filter(WebSocket::isOpen).count()), Math::max);
            paths.put(handshake.getResourceDescriptor());
        }

        @Override
        public void onClose(WebSocket conn, int code, String reason, boolean remote) {
            open.remove(conn);
        }

        @Override
        public void onMessage(WebSocket conn, String message) {
            try {
                var request = mapper.readTree(message);
                asked.put(message);
                var id = request.get("id").asLong();
                var no = refused.stream()
                        .anyMatch(r -> request.get("params").get(0).asText().endsWith('@' + r));
                if (answers && conn.isOpen()) {
                    conn.send(
                            no
                                    ? "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":" + id + "}"
                                    : "{\"result\":null,\"id\":" + id + "}");
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void onWebsocketPong(WebSocket conn, Framedata f) {
            pongs.put("pong");
        }

        @Override
        public void onError(WebSocket conn, Exception ex) {}

        @Override
        public void onStart() {
            listening.countDown();
        }
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getPort());
    }

    /** To everybody connected. */
    void say(String frame) {
        open.forEach(c -> c.send(frame));
    }

    void ping() {
        open.forEach(WebSocket::sendPing);
    }

    /** Those there are now: one that comes back meanwhile stays. */
    void closeAll(int code) {
        List.copyOf(open).forEach(c -> c.close(code, "end"));
    }

    int connections() {
        return open.size();
    }

    int mostConnections() {
        return most.get();
    }

    static String quote(String bid, String ask) {
        return "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":1,\"s\":\"BTCUSDT\",\"b\":\""
                + bid + "\",\"B\":\"1.5\",\"a\":\"" + ask
                + "\",\"A\":\"2\",\"T\":1795365000000,\"E\":1795365000001}}";
    }

    static String diff(long first, long last, long previous, String bids, String asks) {
        return "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1795365000000,\"T\":1795365000000,"
                + "\"s\":\"BTCUSDT\",\"U\":" + first + ",\"u\":" + last + ",\"pu\":" + previous + ",\"b\":" + bids
                + ",\"a\":" + asks + "}}";
    }

    static List<String> kinds(List<String> requests) {
        return requests.stream()
                .map(r -> r.replaceAll(".*btcusdt@([^\"]*)\".*", "$1"))
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        server.stop(500);
        for (var socket : sockets) { // the library forgets those it was about to take in when it is stopped
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Keeps every socket that it is given. */
    private final class Sockets extends DefaultWebSocketServerFactory {
        @Override
        public SocketChannel wrapChannel(SocketChannel socket, SelectionKey key) {
            sockets.add(socket);
            return super.wrapChannel(socket, key);
        }
    }
}
