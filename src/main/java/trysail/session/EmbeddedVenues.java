package trysail.session;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.scope.SessionContext;
import trysail.simulator.AccountKeys;
import trysail.simulator.FeedSpec;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.Speed;

/**
 * The embedded exchanges of this process. Sessions on the same synthetic market share one, each with an account of its
 * own; it is closed after its last session's clients. A recording plays once, so each session on one gets its own, and so
 * does a session that has faults injected. Thread-safe.
 */
final class EmbeddedVenues {
    private record Market(FeedSpec feed, Speed speed, List<String> symbols, Duration latency) {}

    private static final class Shared {
        private final SimulatedExchange exchange;
        private int leases;

        private Shared(SimulatedExchange exchange) {
            this.exchange = exchange;
        }
    }

    /**
     * A session's share of an embedded exchange.
     *
     * @param market whose exchange it shares; empty when it is the session's own
     */
    record Lease(SimulatedExchange exchange, AccountKeys account, Optional<Object> market) {}

    private final Map<Object, Shared> shared = new HashMap<>();
    private int opened;

    /** Opens an exchange or joins the one that plays this market. Reads files and binds ports: takes a platform thread. */
    synchronized Lease lease(SessionSpec spec) throws IOException, InterruptedException {
        if (!(spec.feed() instanceof FeedSpec.Synthetic) || !spec.faults().isEmpty()) {
            return lease(open(spec), spec, Optional.empty());
        }
        var market = new Market(spec.feed(), spec.speed(), spec.symbols(), spec.latency());
        var sharing = shared.get(market);
        if (sharing == null) {
            sharing = new Shared(open(spec));
            shared.put(market, sharing);
        }
        sharing.leases++;
        return lease(sharing.exchange, spec, Optional.of(market));
    }

    private static Lease lease(SimulatedExchange exchange, SessionSpec spec, Optional<Object> market) {
        return new Lease(exchange, exchange.openAccount(spec.capital()), market);
    }

    private SimulatedExchange open(SessionSpec spec) throws IOException, InterruptedException {
        var config = new SimulatedExchange.Config(
                spec.feed(),
                spec.speed(),
                spec.symbols(),
                0,
                SimulatedExchange.Mode.SESSION,
                spec.latency(),
                spec.seed(),
                spec.faults());
        return SimulatedExchange.open(SessionContext.standalone("simulator-" + ++opened), config);
    }

    /** Gives a share back; the last one out closes the exchange. */
    void release(Lease lease) throws InterruptedException {
        if (isLast(lease)) {
            lease.exchange().close();
        } else {
            lease.exchange().closeAccount(lease.account());
        }
    }

    private synchronized boolean isLast(Lease lease) {
        if (lease.market().isEmpty()) {
            return true;
        }
        var market = lease.market().get();
        var exchange = shared.get(market);
        if (exchange == null || --exchange.leases > 0) {
            return false;
        }
        shared.remove(market);
        return true;
    }
}
