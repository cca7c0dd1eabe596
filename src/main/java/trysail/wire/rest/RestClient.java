package trysail.wire.rest;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trysail.exchange.ExchangeException;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.wire.Wires;

/**
 * A client's way to the venue: one {@link RestLine} after the other, each until it is cut. In the ledger until closed.
 * Calls come from one owner; {@link #close} from anywhere.
 *
 * @param <R> the proxy that speaks to the venue: a new one for each line, and used by one thread only
 */
public final class RestClient<R> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final SessionContext context;
    private final String name;
    private final URI address;
    private final Supplier<R> opening;
    private final Ledger.Entry entry;
    private @Nullable RestLine<R> line;
    private boolean closed;

    /**
     * Connects to nothing.
     *
     * @param opening makes a proxy to the venue at this address without calling it
     */
    public RestClient(SessionContext context, String name, URI address, Supplier<R> opening) {
        this.context = context;
        this.name = name;
        this.address = address;
        this.opening = opening;
        this.entry = context.ledger().open(Ledger.Kind.REST_CLIENT, name);
    }

    /**
     * Makes a call; {@code IOException} is whatever kept it from an answer that says yes.
     *
     * @throws ExchangeException.Unreachable when there is no time left or the client is closed
     */
    public <T> T call(String what, RestCall<R, T> call, Deadline deadline) throws IOException, InterruptedException {
        if (deadline.expired()) {
            throw new ExchangeException.Unreachable(what + " was not sent: no time left", null);
        }
        return line(what).call(call, deadline);
    }

    /**
     * Returns when an order may be sent at all. A call of its own, so that one cut here was never sent.
     *
     * @throws ExchangeException.Refused when the JDK could send it twice
     * @throws ExchangeException.Unreachable when there was no time to find out
     */
    public void requirePostOnce(String what, Deadline deadline) throws InterruptedException {
        if (JdkHttp.knownToPostOnce() || Wires.to(address).isPresent()) {
            return; // in memory there is no HTTP of the JDK's
        }
        try {
            var unused = call(
                    what,
                    rest -> {
                        JdkHttp.requirePostOnce(context);
                        return Boolean.TRUE;
                    },
                    deadline);
        } catch (IOException e) {
            throw new ExchangeException.Unreachable(what + " was not sent: " + e.getMessage(), e);
        }
    }

    private RestLine<R> line(String what) {
        lock.lock();
        try {
            if (closed) {
                throw new ExchangeException.Unreachable(what + " was not sent: the client is closed", null);
            }
            if (line == null || line.isCut()) {
                line = new RestLine<>(context, name, opening);
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (line != null) {
                line.cut();
            }
            entry.close();
        } finally {
            lock.unlock();
        }
    }
}
