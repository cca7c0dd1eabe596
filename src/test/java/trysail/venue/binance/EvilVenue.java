package trysail.venue.binance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that misbehaves as a test tells it to, on a real socket, and remembers what reached it. */
final class EvilVenue implements AutoCloseable {
    /** What it does with a connection whose request has been read. */
    interface Deed {
        void on(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch firstRequest = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final Deed deed;

    EvilVenue(Deed deed) throws IOException {
        this.deed = deed;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("evil venue").start(this::accept);
    }

    /** Reads the request and says nothing, ever. */
    static EvilVenue mute() throws IOException {
        return new EvilVenue((socket, out) -> {});
    }

    /** Reads the request and hangs up. */
    static EvilVenue hangsUp() throws IOException {
        return new EvilVenue((socket, out) -> socket.close());
    }

    /** Sends one byte of an endless answer each 20 ms: no read of the client ever times out. */
    static EvilVenue drips() throws IOException {
        var release = new CountDownLatch(1);
        return new EvilVenue((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            do {
                out.write(' ');
                out.flush();
            } while (!release.await(20, TimeUnit.MILLISECONDS));
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Whether the other side has closed its end of every connection, waiting a little for it. */
    boolean allHungUp() throws IOException {
        for (var socket : sockets) {
            if (!socket.isClosed() && !hungUp(socket)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hungUp(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // a reset is a hang-up too
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try {
            requests.add(request(socket.getInputStream()));
            firstRequest.countDown();
            deed.on(socket, socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the client went away: what these tests want
        }
    }

    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) read(in));
        }
        var length = text.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (length >= 0) {
            var digits = text.substring(length + 16, text.indexOf("\r\n", length));
            for (var left = Integer.parseInt(digits); left > 0; left--) {
                text.append((char) read(in));
            }
        }
        return text.toString();
    }

    private static int read(InputStream in) throws IOException {
        var b = in.read();
        if (b < 0) {
            throw new IOException("hung up in the middle of a request");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
