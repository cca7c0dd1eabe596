package trysail.session;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import trysail.coordinator.CoordinatorView;
import trysail.exchange.FeedStats;
import trysail.journal.DeadSessions;
import trysail.journal.Entry;
import trysail.journal.Journal;
import trysail.journal.JournalException;
import trysail.journal.Logbook;
import trysail.journal.OrderFate;
import trysail.model.Position;
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
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Supervisor;

/**
 * One trading session: it opens, trades, stops, and says what became of everything. It runs by itself from its start on.
 * Thread-safe; every caller that waits for its end gets the same receipt.
 */
public final class Session implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());
    private static final Duration KEEPING = Duration.ofMillis(500);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int FIRST_EPOCH = 1;
    /** What the end may take beyond its deadline: the verdict is out, the last threads die. */
    private static final Duration AFTER_VERDICT = Duration.ofMillis(200);

    private final SessionSpec spec;
    private final String name;
    private final SessionContext context;
    private final StopSignal stop;
    private final Gate gate;
    private final StopLadder ladder;
    private final Supervisor<Receipt> supervisor;
    private final SessionFiles files;
    private final EmbeddedVenues venues;
    private final BiConsumer<Session, Deadline> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Instant startedAt;
    private final long startedNanos;
    private final Risk risk;
    private volatile Optional<Market> market = Optional.empty();
    private volatile Optional<WorkingOrders> orders = Optional.empty();
    private volatile Optional<Ring> ring = Optional.empty();
    private volatile Optional<Settled> settled = Optional.empty();
    private volatile Optional<Thread> owner = Optional.empty();

    Session(
            SessionSpec spec,
            Logbook.SessionNumber number,
            Logbook logbook,
            EmbeddedVenues venues,
            BiConsumer<Session, Deadline> onEnd) {
        var clock = SessionClock.SYSTEM;
        this.spec = spec;
        this.venues = venues;
        this.onEnd = onEnd;
        name = number.session();
        context = new SessionContext(name, clock, new Ledger(clock));
        gate = new Gate(clock);
        stop = new StopSignal(clock, gate);
        ladder = new StopLadder(clock, spec.stopWithin());
        files = new SessionFiles(spec, number, logbook, context);
        risk = new Risk(RiskLimits.standard(), gate, new OrderIds(logbook.tag(), number.number(), FIRST_EPOCH));
        supervisor = new Supervisor<>(context, stop, ladder, this::audit, this::auditFailed);
        startedAt = clock.now();
        startedNanos = clock.nanos();
    }

    void begin() {
        supervisor.start(duration());
        owner = Optional.of(context.startOwner(this::run));
    }

    private Duration duration() {
        return spec.duration().orElse(FOR_EVER);
    }

    /** The whole promise: what is opened here is closed in reverse order, each close bounded, and the audit tells. */
    private void run() {
        try (var scope = SessionScope.open(context, stop, ladder, gate, duration())) {
            supervisor.watch(scope);
            try (var log = scope.holdSlow(Rung.JOURNAL, "log", files::openLog, files::closeLog);
                    var journal = scope.holdSlow(Rung.JOURNAL, "journal", files::openJournal, this::closeJournal);
                    var venue = scope.holdSlow(Rung.CLIENTS, "venue", this::openVenue, VenueAccess::close);
                    var clients = scope.hold(
                            Rung.CLIENTS,
                            "clients",
                            () -> Clients.of(venue.get().venue()),
                            Clients::close);
                    var market = scope.hold(
                            Rung.STREAMS,
                            "market",
                            () -> openMarket(scope, venue.get(), clients.get()),
                            Market::close);
                    var orders = scope.hold(
                            Rung.ORDERS,
                            "orders",
                            () -> openOrders(journal.get(), clients.get(), market.get()),
                            this::settle);
                    var tasks = scope.tasks()) {
                ring(journal.get(), clients.get(), market.get(), orders.get()).fork(scope);
                scope.join();
            } catch (SessionScope.StoppedWhileOpening late) {
                stop.request(new StopReason.StopRequested("opening")); // no effect: a reason stands already
            } catch (Throwable late) { // by here the stop has run: reverse order, each close bounded
                stop.request(new StopReason.Failed(late));
            } finally {
                supervisor.conclude(); // inside the scope: before its close can wait for a task that ignores everything
            }
        } catch (Throwable broken) { // the scope itself could not be opened or closed
            stop.request(new StopReason.Failed(broken));
            supervisor.conclude();
        }
    }

    private VenueAccess openVenue() throws IOException, InterruptedException {
        return VenueAccess.open(spec, venues, context);
    }

    private Market openMarket(SessionScope scope, VenueAccess access, Clients clients) {
        var listed = scope.step(
                "instruments",
                () -> clients.trading().instruments(context.clock().deadline(CALL)));
        var traded = Symbols.chosen(spec.symbols(), listed);
        var venue = access.venue();
        var opened = new Market(traded, venue.feed(traded), venue.accountFeed());
        market = Optional.of(opened);
        return opened;
    }

    private WorkingOrders openOrders(Journal journal, Clients clients, Market traded) throws InterruptedException {
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

    private Ring ring(Journal journal, Clients clients, Market traded, WorkingOrders working) {
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

    private String settle(WorkingOrders working, Deadline deadline) throws Held.Incomplete {
        var found = working.settle(spec.onStop(), deadline);
        settled = Optional.of(found);
        if (!found.troubles().isEmpty()) {
            throw new Held.Incomplete(found.words() + " · " + String.join(" · ", found.troubles()));
        }
        return found.words();
    }

    private String closeJournal(Journal journal, Deadline deadline) throws InterruptedException {
        var reason = stop.first().map(r -> String.valueOf(r.reason())).orElse("");
        return files.closeJournal(journal, settled().unknown() == 0, reason, deadline);
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

    private Receipt audit() {
        var gone = Duration.ofNanos(
                context.clock().nanos() - stop.first().orElseThrow().nanos());
        var end = context.clock().deadline(spec.stopWithin().minus(gone));
        var late =
                context.clock().deadline(spec.stopWithin().plus(AFTER_VERDICT).minus(gone));
        try {
            var receipt = Audit.of(name, startedAt, stop, ladder, context, tally(), end);
            keep(receipt, late.within(KEEPING));
            return receipt;
        } finally {
            if (ended.compareAndSet(false, true)) {
                onEnd.accept(this, late);
            }
        }
    }

    private Receipt auditFailed(Throwable cause) {
        return Audit.failed(name, startedAt, stop.first().orElseThrow(), ladder, context, cause);
    }

    private void keep(Receipt receipt, Deadline deadline) {
        try {
            files.keep(receipt, deadline)
                    .ifPresent(
                            file -> LOG.log(Level.WARNING, "the logbook cannot be written; receipt kept in {0}", file));
        } catch (JournalException e) {
            LOG.log(Level.WARNING, "the receipt could not be kept", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Tally tally() {
        var view = ring.map(Ring::view);
        var settled = settled();
        return new Tally(
                settled.orders(),
                market.map(m -> m.feed().stats().frames()).orElse(0L),
                view.map(v -> v.counts().fills()).orElse(0L) + settled.lateFills(),
                view.map(CoordinatorView::profit).orElse(BigDecimal.ZERO));
    }

    /** Such as {@code paper-7}. */
    public String name() {
        return name;
    }

    /** Where it stands now. */
    public SessionState state() {
        var verdict = supervisor.verdict();
        if (verdict.isPresent()) {
            return new SessionState.Stopped(verdict.get());
        }
        if (stop.isRequested()) {
            return new SessionState.Stopping(ladder.current(), ladder.timeLeft().orElse(Duration.ZERO));
        }
        return ring.filter(Ring::isReady).isPresent() ? new SessionState.Running() : new SessionState.Opening();
    }

    /** It at a glance. */
    public Snapshot snapshot() {
        var age = Duration.ofNanos(context.clock().nanos() - startedNanos);
        var stats = market.map(m -> m.feed().stats());
        var view = ring.map(Ring::view);
        return new Snapshot(
                state(),
                age,
                spec.duration(),
                stats.map(FeedStats::frames).orElse(0L),
                view.flatMap(CoordinatorView::dataAge),
                view.map(Session::quotes).orElse(""),
                orders.map(WorkingOrders::working).orElse(0),
                view.map(v -> v.counts().fills()).orElse(0L),
                view.map(CoordinatorView::profit).orElse(BigDecimal.ZERO));
    }

    /** What recovery found of sessions that died, in words; empty until it is done, and when there was nothing. */
    public String recovered() {
        return ring.flatMap(Ring::recovered).map(Recovered::words).orElse("");
    }

    private static String quotes(CoordinatorView view) {
        return view.lines().stream()
                .flatMap(line -> line.quote().stream())
                .map(q -> q.instrument().base() + " " + q.bid().toPlainString() + "/"
                        + q.ask().toPlainString())
                .collect(Collectors.joining("  "));
    }

    /** Asks for the stop and returns at once; true when nobody had asked before. The gate is shut when it returns. */
    public boolean stop(StopReason reason) {
        return stop.request(reason);
    }

    /** Cuts the rung that runs now; the stop goes on with the next one. Returns the one that was cut. */
    public Rung hurry() {
        return ladder.hurry();
    }

    /** What is open this instant, a line each. */
    public String leftNow() {
        var text = new StringBuilder(name + " · still open\n");
        context.ledger().entries().forEach(e -> text.append("  ").append(e).append('\n'));
        return text.toString();
    }

    /** Waits for the session to end, however it does. */
    public Receipt await() throws InterruptedException {
        while (true) {
            var receipt = awaitReceipt(context.clock().deadline(FOR_EVER));
            if (receipt.isPresent()) {
                return receipt.get();
            }
        }
    }

    /** Waits for the receipt until the deadline; empty when the session goes on. */
    public Optional<Receipt> awaitReceipt(Deadline deadline) throws InterruptedException {
        var receipt = supervisor.awaitVerdict(deadline);
        if (receipt.isPresent()) {
            awaitThreads(receipt.get());
        }
        return receipt;
    }

    /** With nothing left the owner and the supervisor end right after the verdict: nobody finds them afterwards. */
    private void awaitThreads(Receipt receipt) throws InterruptedException {
        var soon = context.clock().deadline(AFTER_VERDICT);
        supervisor.join(soon);
        if (owner.isPresent() && receipt.left().isEmpty()) {
            context.clock().join(owner.get(), soon);
        }
    }

    /** The receipt, once there is one. */
    public Optional<Receipt> receipt() {
        return supervisor.verdict();
    }

    /** Stops it, in bounded time, and waits; without effect on one that has ended. */
    @Override
    public void close() {
        stop(new StopReason.StopRequested("close()"));
        var interrupted = false;
        while (true) {
            try {
                await();
                break;
            } catch (InterruptedException e) { // closing is what the caller asked for; it is bounded
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
