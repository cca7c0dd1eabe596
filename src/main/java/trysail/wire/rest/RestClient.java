package trysail.wire.rest;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeException;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.venue.binance.FuturesExchange;
import trysail.venue.binance.VenueErrors;
import trysail.wire.Wires;

/**
 * A client's way to the venue: one {@link RestLine} after the other, each until it is cut. In the ledger until closed.
 * Calls come from one owner; {@link #close} from anywhere.
 */
public final class RestClient implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final SessionContext context;
    private final String name;
    private final URI rest;
    private final Optional<Credentials> credentials;
    private final VenueClock clock;
    private final Ledger.Entry entry;
    private @Nullable RestLine line;
    private boolean closed;

    public RestClient(
            SessionContext context, String name, URI rest, Optional<Credentials> credentials, VenueClock clock) {
        this.context = context;
        this.name = name;
        this.rest = rest;
        this.credentials = credentials;
        this.clock = clock;
        this.entry = context.ledger().open(Ledger.Kind.REST_CLIENT, name);
    }

    /**
     * Makes a call; {@code IOException} is whatever kept it from an answer that says yes.
     *
     * @throws ExchangeException.Unreachable when there is no time left or the client is closed
     */
    public <T> T call(String what, RestLine.Call<T> call, Deadline deadline) throws IOException, InterruptedException {
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
        if (JdkHttp.knownToPostOnce() || Wires.to(rest).isPresent()) {
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

    private RestLine line(String what) {
        lock.lock();
        try {
            if (closed) {
                throw new ExchangeException.Unreachable(what + " was not sent: the client is closed", null);
            }
            if (line == null || line.isCut()) {
                line = new RestLine(context, name, () -> FuturesExchange.open(rest, credentials, clock.stamps()));
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** Errors of this call, without our secrets in them. */
    public VenueErrors errors(String what, boolean order) {
        return new VenueErrors(
                what,
                order,
                credentials.<UnaryOperator<String>>map(c -> c::mask).orElse(UnaryOperator.identity()));
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
