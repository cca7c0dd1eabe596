package trysail.simulator.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.desk.AccountListener;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.fault.FaultScript;
import trysail.simulator.network.SimulatedChannel;
import trysail.simulator.play.Outlet;
import trysail.simulator.play.StreamHub;
import trysail.simulator.record.VenueRecord;

/**
 * The venue's streams on a loopback port of their own.
 *
 * <p>Threads: the library's selector writes and reads, one library worker runs the commands, the keeper looks after
 * connections that are slow, silent or saying good-bye. None of them blocks on a peer. {@link #close} is bounded: every
 * socket is cut and every thread joined.
 */
public final class WsServer implements Outlet, AccountListener, WsReception.House, AutoCloseable {
    /** Close code that says that a recording is over. */
    static final int END_OF_FEED = 4001;

    /** Who is still there after this is sent away, as real venues do, and comes again. */
    private static final Duration LONGEST_CONNECTION = Duration.ofHours(24);

    private static final Duration STOP = Duration.ofMillis(500);
    private static final Duration POLITE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMillis(2);
    /** At a bounded speed nobody waits for a subscriber that is this far behind. */
    private static final long TOO_FAR_BEHIND = 16L << 20;

    private final SessionContext ctx;
    private final StreamHub hub;
    private final VenueRecord record;
    private final HostWords words;
    private final Runnable subscribed;
    private final List<Guest> connections = new CopyOnWriteArrayList<>();
    private final Set<WsChannel> channels = Collections.synchronizedSet(new LinkedHashSet<>());
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final FaultScript faults;
    private final AtomicInteger repetitions = new AtomicInteger();
    private final AtomicInteger fillsToLose = new AtomicInteger();
    private final AtomicInteger eventsToLose = new AtomicInteger();
    private final WsDrip drip;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final WsReception reception = new WsReception(this);
    private final WsKeeper keeper;
    private volatile Optional<Deadline> polite = Optional.empty();
    private volatile boolean congested;
    private volatile boolean feedEnded;
    private Optional<WsPort> listener = Optional.empty();
    private Optional<Ledger.Entry> port = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param subscribed is run after each connection and each command, once it is answered
     * @param faults while they say mute nothing is sent, answered or acted upon; connections stay open
     */
    public WsServer(
            SessionContext ctx,
            StreamHub hub,
            VenueRecord record,
            HostWords words,
            Runnable subscribed,
            FaultScript faults) {
        this.ctx = ctx;
        this.faults = faults;
        this.drip = new WsDrip(ctx, channels);
        this.hub = hub;
        this.record = record;
        this.words = words;
        this.subscribed = subscribed;
        this.keeper = new WsKeeper(ctx.clock(), connections);
    }

    /**
     * Opens the port, 0 for any free one.
     *
     * @throws IOException naming the port
     */
    public void start(int wanted) throws IOException {
        var server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "port " + wanted + " on loopback, for streams beside REST on " + (wanted - 1)
                            + ", cannot be opened (" + e.getMessage()
                            + "): take another one, or 0 for one that is free",
                    e);
        }
        port = Optional.of(
                ctx.ledger().open(Ledger.Kind.PORT, "ws " + server.socket().getLocalPort()));
        var made = new WsPort(server, reception);
        listener = Optional.of(made);
        threads.add(ctx.startPlatform("ws-selector", made));
        made.workers().forEach(worker -> {
            ctx.adopt(worker);
            threads.add(worker);
        });
        threads.add(ctx.startPlatform("ws-keeper", keeper));
    }

    /** Serves connections in memory, without a port. */
    public void start() {
        threads.add(ctx.startVirtual("ws-keeper", keeper));
    }

    /** Takes in a connection in memory. */
    public void accept(SimulatedChannel socket) {
        if (closing.get()) {
            socket.close();
            return;
        }
        var name = "ws client " + accepted.incrementAndGet();
        var channel = enter(new WsChannel(socket, faults::isMute));
        threads.removeIf(t -> !t.isAlive());
        threads.addAll(new GuestInMemory(reception, channel).start(ctx, name));
    }

    public int port() {
        return listener.orElseThrow().getPort();
    }

    /** Cuts every connection that the record knows. */
    public void drop() {
        known().forEach(c -> c.cut("dropped"));
    }

    private List<Guest> known() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    /** Cuts every connection in the middle of a frame. */
    public void tear() {
        known().forEach(c -> c.tear("torn"));
    }

    /** Sends bytes to everybody, whatever they mean. */
    public void send(byte[] bytes) {
        known().forEach(c -> c.send(bytes));
    }

    /** Begins a message to everybody that has no end. */
    public void sendWithoutEnd() {
        known().forEach(Guest::sendWithoutEnd);
    }

    /** The next news of an account goes out twice. */
    public void repeatOneEvent() {
        repetitions.incrementAndGet();
    }

    /** The next news of a trade does not go out. */
    public void loseFill() {
        fillsToLose.incrementAndGet();
    }

    /** The next news of an order does not go out. */
    public void loseEvent() {
        eventsToLose.incrementAndGet();
    }

    private boolean isLost(AccountNews news) {
        return switch (news) {
            case AccountNews.OrderChanged changed ->
                (changed.trade().isPresent() && takes(fillsToLose)) || takes(eventsToLose);
            case AccountNews.ConditionalChanged changed -> takes(eventsToLose);
            case AccountNews.BalanceChanged changed -> false;
            case AccountNews.Funded other -> false;
        };
    }

    private static boolean takes(AtomicInteger some) {
        return some.get() > 0 && some.getAndDecrement() > 0;
    }

    /** From now on what goes out over sockets goes byte by byte; or as it is. */
    public void drip(boolean on) {
        drip.begin(on);
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
            if (connection.waiting() <= Guest.BEHIND) {
                continue;
            }
            if (waitForRoom) {
                if (!connection.awaitRoom(ctx.clock(), PATIENCE, AGAIN)) {
                    connection.cut("took nothing for " + PATIENCE.toSeconds() + " s");
                }
            } else if (connection.waiting() > TOO_FAR_BEHIND) {
                connection.cut("too far behind");
            }
        }
    }

    @Override
    public void endOfFeed() {
        feedEnded = true;
        connections.forEach(this::farewellIfSubscribed);
    }

    private void sayIfFeedEnded(Guest connection) {
        if (feedEnded) {
            farewellIfSubscribed(connection);
        }
    }

    private void farewellIfSubscribed(Guest connection) {
        if (!connection.streams().isEmpty()) {
            connection.farewell(END_OF_FEED, "end of feed");
        }
    }

    @Override
    public void tell(String account, AccountNews news) {
        if (isLost(news)) {
            return;
        }
        tellOnce(account, news);
        if (takes(repetitions)) {
            tellOnce(account, news);
        }
    }

    private void tellOnce(String account, AccountNews news) {
        for (var connection : connections) {
            connection
                    .owner()
                    .filter(o -> o.account().equals(account))
                    .ifPresent(o -> connection.send(words.news(news, o, connection.combined())));
        }
    }

    @Override
    public void closed(String account) {
        words.endTicket(account).ifPresent(this::expire);
    }

    /** Tells the private streams whose tickets have run out, and ends them. */
    public void expireTickets() {
        words.takeExpired().forEach(this::expire);
    }

    private void expire(String ticket) {
        for (var connection : connections) {
            connection.owner().filter(o -> o.ticket().equals(ticket)).ifPresent(o -> {
                var farewell = words.farewell(o, connection.combined());
                connection.send(farewell.text());
                connection.farewell(CloseFrame.NORMAL, farewell.reason());
            });
        }
    }

    private void queued(Guest connection) {
        if (connection.waiting() > Guest.BEHIND) {
            congested = true;
        }
        keeper.poke();
    }

    /** Has {@link #close} wait for answers to its close frames until then, instead of its usual time. */
    public void politeUntil(Deadline deadline) {
        polite = Optional.of(deadline.within(POLITE));
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
                connection.cut("the venue closes");
            }
            List.copyOf(channels).forEach(WsChannel::cut);
            drip.close();
            threads.forEach(Thread::interrupt);
            for (var thread : threads) {
                ctx.clock().join(thread, deadline);
            }
            connections.forEach(c -> c.cut("the venue closes")); // one may have come meanwhile
            List.copyOf(channels).forEach(WsChannel::cut);
            port.ifPresent(Ledger.Entry::close);
        }
    }

    private void sayGoodBye() throws InterruptedException {
        if (connections.isEmpty() || faults.isMute()) {
            return;
        }
        connections.forEach(c -> c.farewell(CloseFrame.GOING_AWAY, "the venue closes"));
        var until = polite.orElseGet(() -> ctx.clock().deadline(POLITE));
        while (!connections.isEmpty() && !until.expired()) {
            ctx.clock().sleep(Duration.ofMillis(1));
        }
    }

    @Override
    public WsChannel channel(SocketChannel socket) {
        var entry = ctx.ledger()
                .open(Ledger.Kind.SOCKET, "ws client " + socket.socket().getPort());
        var channel = enter(new WsChannel(socket, faults::isMute, entry));
        drip.slow(channel);
        if (faults.isRefusing() || closing.get()) { // closing: the one who cuts them all may have been here
            channel.cut(); // the library finds it closed
        }
        return channel;
    }

    private WsChannel enter(WsChannel channel) {
        channels.removeIf(c -> !c.isOpen());
        channels.add(channel);
        return channel;
    }

    @Override
    public Optional<String> refusal(String resource) {
        return words.refusal(resource);
    }

    @Override
    public Guest opened(WebSocketImpl socket, WsChannel channel, String resource) {
        var visit = words.visit(resource);
        Guest connection;
        var longest = ctx.clock().deadline(LONGEST_CONNECTION);
        synchronized (connections) { // who reads in the record that it is there can drop it
            connection = new Guest(socket, channel, record.connection(visit.path()), visit, longest, this::queued);
            channel.onProgress(connection::progressed);
            connections.add(connection);
        }
        words.opened(connection, resource);
        subscribed.run();
        sayIfFeedEnded(connection);
        return connection;
    }

    @Override
    public void said(Guest connection, String message) {
        words.said(connection, message);
        subscribed.run(); // a market that waited for this begins after the answer, however short it is
        sayIfFeedEnded(connection);
    }

    @Override
    public void closed(Guest connection) {
        connections.remove(connection);
        channels.remove(connection.channel());
        connection.streams().forEach(s -> hub.unsubscribe(s, connection));
        connection.closed();
    }
}
