package trysail.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.exchange.Listed;
import trysail.exchange.VenueKind;
import trysail.look.EmbeddedVenue;
import trysail.model.Instrument;
import trysail.recording.Recording;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.simulator.Dialects;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/**
 * The embedded exchanges of this process. Sessions on the same synthetic market share one, each with an account of its
 * own; it is closed after its last session's clients. A recording plays once, so each session on one gets its own, and so
 * does a session that has faults injected. Thread-safe.
 */
final class EmbeddedVenues {
    /** What sessions must agree on to trade on one exchange. */
    record Market(
            String dialect,
            Protocol protocol,
            Optional<Duration> funding,
            FeedSpec feed,
            Speed speed,
            List<String> symbols,
            Duration latency,
            Duration jitter) {
        /** The one that a session asks for; empty when it must have its own. */
        static Optional<Market> shareable(SessionSpec spec) {
            return spec.feed() instanceof FeedSpec.Synthetic
                            && spec.faults().stream().noneMatch(SessionFaults::atVenue)
                    ? Optional.of(new Market(
                            spec.dialect().word(),
                            spec.protocol(),
                            spec.funding(),
                            spec.feed(),
                            spec.speed(),
                            spec.symbols(),
                            spec.latency(),
                            spec.jitter()))
                    : Optional.empty();
        }
    }

    /**
     * A session's share of an embedded exchange.
     *
     * @param session whose share it is
     * @param market whose exchange it shares; empty when it is the session's own
     * @param dialect whose words it speaks
     * @param feed what it plays
     * @param entry the session's ledger has it until it is given back
     */
    record Lease(
            String session,
            SimulatedExchange exchange,
            AccountKeys account,
            Optional<Market> market,
            VenueKind dialect,
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
        var market = Market.shareable(spec);
        var exchange = market.isPresent() ? shared.join(market.get(), () -> open(spec)) : open(spec);
        try {
            var account = spec.feeAsset()
                    .map(fees -> exchange.openAccount(spec.capital(), fees))
                    .orElseGet(() -> exchange.openAccount(spec.capital()));
            var entry = context.ledger().open(Ledger.Kind.LEASE, "embedded exchange");
            var lease = new Lease(context.session(), exchange, account, market, spec.dialect(), spec.feed(), entry);
            leases.add(lease);
            return lease;
        } catch (RuntimeException e) {
            giveBack(exchange, market, around.clock().deadline(Rung.WHOLE));
            throw e;
        }
    }

    /** Whether they are reached by a wire in memory, and so by no HTTP of the JDK's. */
    boolean isInMemory() {
        return around.wires().isPresent();
    }

    private SimulatedExchange open(SessionSpec spec) throws IOException, InterruptedException {
        var config = new SimulatedExchange.Config(
                Dialects.named(spec.dialect().word(), spec.protocol()),
                spec.feed(),
                spec.speed(),
                symbols(spec),
                0,
                SimulatedExchange.Mode.SESSION,
                spec.latency(),
                spec.jitter(),
                spec.seed(),
                SessionFaults.atOpening(spec.faults()),
                spec.funding());
        var context = around.context("simulator-" + opened.incrementAndGet());
        return around.wires().isPresent()
                ? SimulatedExchange.open(context, config, around.wires().get().apply(context.session()))
                : SimulatedExchange.open(context, config);
    }

    /** A recording begins when the session listens to all that it will trade: to some of what there is, most often. */
    private static List<String> symbols(SessionSpec spec) {
        if (spec.symbols().isEmpty() && spec.feed() instanceof FeedSpec.Recorded(var file)) {
            var dialect = Dialects.named(spec.dialect().word());
            var listed = Listed.of(Recording.load(file, dialect.captures()).instruments());
            return Symbols.chosen(List.of(), spec.dialect().usualSymbols(), listed).stream()
                    .map(Instrument::symbol)
                    .toList();
        }
        return spec.symbols();
    }

    /** Those that are open, the oldest first, each with the sessions that trade on it. */
    List<EmbeddedVenue> open() {
        var byExchange = new LinkedHashMap<SimulatedExchange, List<Lease>>();
        for (var lease : leases) {
            byExchange.computeIfAbsent(lease.exchange(), e -> new ArrayList<>()).add(lease);
        }
        return byExchange.entrySet().stream()
                .map(e -> new EmbeddedVenue(
                        e.getValue().getFirst().dialect(),
                        e.getValue().getFirst().feed().toString(),
                        new VenueKind.Site(e.getKey().restUri(), e.getKey().wsUri()),
                        e.getValue().stream().map(Lease::session).toList()))
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
