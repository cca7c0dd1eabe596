package trysail.simulator.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * A request in memory as a client sees it: with the manners, and the exceptions, of the JDK's own. Used by one thread, as
 * those are; the venue answers from another. There is no connection to keep, and nothing is sent twice.
 */
final class SimulatedRequest extends HttpURLConnection {
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final int ERROR = 400;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SimulatedWire wire;
    private final SessionClock clock;
    private final Weather weather;
    private final SplittableRandom random;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Optional<SimulatedWire.Server> server = Optional.empty();
    private Optional<Answer> answer = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private final List<Answer> said = new ArrayList<>(1);
    private volatile boolean broken;
    private boolean hungUp;

    private static final class Answer {
        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;
        private final boolean torn;

        private Answer(int status, Map<String, List<String>> headers, byte[] body, boolean torn) {
            this.torn = torn;
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    SimulatedRequest(SimulatedWire wire, SessionClock clock, URL address) {
        super(address);
        this.wire = wire;
        this.clock = clock;
        weather = wire.next();
        random = new SplittableRandom(weather.seed());
    }

    // ── the client's side ──

    @Override
    public void connect() throws IOException {
        if (connected) {
            return;
        }
        wire.departs(method, url.getPath());
        try {
            server = Optional.of(Preemption.outside(() -> {
                var reached = wire.reach(weather.latency(), within(getConnectTimeout()), () -> broken);
                wire.enter(this);
                return reached;
            }));
            connected = true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Deadline within(int millis) {
        return clock.deadline(millis == 0 ? FOR_EVER : Duration.ofMillis(millis));
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        var closed = new SocketException("Closed by interrupt");
        closed.initCause(cause);
        return closed;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (!doOutput) {
            throw new java.net.ProtocolException("cannot write to a URLConnection if doOutput=false");
        }
        if (method.equals("GET")) {
            method = "POST";
        }
        connect();
        return body;
    }

    /** Sends the request and waits for its answer, once. */
    private Answer exchange() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (answer.isEmpty()) {
            try {
                connect();
                answer = Optional.of(Preemption.outside(this::ask));
            } catch (InterruptedException e) {
                failure = Optional.of(interrupted(e));
                throw failure.get();
            } catch (IOException e) {
                failure = Optional.of(e);
                throw e;
            } finally {
                wire.leave(this);
            }
        }
        return answer.get();
    }

    private Answer ask() throws IOException, InterruptedException {
        var deadline = within(getReadTimeout());
        travel(deadline);
        server.orElseThrow()
                .accept(new SimulatedCall(this, method, URI.create(url.getFile()), headers, body.toByteArray()));
        var said = awaitAnswer(deadline);
        travel(deadline);
        return said;
    }

    /** One way, either way. */
    private void travel(Deadline deadline) throws IOException, InterruptedException {
        var late = weather.latency();
        if (!weather.jitter().isZero()) {
            late = late.plusNanos(random.nextLong(weather.jitter().toNanos() + 1));
        }
        if (late.compareTo(deadline.remaining()) > 0) {
            clock.sleep(deadline.remaining());
            throw new SocketTimeoutException("Read timed out");
        }
        if (!late.isZero()) {
            clock.sleep(late);
        }
        if (!wire.awaitThaw(deadline, () -> broken)) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (broken) {
            throw new SocketException("Connection reset");
        }
    }

    private Answer awaitAnswer(Deadline deadline) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (said.isEmpty()) {
                if (broken) {
                    throw new SocketException("Connection reset");
                }
                if (hungUp) {
                    throw new SocketException("Unexpected end of file from server");
                }
                if (deadline.expired()) {
                    throw new SocketTimeoutException("Read timed out");
                }
                clock.await(changed, deadline);
            }
            return said.getFirst();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        return exchange().status;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        var got = exchange();
        if (got.status == 404 || got.status == 410) {
            throw new FileNotFoundException(url.toString());
        }
        if (got.status >= ERROR) {
            throw new IOException("Server returned HTTP response code: " + got.status + " for URL: " + url);
        }
        return stream(got);
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        return answer.filter(a -> a.status >= ERROR && a.body.length > 0)
                .map(this::stream)
                .orElse(null);
    }

    /** The body, torn where the weather says so. */
    private InputStream stream(Answer whole) {
        var arrived = weather.last() < 0 ? whole.body.length : Math.min(weather.last(), whole.body.length);
        var torn = whole.torn || arrived < whole.body.length;
        var stream = torn ? new Torn(whole.body, (int) arrived) : new ByteArrayInputStream(whole.body);
        return wire.pace().isZero() ? stream : new Dripping(stream);
    }

    /** One byte after another, each in time for who waits for one alone. */
    private final class Dripping extends InputStream {
        private final InputStream fast;

        private Dripping(InputStream fast) {
            this.fast = fast;
        }

        @Override
        public int read() throws IOException {
            pause();
            return fast.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            pause();
            return fast.read(into, from, wire.pace().isZero() ? most : Math.min(most, 1));
        }

        private void pause() throws IOException {
            try {
                if (!wire.pace().isZero()) {
                    clock.sleep(wire.pace());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (broken) {
                throw new SocketException("Connection reset");
            }
        }
    }

    private static final class Torn extends InputStream {
        private final ByteArrayInputStream some;

        private Torn(byte[] body, int arrived) {
            some = new ByteArrayInputStream(body, 0, arrived);
        }

        @Override
        public int read() throws IOException {
            return whole(some.read());
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return whole(some.read(into, from, most));
        }

        private static int whole(int read) throws IOException {
            if (read < 0) {
                throw new IOException("Premature EOF");
            }
            return read;
        }
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        try {
            return exchange().headers;
        } catch (IOException e) {
            return Map.of();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // as the JDK's own
    public @Nullable String getHeaderField(String name) {
        return getHeaderFields().entrySet().stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(h -> h.getValue().getFirst())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void setRequestProperty(String name, String value) {
        headers.put(name, List.of(value));
    }

    @Override
    public void addRequestProperty(String name, String value) {
        headers.merge(name, List.of(value), (a, b) -> {
            var both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        });
    }

    @Override
    public void disconnect() {
        wire.leave(this);
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    // ── the venue's side, and the weather's ──

    /** @param torn whether the connection broke before the end of the body */
    void answered(int status, Map<String, List<String>> itsHeaders, byte[] itsBody, boolean torn) {
        change(() -> said.add(new Answer(status, new LinkedHashMap<>(itsHeaders), itsBody, torn)));
    }

    void hungUp() {
        change(() -> hungUp = true);
    }

    void breakOff() {
        change(() -> broken = true);
        wire.stir();
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
}
