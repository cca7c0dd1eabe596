package trysail.simulator.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.simulator.network.SimulatedCall;

/**
 * The venue's REST interface on loopback, on the HTTP server of the JDK; each request has a virtual thread of its own.
 *
 * <p>Nothing is left after {@link #close}: port, connections, handlers and the server's own threads are gone, within
 * half a second whatever the clients do.
 */
public final class RestServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofMillis(500);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int LOOK_EVERY = 512;
    private static final ReentrantLock OPENING = new ReentrantLock();
    private static final Set<String> SERVERS_OWN = Set.of("HTTP-Dispatcher", "connection-cleaner", "idle-timeout-task");

    private final SessionContext ctx;
    private final RestHost host;
    private final Runnable everySecond;
    private final Set<Thread> handlers = Collections.synchronizedSet(new LinkedHashSet<>());
    private final List<Thread> keepers = new CopyOnWriteArrayList<>();
    private final List<Thread> servers = new CopyOnWriteArrayList<>();
    private final AtomicLong served = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private @Nullable HttpServer server;
    private Ledger.@Nullable Entry entry;

    /** Opens nothing yet; {@code everySecond} is run once a second while it serves. */
    public RestServer(SessionContext ctx, RestHost host, Runnable everySecond) {
        this.ctx = ctx;
        this.host = host;
        this.everySecond = everySecond;
    }

    /** Opens the port on loopback; 0 takes a free one. */
    public void start(int port) throws IOException, InterruptedException {
        var failure = new AtomicReference<IOException>();
        // the server starts threads as daemons or not like the thread that creates it
        var opener = ctx.startPlatform("rest-open", () -> {
            try {
                open(port);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        servers.add(opener);
        ctx.clock().join(opener, ctx.clock().deadline(START));
        servers.remove(opener);
        if (failure.get() != null) {
            throw new IOException(
                    "port " + port + " on loopback cannot be opened ("
                            + failure.get().getMessage() + "): take another one, or 0 for one that is free",
                    failure.get());
        }
        start();
    }

    /** Serves requests in memory, without a port. */
    public void start() {
        keepers.add(ctx.startVirtual("tickets", this::tick));
    }

    /** Takes in a request in memory. */
    public void accept(SimulatedCall call) {
        if (closing.get()) {
            call.close();
        } else {
            execute(() -> handle(call));
        }
    }

    /** One at a time in a process: a server's own threads are told by who came while it was opened. */
    private void open(int port) throws IOException {
        OPENING.lock();
        try {
            openAlone(port);
        } finally {
            OPENING.unlock();
        }
    }

    private synchronized void openAlone(int port) throws IOException {
        if (closing.get()) { // whoever wanted it was cut, and has closed what was not open yet
            throw new IOException("the server is closed");
        }
        var before = serversOwn();
        var opened = HttpServer.create();
        try {
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            discard(opened);
            throw e;
        }
        opened.createContext("/", this::handle);
        opened.setExecutor(this::execute);
        opened.start();
        server = opened;
        entry = ctx.ledger()
                .open(Ledger.Kind.PORT, "rest " + opened.getAddress().getPort());
        for (var thread : serversOwn()) {
            if (!before.contains(thread)) {
                ctx.adopt(thread);
                servers.add(thread);
            }
        }
    }

    /** Only a server that ran lets go of its socket when stopped: this one runs for a moment, on a port that is free. */
    private static void discard(HttpServer unbound) throws IOException {
        unbound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        unbound.start();
        unbound.stop(0);
    }

    /** The server's threads of this thread's group, by name: it gives no other handle to them. */
    private static Set<Thread> serversOwn() {
        var group = Thread.currentThread().getThreadGroup();
        var threads = new Thread[group == null ? 0 : 2 * group.activeCount() + 64];
        var count = group == null ? 0 : group.enumerate(threads);
        var found = new HashSet<Thread>();
        for (var i = 0; i < count; i++) {
            if (SERVERS_OWN.contains(threads[i].getName())) {
                found.add(threads[i]);
            }
        }
        return found;
    }

    /** The port in use. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("the REST server has not been started");
        }
        return server.getAddress().getPort();
    }

    private void execute(Runnable task) {
        var number = served.incrementAndGet();
        if (number % LOOK_EVERY == 0) {
            ctx.ledger().entries(); // looking strikes the threads that have ended
            handlers.removeIf(t -> !t.isAlive());
        }
        handlers.add(ctx.startVirtual("rest-" + number, () -> {
            if (!closing.get()) {
                task.run();
            }
        }));
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            host.handle(exchange);
        } catch (IOException e) {
            // the client has gone, or the server is closing: there is nobody to tell
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            while (!closing.get()) {
                ctx.clock().sleep(TICK);
                everySecond.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Idempotent; returns within half a second. */
    @Override
    public void close() throws InterruptedException {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        var deadline = ctx.clock().deadline(STOP);
        var stopper = hasPort() ? Optional.of(ctx.startPlatform("rest-close", this::stop)) : Optional.<Thread>empty();
        if (stopper.isPresent()) {
            ctx.clock().join(stopper.get(), deadline.within(STOP.dividedBy(2)));
        }
        var ours = new ArrayList<>(handlers);
        ours.addAll(keepers);
        ours.forEach(Thread::interrupt);
        ours.addAll(servers);
        stopper.ifPresent(ours::add);
        for (var thread : ours) {
            ctx.clock().join(thread, deadline);
        }
    }

    private synchronized boolean hasPort() {
        return server != null;
    }

    private synchronized void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (entry != null) {
            entry.close();
        }
    }
}
