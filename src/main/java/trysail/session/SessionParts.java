package trysail.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trysail.coordinator.CoordinatorView;
import trysail.exchange.FeedStats;
import trysail.journal.DeadSessions;
import trysail.journal.Entry;
import trysail.journal.Journal;
import trysail.journal.Logbook;
import trysail.journal.OrderFate;
import trysail.journal.SessionLog;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.order.OrderIds;
import trysail.order.Patience;
import trysail.order.Recovered;
import trysail.order.Recovery;
import trysail.order.Settled;
import trysail.order.WorkingOrders;
import trysail.risk.Approved;
import trysail.risk.Risk;
import trysail.risk.RiskLimits;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Held;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopSignal;
import trysail.view.Blotter;

/**
 * What one session opens, part by part, and how each is closed. Opened and closed by the session's owner (or, late, by its
 * supervisor); what there is to see may be seen by anybody.
 */
final class SessionParts {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int FIRST_EPOCH = 1;

    private final SessionSpec spec;
    private final SessionContext context;
    private final Gate gate;
    private final StopSignal stop;
    private final SessionFiles files;
    private final EmbeddedVenues venues;
    private final Risk risk;
    private final Blotter blotter = new Blotter();
    private volatile Optional<VenueAccess> access = Optional.empty();
    private volatile Optional<Market> market = Optional.empty();
    private volatile Optional<WorkingOrders> orders = Optional.empty();
    private volatile Optional<Ring> ring = Optional.empty();
    private volatile Optional<Settled> settled = Optional.empty();

    SessionParts(
            SessionSpec spec,
            Logbook.SessionNumber number,
            Logbook logbook,
            EmbeddedVenues venues,
            SessionContext context,
            Gate gate,
            StopSignal stop) {
        this.spec = spec;
        this.context = context;
        this.gate = gate;
        this.stop = stop;
        this.venues = venues;
        files = new SessionFiles(spec, number, logbook, context);
        risk = new Risk(RiskLimits.standard(), gate, new OrderIds(logbook.tag(), number.number(), FIRST_EPOCH));
    }

    SessionFiles files() {
        return files;
    }

    SessionLog openLog() throws InterruptedException {
        return files.openLog();
    }

    String closeLog(SessionLog log, Deadline deadline) throws InterruptedException {
        return files.closeLog(log, deadline);
    }

    Journal openJournal() throws InterruptedException {
        var journal = files.openJournal();
        journal.tap(blotter::apply);
        return journal;
    }

    String closeJournal(Journal journal, Deadline deadline) throws InterruptedException {
        var reason = stop.first().map(r -> String.valueOf(r.reason())).orElse("");
        return files.closeJournal(journal, settled().unknown() == 0, reason, deadline);
    }

    VenueAccess openVenue() throws IOException, InterruptedException {
        var opened = VenueAccess.open(spec, venues, context);
        access = Optional.of(opened);
        return opened;
    }

    Optional<VenueAccess> access() {
        return access;
    }

    Optional<Market> market() {
        return market;
    }

    /** Asks the venue what it lists, and makes the streams of what this session trades. */
    Market openMarket(SessionScope scope, VenueAccess access, Clients clients) {
        var listed = scope.step(
                "instruments",
                () -> clients.trading().instruments(context.clock().deadline(CALL)));
        var traded = Symbols.chosen(spec.symbols(), listed);
        var venue = access.venue();
        var opened = new Market(traded, venue.feed(traded), venue.accountFeed());
        market = Optional.of(opened);
        return opened;
    }

    WorkingOrders openOrders(Journal journal, Clients clients, Market traded) throws InterruptedException {
        journal.append(new Entry.Listed(traded.instruments()));
        var opened = new WorkingOrders(
                context, journal, gate, files.header(), clients.stop(), p -> flatten(p, traded), Patience.USUAL);
        orders = Optional.of(opened);
        return opened;
    }

    private Optional<Approved> flatten(Position position, Market traded) {
        return traded.instruments().stream()
                .filter(i -> i.symbol().equals(position.symbol()) && !position.isFlat())
                .findFirst()
                .map(i -> risk.flatten(i, position));
    }

    /** The third rung of the stop. */
    String settle(WorkingOrders working, Deadline deadline) throws Held.Incomplete {
        var found = working.settle(spec.onStop(), deadline);
        settled = Optional.of(found);
        if (!found.troubles().isEmpty()) {
            throw new Held.Incomplete(found.words() + " · " + String.join(" · ", found.troubles()));
        }
        return found.words();
    }

    Ring openRing(Journal journal, Clients clients, Market traded, WorkingOrders working) {
        var ours = files.header();
        var dead = new DeadSessions(context, spec.journal(), ours.venue(), ours.address(), ours.account());
        var recovery = new Recovery(context, dead, clients.trading(), ours.tag(), Patience.USUAL);
        var opened = new Ring(
                context,
                gate,
                traded.instruments(),
                spec.strategy().get(),
                spec.capital(),
                new Ring.Parts(clients, traded.feed(), traded.account(), journal, working, recovery, risk));
        ring = Optional.of(opened);
        return opened;
    }

    void drain() {
        risk.drain();
    }

    boolean isReady() {
        return ring.filter(Ring::isReady).isPresent();
    }

    /** What became of the orders. Where the stop did not get to the end of it, those still open are unknown. */
    private Settled settled() {
        return settled.orElseGet(() -> new Settled(
                orders.map(WorkingOrders::open).orElse(List.of()).stream()
                        .map(o -> OrderFate.unknown(o.order().id(), o.venueId(), "the stop did not get to it"))
                        .toList(),
                0,
                List.of()));
    }

    Tally tally() {
        var seen = marked();
        return new Tally(settled().orders(), frames(), seen.fills(), seen.pnl());
    }

    Snapshot snapshot(SessionState state, Duration age) {
        var seen = marked();
        var view = ring.map(Ring::view);
        return new Snapshot(
                state,
                age,
                spec.duration(),
                frames(),
                view.flatMap(CoordinatorView::dataAge),
                view.map(SessionParts::quotes).orElse(""),
                orders.map(WorkingOrders::working).orElse(0),
                seen.fills(),
                seen.pnl());
    }

    private long frames() {
        return market.map(m -> m.feed().stats()).map(FeedStats::frames).orElse(0L);
    }

    /** The blotter, what is open valued at the middle of the last quotes. */
    private Blotter.Snapshot marked() {
        for (var line : ring.map(r -> r.view().lines()).orElse(List.of())) {
            line.quote()
                    .map(Quote::mid)
                    .ifPresent(mid -> blotter.mark(line.instrument().symbol(), mid));
        }
        return blotter.snapshot();
    }

    private static String quotes(CoordinatorView view) {
        return view.lines().stream()
                .flatMap(line -> line.quote().stream())
                .map(q -> q.instrument().base() + " " + q.bid().toPlainString() + "/"
                        + q.ask().toPlainString())
                .collect(Collectors.joining("  "));
    }

    /** What recovery found of sessions that died, in words. */
    String recovered() {
        return ring.flatMap(Ring::recovered).map(Recovered::words).orElse("");
    }
}
