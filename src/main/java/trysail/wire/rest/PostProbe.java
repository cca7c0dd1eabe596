package trysail.wire.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.scope.SessionContext;
import trysail.wire.Bounds;

/**
 * Finds out whether the JDK sends a POST of ours once, by sending one as orders are sent, to a socket of our own that reads
 * it and hangs up.
 *
 * <p>The system property that is there for this does not tell: the JDK reads it before its first HTTP call and never again,
 * so that one set later says {@code false} while a lost order is still sent twice.
 */
public final class PostProbe {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final String END = "\r\n\r\nx";

    private PostProbe() {}

    /**
     * How many times one POST arrives.
     *
     * @throws IOException when that cannot be found out
     */
    public static int arrivals(SessionContext context) throws IOException {
        var arrived = new AtomicInteger();
        try (var server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            var peer = context.startVirtual("post-probe", () -> hangUp(server, arrived));
            try {
                post(server.getLocalPort());
            } finally {
                server.close();
                if (!context.clock().join(peer, context.clock().deadline(LONGEST))) {
                    peer.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("cut while probing").initCause(e);
        }
        return arrived.get();
    }

    private static void post(int port) throws IOException {
        var connection = (HttpURLConnection)
                Bounds.bounded(URI.create("http://127.0.0.1:" + port + "/probe"))
                        .toURL()
                        .openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) LONGEST.toMillis());
        connection.setReadTimeout((int) LONGEST.toMillis());
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Connection", "close");
        connection.setDoOutput(true);
        try {
            connection.getOutputStream().write('x');
            var status = connection.getResponseCode();
            throw new IllegalStateException("a socket that only hangs up answered " + status);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // hung up on, as arranged: what counts is how often it came
        } finally {
            connection.disconnect();
        }
    }

    private static void hangUp(ServerSocket server, AtomicInteger arrived) {
        try {
            while (true) {
                try (var socket = server.accept()) {
                    socket.setSoTimeout((int) LONGEST.toMillis());
                    readToTheEnd(socket.getInputStream());
                    arrived.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // the probe is over, and its socket closed
        }
    }

    private static void readToTheEnd(InputStream in) throws IOException {
        var seen = new StringBuilder();
        var buffer = new byte[1024];
        while (seen.indexOf(END) < 0) {
            var count = in.read(buffer);
            if (count < 0) {
                throw new IOException("the probe hung up first");
            }
            seen.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
        }
    }
}
