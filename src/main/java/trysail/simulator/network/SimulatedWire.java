package trysail.simulator.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.wire.Link;
import trysail.wire.Wire;
import trysail.wire.Wires;

/**
 * A network in memory with one simulated exchange on it: no socket, no port, no thread. Every connection has weather of
 * its own, drawn from the seed and its number; faults hit all that there are. Thread-safe; every wait goes through the
 * clock and ends at once when interrupted.
 */
public final class SimulatedWire implements Wire, AutoCloseable {
    /** Bytes on their way in one direction of a connection before its giver waits, as a kernel's buffers are. */
    private static final int BUFFER = 1 << 18;

    private static final int MOST_SENT = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private final String host;
    private final List<SimulatedLink> links = new ArrayList<>();
    private final List<SimulatedRequest> requests = new ArrayList<>();
    private final List<Long> ordersSent = new ArrayList<>();
    private Optional<Shore> shore = Optional.empty();
    private Optional<SimulatedExchange> exchange = Optional.empty();
    private Weather weather;
    private long connections;
    private long crashes;
    private boolean refusing;
    private boolean frozen;
    private volatile Duration pace = Duration.ZERO;

    /** The host's end: a venue. Neither call blocks. */
    public interface Shore {
        /** Takes a WebSocket connection in. */
        void accept(SimulatedChannel channel);

        /** Takes a request in, and answers it some time. */
        void accept(SimulatedCall call);
    }

    /** A network without an exchange yet; its host is known by this name until it is closed. */
    public SimulatedWire(SessionClock clock, String host, Weather weather) {
        this.clock = clock;
        this.host = host;
        this.weather = weather;
        Wires.add(host, this);
    }

    /** What clients connect to, for REST and for streams. */
    public URI address() {
        return URI.create(Wires.SCHEME + "://" + host);
    }

    /** The exchange on it, also once it is closed; empty before there is one. */
    public Optional<SimulatedExchange> exchange() {
        lock.lock();
        try {
            return exchange;
        } finally {
            lock.unlock();
        }
    }

    public void moor(SimulatedExchange itself, Shore venue) {
        change(() -> exchange = Optional.of(itself));
        moor(venue);
    }

    public void moor(Shore venue) {
        change(() -> shore = Optional.of(venue));
    }

    public void unmoor() {
        change(() -> shore = Optional.empty());
    }

    /** The weather of connections and requests made from now on. */
    public void weather(Weather next) {
        change(() -> weather = next);
    }

    /** Refuses new connections and requests at once, as a host does without a server; or takes them again. */
    public void refuse(boolean on) {
        change(() -> refusing = on);
    }

    /**
     * Carries nothing any more, in neither direction, and says so to nobody: every connection is half-open, connecting
     * hangs. Or carries all of it again, what was given meanwhile first.
     */
    public void freeze(boolean on) {
        change(() -> {
            frozen = on;
            links.forEach(l -> l.freeze(on));
        });
    }

    /** Whatever the venue sends arrives byte by byte, so far apart; zero: as it is sent. */
    public void drip(Duration between) {
        change(() -> {
            pace = between;
            links.forEach(l -> l.drip(between));
        });
    }

    Duration pace() {
        return pace;
    }

    /** Breaks every connection there is, and every request under way, in the middle of whatever it carries. */
    public void cut() {
        copy(links).forEach(SimulatedLink::breakOff);
        copy(requests).forEach(SimulatedRequest::breakOff);
    }

    /**
     * The clients' process is gone: the system closes their ends, and none of them does anything any more. What the venue
     * had received it goes on with.
     */
    public void crash() {
        change(() -> crashes++);
        copy(links).forEach(SimulatedLink::cut);
        copy(requests).forEach(request -> {
            request.breakOff();
            leave(request);
        });
    }

    /**
     * Puts bytes between those that the venue sends, on every stream: garbage, a frame without end, a frame twice. Waits
     * where a client does not read.
     */
    public void intrude(byte[] bytes) throws InterruptedException {
        for (var link : copy(links)) {
            link.intrude(bytes);
        }
    }

    private <T> List<T> copy(List<T> some) {
        lock.lock();
        try {
            return List.copyOf(some);
        } finally {
            lock.unlock();
        }
    }

    /** When each new order was put on the wire, on the clock: whether or not it arrived. The latest only. */
    public List<Long> ordersSent() {
        return copy(ordersSent);
    }

    void departs(String method, String path) {
        if (method.equals("POST") && path.endsWith("/order")) {
            change(() -> {
                ordersSent.add(clock.nanos());
                if (ordersSent.size() > MOST_SENT) {
                    ordersSent.removeFirst();
                }
            });
        }
    }

    /** Connections and requests that are open, at either end. */
    public int open() {
        lock.lock();
        try {
            return links.size() + requests.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Link link(SessionContext context, String name) {
        return new SimulatedLink(this, context, name);
    }

    @Override
    public HttpURLConnection request(URL address) {
        return new SimulatedRequest(this, clock, address);
    }

    SessionClock clock() {
        return clock;
    }

    /** A drop of weather for one more connection or request. */
    Weather next() {
        lock.lock();
        try {
            return weather.seeded(weather.seed() * 31 + connections++);
        } finally {
            lock.unlock();
        }
    }

    Pipe pipe(Weather itsWeather) {
        return new Pipe(clock, BUFFER, itsWeather);
    }

    /** The way to the host: as long as connecting takes, or hangs. */
    Shore reach(Duration latency, Deadline deadline, BooleanSupplier cut) throws IOException, InterruptedException {
        var arrives = clock.deadline(latency);
        lock.lockInterruptibly();
        try {
            var since = crashes;
            while (!cut.getAsBoolean() && crashes == since) {
                if (!frozen && arrives.expired()) {
                    if (refusing || shore.isEmpty()) {
                        throw new ConnectException("Connection refused");
                    }
                    return shore.get();
                }
                if (deadline.expired()) {
                    throw new SocketTimeoutException("Connect timed out");
                }
                clock.await(changed, frozen ? deadline : deadline.within(arrives.remaining()));
            }
            throw new IOException("Socket closed");
        } finally {
            lock.unlock();
        }
    }

    /** Has those look again who wait on the way. */
    void stir() {
        change(() -> {});
    }

    /** Waits while nothing is carried; false when it is still so at the deadline. */
    boolean awaitThaw(Deadline deadline, BooleanSupplier cut) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frozen && !cut.getAsBoolean() && !deadline.expired()) {
                clock.await(changed, deadline);
            }
            return !frozen;
        } finally {
            lock.unlock();
        }
    }

    void enter(SimulatedLink link) {
        change(() -> {
            links.add(link);
            link.freeze(frozen);
            link.drip(pace);
        });
    }

    void leave(SimulatedLink link) {
        change(() -> links.remove(link));
    }

    void enter(SimulatedRequest request) {
        change(() -> requests.add(request));
    }

    void leave(SimulatedRequest request) {
        change(() -> requests.remove(request));
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the host and breaks what is open. Idempotent. */
    @Override
    public void close() {
        Wires.remove(host, this);
        unmoor();
        cut();
    }
}
