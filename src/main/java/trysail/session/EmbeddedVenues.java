package trysail.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.look.EmbeddedVenue;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.simulator.Dialects;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/**
 * The embedded exchanges of this process. Sessions on the same synthetic market share one, each with an account of its
 * own; it is closed after its last session's clients. A recording plays once, so each session on one gets its own, and so
 * does a session that has faults injected. Thread-safe.
 */
final class EmbeddedVenues {
    private record Market(FeedSpec feed, Speed speed, List<String> symbols, Duration latency, Duration jitter) {}

    /**
     * A session's share of an embedded exchange.
     *
     * @param session whose share it is
     * @param market whose exchange it shares; empty when it is the session's own
     * @param feed what it plays
     * @param entry the session's ledger has it until it is given back
     */
    record Lease(
            String session,
            SimulatedExchange exchange,
            AccountKeys account,
            Optional<Market> market,
            FeedSpec feed,
            Ledger.Entry entry) {}

    private final Shares<Market, SimulatedExchange> shared;
    private final Surroundings around;
    private final List<Lease> leases = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    EmbeddedVenues(Surroundings around) {
        this.around = around;
        shared = new Shares<>(SimulatedExchange::close, around.clock());
    }

    /** Opens an exchange or joins the one that plays this market. Reads files and binds ports: takes a platform thread. */
    Lease lease(SessionSpec spec, SessionContext context) throws IOException, InterruptedException {
        var shareable = spec.feed() instanceof FeedSpec.Synthetic
                && spec.faults().stream().noneMatch(SessionFaults::atVenue);
        var market = shareable
                ? Optional.of(new Market(spec.feed(), spec.speed(), spec.symbols(), spec.latency(), spec.jitter()))
                : Optional.<Market>empty();
        var exchange = market.isPresent() ? shared.join(market.get(), () -> open(spec)) : open(spec);
        try {
            var account = exchange.openAccount(spec.capital());
            var entry = context.ledger().open(Ledger.Kind.LEASE, "embedded exchange");
            var lease = new Lease(context.session(), exchange, account, market, spec.feed(), entry);
            leases.add(lease);
            return lease;
        } catch (RuntimeException e) {
            giveBack(exchange, market, around.clock().deadline(Rung.WHOLE));
            throw e;
        }
    }

    private SimulatedExchange open(SessionSpec spec) throws IOException, InterruptedException {
        var config = new SimulatedExchange.Config(
                Dialects.usual(),
                spec.feed(),
                spec.speed(),
                spec.symbols(),
                0,
                SimulatedExchange.Mode.SESSION,
                spec.latency(),
                spec.jitter(),
                spec.seed(),
                SessionFaults.atOpening(spec.faults()));
        var context = around.context("simulator-" + opened.incrementAndGet());
        return around.wires().isPresent()
                ? SimulatedExchange.open(context, config, around.wires().get().apply(context.session()))
                : SimulatedExchange.open(context, config);
    }

    /** Those that are open, the oldest first, each with the sessions that trade on it. */
    List<EmbeddedVenue> open() {
        var sessions = new LinkedHashMap<SimulatedExchange, List<String>>();
        var markets = new LinkedHashMap<SimulatedExchange, FeedSpec>();
        for (var lease : leases) {
            sessions.computeIfAbsent(lease.exchange(), e -> new ArrayList<>()).add(lease.session());
            markets.put(lease.exchange(), lease.feed());
        }
        return sessions.entrySet().stream()
                .map(e -> new EmbeddedVenue(
                        String.valueOf(markets.get(e.getKey())),
                        e.getKey().restUri(),
                        e.getKey().wsUri(),
                        List.copyOf(e.getValue())))
                .toList();
    }

    /** The other sessions on the same exchange now. */
    List<String> others(Lease lease) {
        return leases.stream()
                .filter(l -> l != lease && l.exchange() == lease.exchange())
                .map(Lease::session)
                .toList();
    }

    /** Gives a share back; the last one out closes the exchange. */
    void release(Lease lease, Deadline deadline) throws InterruptedException {
        leases.remove(lease);
        lease.exchange().closeAccount(lease.account());
        giveBack(lease.exchange(), lease.market(), deadline);
        lease.entry().close();
    }

    private void giveBack(SimulatedExchange exchange, Optional<Market> market, Deadline deadline)
            throws InterruptedException {
        if (market.isPresent()) {
            shared.leave(market.get(), deadline);
        } else {
            exchange.close(deadline);
        }
    }
}
