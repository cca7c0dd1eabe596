package trysail.wire.ws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.handshake.Handshakedata;
import trysail.json.MalformedFrame;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.Link;
import trysail.wire.Wires;

/**
 * One WebSocket connection as a client, used once: {@link #run} opens it, reads until it is over and leaves nothing.
 *
 * <p>Java-WebSocket is used for what it is good at, the protocol; its own client is not, because neither its threads
 * nor its closing have a bound. Here the socket, the reader (who calls {@code run}), the writer and the watch over the
 * idle clocks are ours, each ends when the raw socket is closed, and each is in the ledger.
 */
public final class WsConnection implements Peer, AutoCloseable {
    private static final int READ = 1 << 16;

    // What is set once, when the connection is made.
    private final SessionContext ctx;
    private final String name;
    private final URI uri;
    private final WsLimits limits;
    private final WsListener listener;
    /** Connected by the reader; cut by anybody. */
    private final Link socket;
    /** The library's half: decodes for the reader; anybody queues what is to be sent. */
    private final WebSocketImpl engine;
    /** A thread of its own from beginning to end; the reader tells it what it does, and it cuts. */
    private final WsWatch watch;
    /** A thread of its own from the upgrade on. */
    private final WsWriter writer;

    /** Begun and ended by the reader; those who close wait for it. */
    private final WsRun run;
    /** Written by the reader when it begins, and read by it alone. */
    private Optional<Thread> watcher = Optional.empty();

    /** Why it ends; written by anybody, and the first one stands. */
    private final AtomicReference<Optional<String>> why = new AtomicReference<>(Optional.empty());
    /** Written by the reader when the upgrade is made; read by anybody who wants to send. */
    private volatile boolean opened;
    /** Written by whoever says the last words; read by the reader, who then waits for the peer's. */
    private volatile boolean leaving;
    /** Written and read by the reader: the peer has said goodbye, and with which code. */
    private boolean goodbye;

    private int code = WsEnd.NONE;
    /** Written by the thread on which the library closes itself, mostly the reader; read by the reader at the end. */
    private volatile String engineReason = "";
    /** Written and read by the reader: whether what it read last held data. */
    private boolean dataSeen;
    /** Written and read by the reader: what the listener threw, which leaves {@link #run} at its end. */
    private Optional<Throwable> failure = Optional.empty();

    /** Opens nothing yet. {@code name} stands for the address wherever it is shown: a path may hold a secret. */
    public WsConnection(
            SessionContext ctx,
            String name,
            URI uri,
            WsLimits limits,
            Supplier<SSLSocketFactory> tls,
            WsListener listener) {
        this(ctx, name, uri, limits, link(ctx, name, uri, tls), listener);
    }

    private static Link link(SessionContext ctx, String name, URI uri, Supplier<SSLSocketFactory> tls) {
        return Wires.to(uri).map(wire -> wire.link(ctx, name)).orElseGet(() -> new WsSocket(ctx, name, uri, tls));
    }

    private WsConnection(SessionContext ctx, String name, URI uri, WsLimits limits, Link socket, WsListener listener) {
        this.ctx = ctx;
        this.name = name;
        this.uri = uri;
        this.limits = limits;
        this.listener = listener;
        this.socket = socket;
        engine = new WebSocketImpl(new Callbacks(), WsDraft.client(new Inbox(), limits.message()));
        run = new WsRun(ctx.clock());
        watch = new WsWatch(ctx.clock(), limits, this, listener);
        writer = new WsWriter(ctx.clock(), engine.outQueue, this::cut);
    }

    /** Thrown through the library, which lets unchecked exceptions pass; it never leaves this class. */
    private static final class Halt extends RuntimeException {
        Halt() {
            super("halt", null, false, false);
        }
    }

    private final class Inbox implements WsDraft.Inbox {
        @Override
        public void message(byte[] buffer, int from, int to) {
            try {
                dataSeen |= listener.message(WsConnection.this, buffer, from, to);
            } catch (MalformedFrame e) {
                cut("malformed message: " + e.getMessage());
                throw new Halt();
            } catch (Throwable t) { // an Error too: the library would leave the connection half alive
                failure = Optional.of(t);
                throw new Halt();
            }
        }

        @Override
        public void closing(int itsCode, String reason) {
            code = itsCode;
            goodbye = true;
            giveReason("the venue closed: " + itsCode + (reason.isEmpty() ? "" : " " + reason));
        }
    }

    private final class Callbacks extends WsCallbacks {
        @Override
        public void onWebsocketOpen(WebSocket conn, Handshakedata answer) {
            watch.opened();
            opened = true;
            try {
                listener.opened(WsConnection.this);
            } catch (Throwable t) {
                failure = Optional.of(t);
                throw new Halt();
            }
        }

        @Override
        public void onWebsocketClose(WebSocket conn, int itsCode, String reason, boolean remote) {
            engineReason = reason == null ? "" : reason;
        }

        @Override
        public void onWebsocketClosing(WebSocket conn, int itsCode, String reason, boolean remote) {
            engineReason = reason == null ? "" : reason;
        }

        @Override
        public void onWebsocketError(WebSocket conn, Exception e) {
            giveReason(String.valueOf(e.getMessage()));
        }

        @Override
        public void onWebsocketPing(WebSocket conn, Framedata frame) {
            queue(() -> super.onWebsocketPing(conn, frame));
        }
    }

    /**
     * Connects and reads until the connection is over, for whatever reason; by then socket and threads are gone.
     *
     * @throws InterruptedException when interrupted; on a virtual thread at once, at any stage
     */
    public WsEnd run() throws InterruptedException {
        var entry = ctx.ledger().open(Ledger.Kind.WEBSOCKET, name);
        try {
            begin();
            socket.connect(ctx.clock().deadline(limits.open()));
            watch.stage("WebSocket handshake");
            writer.start(ctx, name + " writer", socket.out());
            engine.startHandshake(Handshake.request(uri));
            read(socket.in());
        } catch (IOException e) {
            giveReason(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InvalidHandshakeException e) {
            giveReason("bad request: " + e.getMessage());
        } finally {
            end(entry);
        }
        return verdict();
    }

    private void begin() throws IOException, InterruptedException {
        run.begin(name);
        if (socket.isCut()) {
            throw new IOException("closed before it was opened");
        }
        watcher = Optional.of(ctx.startVirtual(name + " watch", watch));
    }

    private void read(InputStream in) throws IOException {
        var buffer = ByteBuffer.allocate(READ);
        while (true) {
            watch.waiting();
            var got = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (got < 0) {
                giveReason("the venue closed the connection");
                return;
            }
            watch.reading();
            dataSeen = false;
            if (!decode(buffer.position(buffer.position() + got).flip())) {
                return;
            }
            watch.read(dataSeen);
            if (dataSeen) {
                listener.dataRead();
            }
            buffer = leaving ? buffer.clear() : room(buffer);
        }
    }

    /** The same bytes with room for more. What waits is one frame at most, and the draft bounds its size. */
    private static ByteBuffer room(ByteBuffer buffer) {
        if (buffer.compact().hasRemaining()) {
            return buffer;
        }
        return ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
    }

    /** Works through what has come; false when the connection is over. */
    private boolean decode(ByteBuffer buffer) {
        if (!opened && !Handshake.answered(buffer)) {
            if (Handshake.endless(buffer)) {
                giveReason("the answer to the upgrade does not end");
                return false;
            }
            return true;
        }
        var elsewhere = opened ? Optional.<String>empty() : Handshake.redirect(buffer);
        if (elsewhere.isPresent()) {
            giveReason(elsewhere.get());
            return false;
        }
        try {
            var before = -1;
            while (buffer.hasRemaining() && buffer.position() != before) {
                before = buffer.position();
                engine.decode(buffer);
            }
        } catch (Halt e) {
            return false;
        } catch (RuntimeException e) { // the library's own, over what the peer sent
            giveReason("protocol broken: " + e);
            return false;
        }
        // a listener that failed on opening is not heard of: the library takes its exception
        return failure.isEmpty() && !goodbye && (leaving || !engineDone());
    }

    /** The engine has given up on the peer, or the peer has refused the upgrade. */
    private boolean engineDone() {
        return engine.isClosing() || engine.isClosed();
    }

    @Override
    public boolean send(String text) {
        return queue(() -> engine.send(text));
    }

    @Override
    public void ping() {
        queue(() -> engine.sendFrame(new PingFrame()));
    }

    private boolean queue(Runnable sending) {
        if (engine.outQueue.size() >= limits.queued()) {
            cut(limits.queued() + " frames wait to be sent: the venue does not read");
            return false;
        }
        try {
            sending.run();
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Queues last words and a close frame, and waits for nothing. */
    public void farewell(List<String> lastWords) {
        if (opened && engine.isOpen()) {
            leaving = true;
            giveReason("closed here");
            lastWords.forEach(this::send);
            queue(() -> engine.close(CloseFrame.NORMAL, ""));
        }
    }

    @Override
    public void cut(String reason) {
        giveReason(reason);
        socket.cut();
    }

    private void giveReason(String reason) {
        why.compareAndSet(Optional.empty(), Optional.of(reason));
    }

    boolean isOpen() {
        return opened && !socket.isCut();
    }

    private void end(Ledger.Entry entry) {
        var interrupted = Thread.interrupted();
        var deadline = ctx.clock().deadline(limits.close());
        try {
            if (goodbye && !interrupted) {
                writer.awaitWritten(deadline);
                socket.close();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        socket.cut();
        try {
            joinThreads(deadline);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        entry.close();
        run.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void joinThreads(Deadline deadline) throws InterruptedException {
        watcher.ifPresent(Thread::interrupt);
        writer.end(deadline);
        if (watcher.isPresent()) {
            ctx.clock().join(watcher.get(), deadline);
        }
    }

    private WsEnd verdict() throws InterruptedException {
        if (failure.isPresent()) {
            switch (failure.get()) {
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable t -> throw new IllegalStateException(t);
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException(name + ": interrupted");
        }
        var refused = !opened && engineDone() && !engineReason.isEmpty();
        var text = why.get().orElse(engineReason.isEmpty() ? "over" : engineReason);
        return new WsEnd(opened, refused, code, text);
    }

    /** Cuts the socket and waits until reader and writer are gone, for a bounded time. Idempotent. */
    @Override
    public void close() throws InterruptedException {
        cut("closed here");
        run.awaitEnd(ctx.clock().deadline(limits.close()));
    }
}
