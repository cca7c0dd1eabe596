package trysail.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/**
 * The venue's streams on a loopback port of their own.
 *
 * <p>Threads: the library's selector writes and reads, one library worker runs the commands, the keeper looks after
 * connections that are slow, silent or saying good-bye. None of them blocks on a peer. {@link #close} is bounded: every
 * socket is cut and every thread joined.
 */
final class WsServer implements Outlet, UserEvents, AutoCloseable {
    /** Close code that says that a recording is over. */
    static final int END_OF_FEED = 4001;

    private static final Duration STOP = Duration.ofMillis(500);
    private static final Duration POLITE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PING_EVERY = Duration.ofMinutes(3);
    /** At a bounded speed nobody waits for a subscriber that is this far behind. */
    private static final long TOO_FAR_BEHIND = 16L << 20;

    private final SessionContext ctx;
    private final StreamHub hub;
    private final VenueRecord record;
    private final Function<String, Optional<String>> keyOwner;
    private final List<WsConnection> connections = new CopyOnWriteArrayList<>();
    private final Set<WsChannel> channels = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean mute = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private volatile boolean pending;
    private volatile boolean congested;
    private volatile boolean feedEnded;
    private Optional<Listener> listener = Optional.empty();
    private Optional<WsCommands> commands = Optional.empty();
    private Optional<Ledger.Entry> port = Optional.empty();

    WsServer(SessionContext ctx, StreamHub hub, VenueRecord record, Function<String, Optional<String>> keyOwner) {
        this.ctx = ctx;
        this.hub = hub;
        this.record = record;
        this.keyOwner = keyOwner;
    }

    /**
     * Opens the port, 0 for any free one. {@code subscribed} is run whenever somebody connects or subscribes.
     *
     * @throws IOException naming the port
     */
    void start(int wanted, Runnable subscribed) throws IOException {
        var server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "port " + wanted + " on loopback cannot be opened (" + e.getMessage()
                            + "): take another one, or 0 for one that is free",
                    e);
        }
        port = Optional.of(
                ctx.ledger().open(Ledger.Kind.PORT, "ws " + server.socket().getLocalPort()));
        commands = Optional.of(new WsCommands(hub, keyOwner, subscribed));
        var made = new Listener(server);
        listener = Optional.of(made);
        threads.add(ctx.startPlatform("ws-selector", made));
        made.workers().forEach(worker -> {
            ctx.adopt(worker);
            threads.add(worker);
        });
        threads.add(ctx.startPlatform("ws-keeper", this::keep));
    }

    int port() {
        return listener.orElseThrow().getPort();
    }

    /** From now on nothing is sent, answered or acted upon; connections stay open. */
    void mute() {
        mute.set(true);
    }

    /** Cuts every connection. */
    void drop() {
        connections.forEach(c -> cut(c, "dropped"));
    }

    private void cut(WsConnection connection, String why) {
        connection.channel().linger();
        connection.socket().closeConnection(CloseFrame.ABNORMAL_CLOSE, why);
    }

    @Override
    public void flush() {
        for (var connection : connections) {
            connection.flush();
        }
    }

    @Override
    public boolean congested() {
        return congested;
    }

    @Override
    public void relieve(boolean waitForRoom) throws InterruptedException {
        congested = false;
        for (var connection : connections) {
            if (connection.waiting() <= WsConnection.BEHIND) {
                continue;
            }
            if (waitForRoom) {
                if (!connection.awaitRoom(ctx.clock(), PATIENCE, AGAIN)) {
                    cut(connection, "took nothing for " + PATIENCE.toSeconds() + " s");
                }
            } else if (connection.waiting() > TOO_FAR_BEHIND) {
                cut(connection, "too far behind");
            }
        }
    }

    @Override
    public void endOfFeed() {
        feedEnded = true;
        connections.forEach(this::farewellIfSubscribed);
    }

    private void farewellIfSubscribed(WsConnection connection) {
        if (!connection.streams().isEmpty()) {
            connection.farewell(END_OF_FEED, "end of feed");
        }
    }

    @Override
    public void publish(String apiKey, ObjectNode event) {
        for (var connection : connections) {
            connection
                    .owner()
                    .filter(o -> o.apiKey().equals(apiKey))
                    .ifPresent(o -> connection.send(privateText(connection, o, event)));
        }
    }

    private static String privateText(WsConnection connection, WsConnection.Owner owner, ObjectNode event) {
        if (!connection.combined()) {
            return event.toString();
        }
        var wrapped = JsonNodeFactory.instance.objectNode().put("stream", owner.listenKey());
        wrapped.set("data", event);
        return wrapped.toString();
    }

    @Override
    public void expire(String listenKey) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("e", "listenKeyExpired").put("E", ctx.clock().now().toEpochMilli());
        event.put("listenKey", listenKey);
        for (var connection : connections) {
            connection.owner().filter(o -> o.listenKey().equals(listenKey)).ifPresent(o -> {
                connection.send(privateText(connection, o, event));
                connection.farewell(CloseFrame.NORMAL, "listen key expired");
            });
        }
    }

    private void queued(WsConnection connection) {
        if (connection.waiting() > WsConnection.BEHIND) {
            congested = true;
        }
        if (!pending) {
            lock.lock();
            try {
                pending = true;
                poked.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The keeper: asks the library again to write what it has forgotten to, pings, and ends what does not end itself. */
    private void keep() {
        var nextPing = ctx.clock().deadline(PING_EVERY);
        try {
            while (!closing.get()) {
                awaitPoke();
                boolean left = false;
                for (var connection : connections) {
                    if (connection.unwritten()) {
                        connection.demand();
                        left = true;
                    }
                    if (connection.overdue(ctx.clock())) {
                        cut(connection, "did not answer the close frame");
                    }
                    if (nextPing.expired() && connection.socket().isOpen()) {
                        connection.socket().sendPing();
                    }
                }
                if (nextPing.expired()) {
                    nextPing = ctx.clock().deadline(PING_EVERY);
                }
                if (left) {
                    pending = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        }
    }

    /** Waits for something to be queued, and then a little: long enough for the library to have written it. */
    private void awaitPoke() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var until = ctx.clock().deadline(TICK);
            while (!pending && !until.expired()) {
                ctx.clock().await(poked, until);
            }
        } finally {
            lock.unlock();
        }
        if (pending) {
            ctx.clock().sleep(LOOK_AGAIN);
            pending = false;
        }
    }

    /** Idempotent; returns within half a second. */
    @Override
    public void close() throws InterruptedException {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        var deadline = ctx.clock().deadline(STOP);
        try {
            sayGoodBye();
        } finally {
            for (var connection : connections) {
                cut(connection, "the venue closes");
            }
            channels.forEach(WsChannel::cut);
            threads.forEach(Thread::interrupt);
            for (var thread : threads) {
                ctx.clock().join(thread, deadline);
            }
            channels.forEach(WsChannel::cut); // one may have been accepted meanwhile
            port.ifPresent(Ledger.Entry::close);
        }
    }

    private void sayGoodBye() throws InterruptedException {
        if (connections.isEmpty() || mute.get()) {
            return;
        }
        connections.forEach(c -> c.farewell(CloseFrame.GOING_AWAY, "the venue closes"));
        var until = ctx.clock().deadline(POLITE);
        while (!connections.isEmpty() && !until.expired()) {
            ctx.clock().sleep(Duration.ofMillis(1));
        }
    }

    /** The library's half. */
    private final class Listener extends WebSocketServer {
        Listener(ServerSocketChannel bound) {
            super(bound);
            while (decoders.size() > 1) {
                decoders.removeLast(); // commands are few
            }
            setDaemon(true);
            setTcpNoDelay(true);
            setReuseAddr(true);
            setConnectionLostTimeout(0);
            setWebSocketFactory(new Sockets());
        }

        List<WebSocketWorker> workers() {
            return decoders;
        }

        @Override
        public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
                WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
            var path = WsPath.parse(request.getResourceDescriptor());
            if (path.isEmpty()) {
                throw new InvalidDataException(CloseFrame.REFUSE, "no such path");
            }
            if (path.get().listenKey().isPresent()
                    && keyOwner.apply(path.get().listenKey().get()).isEmpty()) {
                throw new InvalidDataException(CloseFrame.REFUSE, "no such listen key");
            }
            return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake request) {
            var path = WsPath.parse(request.getResourceDescriptor()).orElseThrow();
            var library = (WebSocketImpl) socket;
            var channel = (WsChannel) library.getChannel();
            var connection = new WsConnection(
                    library, channel, record.connection(path.path()), path.combined(), WsServer.this::queued);
            socket.setAttachment(connection);
            channel.onProgress(connection::progressed);
            connections.add(connection);
            var server = commands.orElseThrow();
            path.listenKey().ifPresent(key -> server.subscribe(connection, key));
            path.streams().stream().limit(WsCommands.MAX_STREAMS).forEach(s -> server.subscribe(connection, s));
            server.changed();
            if (feedEnded) {
                farewellIfSubscribed(connection);
            }
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            WsConnection connection = socket.getAttachment();
            commands.orElseThrow().handle(connection, message);
            if (feedEnded) {
                farewellIfSubscribed(connection);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            WsConnection connection = socket.getAttachment();
            connections.remove(connection);
            channels.remove(connection.channel());
            connection.streams().forEach(s -> hub.unsubscribe(s, connection));
            connection.closed();
        }

        @Override
        public void onError(WebSocket socket, Exception e) {
            // a peer's fault; its connection is closed by the library
        }

        @Override
        public void onStart() {
            // start() has returned long ago
        }
    }

    /** Puts our channel and our limits under each connection. */
    private final class Sockets implements WebSocketServerFactory {
        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return new WebSocketImpl(adapter, List.of(new WsDraft()));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(new WsDraft()));
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel socket, SelectionKey key) {
            channels.removeIf(c -> !c.isOpen());
            var entry = ctx.ledger()
                    .open(Ledger.Kind.SOCKET, "ws client " + socket.socket().getPort());
            var channel = new WsChannel(socket, mute, entry);
            channels.add(channel);
            return channel;
        }

        @Override
        public void close() {
            // holds nothing of its own
        }
    }
}
