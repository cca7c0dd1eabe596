package trysail.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A straightforward client, to measure ours beside: Java-WebSocket as it comes, Jackson trees, a book of tree maps. */
final class PlainClient extends WebSocketClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final URI depth;
    private long frames;
    private long first;
    private long last;

    PlainClient(URI ws, URI rest) {
        super(ws.resolve("/stream"));
        depth = rest.resolve("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
    }

    /** Plays one recording through; returns frames a second from the first to the last. */
    double play() throws InterruptedException {
        connectBlocking();
        send("{\"method\":\"SUBSCRIBE\",\"params\":"
                + "[\"btcusdt@bookTicker\",\"btcusdt@trade\",\"btcusdt@depth@0ms\"],\"id\":1}");
        try {
            depth.toURL().openStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        closed.await();
        return frames * 1e9 / (last - first);
    }

    @Override
    public void onMessage(String message) {
        try {
            var data = JSON.readTree(message).path("data");
            if (data.isMissingNode()) {
                return;
            }
            if (first == 0) {
                first = System.nanoTime();
            }
            frames++;
            if (data.path("e").asText().equals("depthUpdate")) {
                data.path("b").forEach(level -> set(bids, level));
                data.path("a").forEach(level -> set(asks, level));
            } else {
                new BigDecimal(data.path(data.has("b") ? "b" : "p").asText());
            }
            last = System.nanoTime();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(TreeMap<BigDecimal, BigDecimal> side, JsonNode level) {
        var price = new BigDecimal(level.get(0).asText());
        var size = new BigDecimal(level.get(1).asText());
        if (size.signum() == 0) {
            side.remove(price);
        } else {
            side.put(price, size);
        }
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onClose(int code, String reason, boolean remote) {
        closed.countDown();
    }

    @Override
    public void onError(Exception e) {
        throw new IllegalStateException(e);
    }
}
