package trysail.venue.binance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import trysail.scope.SessionContext;

/** A peer on loopback that misbehaves in one way. */
final class EvilPeer implements AutoCloseable {
    enum Way {
        /** The kernel's queue of connections is full: TCP itself does not answer. */
        NO_TCP,
        /** Accepts and says nothing: no TLS, no upgrade. */
        MUTE,
        /** Begins an answer to the upgrade that never ends. */
        ENDLESS_ANSWER,
        /** Sends the answer to the upgrade a byte at a time. */
        DRIP_ANSWER,
        /** Says that there is nothing here. */
        NOT_FOUND,
        /** Opens, reads, and never says a word, not even goodbye. */
        SILENT,
        /** Opens, and never reads a byte. */
        NEVER_READS,
        /** Opens, and closes its half of TCP only. */
        HALF_OPEN,
        /** Opens, and resets in the midst of a frame. */
        RESET,
        /** Sends as much as it can. */
        FLOOD,
        /** Sends pings as fast as it can and reads no pong. */
        PING_FLOOD,
        /** Sends one byte of a frame at a time. */
        DRIP,
        /** Announces a frame of two gigabytes. */
        HUGE_FRAME,
        /** Sends a message in fragments without end. */
        ENDLESS_FRAGMENTS,
        /** Sends what is no WebSocket frame. */
        GARBAGE
    }

    private final SessionContext ctx = SessionContext.standalone("evil");
    private final Way way;
    private final ServerSocket server;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> plugs = new ArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);

    EvilPeer(Way way) throws IOException {
        this.way = way;
        server = new ServerSocket(0, way == Way.NO_TCP ? 1 : 50, InetAddress.getLoopbackAddress());
        if (way == Way.NO_TCP) {
            for (var i = 0; i < 4; i++) {
                var plug = SocketChannel.open();
                plug.configureBlocking(false);
                plug.connect(server.getLocalSocketAddress());
                plugs.add(plug);
            }
            reached.countDown();
        } else {
            ctx.startPlatform("accept", this::accept);
        }
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + ((InetSocketAddress) server.getLocalSocketAddress()).getPort());
    }

    /** Until the peer is at its misdeed. */
    void awaitReached() throws InterruptedException {
        reached.await();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                accepted.add(socket);
                ctx.startPlatform("serve", () -> {
                    try {
                        serve(socket);
                    } catch (IOException e) {
                        // the client has cut the connection, as it should
                    }
                });
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) throws IOException {
        if (way == Way.MUTE) {
            reached.countDown();
            return;
        }
        var in = new DataInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        var key = key(in);
        switch (way) {
            case ENDLESS_ANSWER -> {
                out.write(ascii("HTTP/1.1 101 Switching Protocols\r\n"));
                while (true) {
                    out.write(ascii("X-More: y\r\n"));
                    reached.countDown();
                }
            }
            case DRIP_ANSWER -> {
                reached.countDown();
                drip(out, ascii("HTTP/1.1 101 Switching Protocols\r\nX-Long: " + "y".repeat(100_000)));
            }
            case NOT_FOUND -> {
                out.write(ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
                reached.countDown();
            }
            default -> {
                out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + key + "\r\n\r\n"));
                opened(socket, in, out);
            }
        }
    }

    private void opened(Socket socket, DataInputStream in, OutputStream out) throws IOException {
        reached.countDown();
        switch (way) {
            case SILENT -> in.transferTo(OutputStream.nullOutputStream());
            case HALF_OPEN -> socket.shutdownOutput();
            case RESET -> {
                out.write(frame(1, 100_000), 0, 5_000);
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case FLOOD -> repeat(out, frame(1, 1_000));
            case PING_FLOOD -> repeat(out, frame(9, 100));
            case DRIP -> drip(out, frame(1, 60_000));
            case HUGE_FRAME -> {
                out.write(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 0x7f, -1, -1, -1});
                repeat(out, new byte[1 << 16]);
            }
            case ENDLESS_FRAGMENTS -> {
                out.write(new byte[] {0x01, 0});
                var fragment = frame(0, 1 << 15);
                fragment[0] = 0;
                repeat(out, fragment);
            }
            case GARBAGE -> repeat(out, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
            default -> {}
        }
    }

    private static void repeat(OutputStream out, byte[] bytes) throws IOException {
        while (true) {
            out.write(bytes);
        }
    }

    private void drip(OutputStream out, byte[] bytes) throws IOException {
        try {
            for (var b : bytes) {
                out.write(b);
                ctx.clock().sleep(java.time.Duration.ofMillis(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] frame(int opcode, int length) {
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (length < 126) {
            frame.write(length);
        } else if (length < 1 << 16) {
            frame.write(126);
            frame.write(length >> 8);
            frame.write(length);
        } else {
            frame.write(127);
            frame.writeBytes(java.nio.ByteBuffer.allocate(8).putLong(length).array());
        }
        var text = ("{\"e\":\"none\",\"x\":\"" + "x".repeat(Math.max(0, length - 18)) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        frame.write(text, 0, length);
        return frame.toByteArray();
    }

    private static String key(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        var line = head.toString()
                .lines()
                .filter(l -> l.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                .findFirst()
                .orElseThrow();
        try {
            var digest = MessageDigest.getInstance("SHA-1")
                    .digest(ascii(line.substring(18).trim() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : accepted) {
            socket.close();
        }
        for (var plug : plugs) {
            plug.close();
        }
    }
}
