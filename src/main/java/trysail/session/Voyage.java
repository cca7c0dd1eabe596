package trysail.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.JournalException;
import trysail.journal.JournalStore;
import trysail.journal.Logbook;
import trysail.journal.SessionNumber;
import trysail.log.SessionLog;
import trysail.look.SessionState;
import trysail.process.OwnProcess;
import trysail.process.Strangers;
import trysail.receipt.Receipt;
import trysail.receipt.Trader;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Supervisor;
import trysail.scope.Term;

/**
 * One session from its opening to its receipt, on a thread of its own: the heart of the house. What acts on it and what
 * looks at it ({@link Controls}, {@link Lookout} and their like) use the pieces it is made of. Thread-safe.
 */
final class Voyage {
    private static final Logger LOG = Logger.getLogger(Voyage.class.getName());
    private static final Duration KEEPING = Duration.ofMillis(500);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    /** What the end may take beyond its deadline: the verdict is out, the last threads die. */
    private static final Duration AFTER_VERDICT = Duration.ofMillis(200);

    final SessionSpec spec;
    final SessionContext context;
    final Gate gate;
    final StopSignal stop;
    final StopLadder ladder;
    final Outset outset;
    final Term term;
    final SessionParts parts;
    final Recorder recorder;
    final SessionFaults mishaps;
    final Supervisor<Receipt> supervisor;
    private final Consumer<Deadline> onEnd;
    private final boolean isReal;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile List<Thread> lastNews = List.of();
    private final Instant startedAt;
    private final long startedNanos;
    private volatile Optional<Thread> owner = Optional.empty();
    private volatile Optional<Strangers> strangers = Optional.empty();

    /** @param onEnd is called once, with the receipt made and kept; has until the deadline */
    Voyage(
            SessionSpec spec,
            SessionNumber number,
            Logbook logbook,
            JournalStore store,
            EmbeddedVenues venues,
            Surroundings around,
            Consumer<Deadline> onEnd) {
        var clock = around.clock();
        this.spec = spec;
        this.onEnd = onEnd;
        isReal = around.isReal();
        context = new SessionContext(number.session(), clock, new Ledger(clock, spec.traceLedger()));
        gate = new Gate(clock);
        stop = new StopSignal(clock, gate);
        ladder = new StopLadder(clock, spec.stopWithin());
        mishaps = new SessionFaults(clock);
        mishaps.begin(spec.faults());
        outset = new Outset(spec, clock, stop, this::runs);
        term = outset.term();
        var files = new SessionFiles(spec, number, logbook, mishaps.around(store), context);
        parts = new SessionParts(spec, files, venues, context, gate, stop, mishaps, outset);
        ladder.tell(parts.story());
        recorder = new Recorder(context, spec.dialect());
        supervisor = new Supervisor<>(context, stop, ladder, this::audit, this::auditFailed);
        stop.onRequest(this::lighten);
        stop.onRequest(() -> parts.listeners().state(this::state));
        startedAt = clock.now();
        startedNanos = clock.nanos();
    }

    void begin() {
        supervisor.start(term);
        owner = Optional.of(context.startOwner(this::run));
    }

    private void lighten() {
        if (stop.first().orElseThrow().reason() instanceof StopReason.Failed f
                && f.cause() instanceof VirtualMachineError) {
            parts.letGoOfStrategy();
        }
    }

    /** From this instant its duration counts, and so do faults that have a time. */
    private void runs() {
        parts.story().running(spec.faults());
        parts.listeners().state(this::state);
        mishaps.runs(parts.access().flatMap(VenueAccess::lease).map(EmbeddedVenues.Lease::exchange));
    }

    /** The whole promise: what is opened here is closed in reverse order, each close bounded, and the audit tells. */
    private void run() {
        try (var scope = SessionScope.open(context, stop, ladder, gate, term)) {
            supervisor.watch(scope);
            try (var log = scope.holdSlow(Rung.JOURNAL, "log", this::openLog, this::closeLog);
                    var journal = scope.holdSlow(Rung.JOURNAL, "journal", parts::openJournal, parts::closeJournal);
                    var recording = scope.hold(Rung.JOURNAL, "recording", () -> recorder, Recorder::close);
                    var venue = scope.holdSlow(Rung.CLIENTS, "venue", parts::openVenue, VenueAccess::close);
                    var clients =
                            scope.hold(Rung.CLIENTS, "clients", () -> parts.openClients(venue.get()), Clients::close);
                    var market = scope.hold(
                            Rung.STREAMS,
                            "market",
                            () -> parts.openMarket(scope, venue.get(), clients.get()),
                            Market::close);
                    var orders = scope.hold(
                            Rung.ORDERS,
                            "orders",
                            () -> parts.openOrders(journal.get(), clients.get(), market.get()),
                            parts::settle);
                    var tasks = scope.tasks()) {
                parts.openRing(journal.get(), clients.get(), market.get(), orders.get())
                        .fork(scope);
                parts.openDeadMan(clients.get(), market.get())
                        .ifPresent(d -> scope.fork("dead-man", () -> {
                            d.run();
                            return Optional.empty();
                        }));
                parts.openSweep(clients.get(), market.get(), orders.get())
                        .ifPresent(s -> scope.fork("sweep", () -> {
                            s.run();
                            return Optional.empty();
                        }));
                parts.openAccountWatch(clients.get(), market.get(), orders.get())
                        .ifPresent(a -> scope.fork("account-watch", () -> {
                            a.run();
                            return Optional.empty();
                        }));
                parts.openClockWatch(clients.get())
                        .ifPresent(w -> scope.fork("clock", () -> {
                            w.run();
                            return Optional.empty();
                        }));
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

    private Receipt audit() {
        var gone = Duration.ofNanos(
                context.clock().nanos() - stop.first().orElseThrow().nanos());
        var end = context.clock().deadline(ladder.whole().minus(gone));
        var late = context.clock().deadline(ladder.whole().plus(AFTER_VERDICT).minus(gone));
        try {
            var tally = parts.reckoning().tally(parts.settled());
            return kept(audited().count(tally, end, this::strangers), keeping(end, late));
        } finally {
            if (ended.compareAndSet(false, true)) {
                onEnd.accept(late);
                lastNews = parts.listeners().last(this::atVerdict);
            }
        }
    }

    /** A slow disk has what the stop did not need, and however late it is a time of its own. */
    private Deadline keeping(Deadline end, Deadline late) {
        var spare = end.remaining().minus(ladder.budget(Rung.AUDIT).dividedBy(3)); // to be told in
        return spare.compareTo(KEEPING) > 0 ? end.within(spare) : late.within(KEEPING);
    }

    private SessionLog openLog() throws InterruptedException {
        var log = parts.openLog();
        parts.listeners().begin();
        parts.listeners().state(this::state);
        return log;
    }

    /** After the journal, so that its last entries are heard, and with the log still there. */
    private String closeLog(SessionLog log, Deadline deadline) throws InterruptedException {
        parts.listeners().close(deadline);
        parts.listeners().troubles().forEach(ladder::error);
        return parts.closeLog(log, deadline);
    }

    private void atVerdict(Consumer<Receipt> hears) {
        try {
            supervisor.awaitVerdict(context.clock().deadline(ladder.whole())).ifPresent(hears);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came to the process while sessions ran and none of them accounts for; told to the last one. */
    private Strangers strangers(Deadline end) {
        if (!isReal || strangers.isPresent()) {
            return strangers.orElse(Strangers.NONE);
        }
        try {
            var named = new HashSet<String>();
            context.ledger().entries().forEach(e -> named.add(e.name()));
            named.add(context.session() + ".");
            var found = OwnProcess.THIS.leave(context.session(), named, parts.keptPorts(), end);
            strangers = Optional.of(found);
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Strangers.NONE;
        }
    }

    /** What it holds of what sessions share is given back beside it: that may wait for a disk. */
    private Receipt auditFailed(Throwable cause) {
        if (!ended.get()) {
            try {
                context.startBeside("end", this::end);
            } catch (OutOfMemoryError e) { // no thread to be had: the receipt comes first
                LOG.log(Level.FINE, "the session's end is not told", e);
            }
        }
        return audited().failed(cause);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.accept(context.clock().deadline(KEEPING));
        }
    }

    private Audit audited() {
        var trader = new Trader(spec.mode(), spec.strategyName(), spec.strategyHash());
        return new Audit(context.session(), startedAt, term.ran(), stop, ladder, trader, context);
    }

    /** Keeps it in the logbook; one that could not be kept there says so, and where it is instead. */
    private Receipt kept(Receipt receipt, Deadline deadline) {
        try {
            var beside = parts.files().keep(receipt, deadline);
            beside.ifPresent(
                    file -> LOG.log(Level.WARNING, "the logbook cannot be written; receipt kept in {0}", file));
            return beside.map(file -> receipt.and("logbook: it cannot be written; the receipt is kept in " + file))
                    .orElse(receipt);
        } catch (JournalException e) {
            LOG.log(Level.WARNING, "the receipt could not be kept", e);
            return receipt.and("logbook: the receipt could not be kept: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return receipt.and("logbook: the receipt was not kept: interrupted");
        }
    }

    SessionState state() {
        var verdict = supervisor.verdict();
        if (verdict.isPresent()) {
            return new SessionState.Stopped(verdict.get());
        }
        if (stop.isRequested()) {
            return new SessionState.Stopping(ladder.current(), ladder.timeLeft().orElse(Duration.ZERO));
        }
        return term.hasBegun() ? new SessionState.Running() : new SessionState.Opening(outset.words());
    }

    /** How long it has gone on, or did. */
    Duration age() {
        return supervisor
                .verdict()
                .map(r -> Duration.between(r.startedAt(), r.stoppedAt()))
                .orElseGet(() -> Duration.ofNanos(context.clock().nanos() - startedNanos));
    }

    /** The thread that {@link #run} is on, once it is. */
    Optional<Thread> owner() {
        return owner;
    }

    Receipt await() throws InterruptedException {
        while (true) {
            var receipt = awaitReceipt(context.clock().deadline(FOR_EVER));
            if (receipt.isPresent()) {
                return receipt.get();
            }
        }
    }

    /** As {@link #await}; an interruption is kept for the caller. For one who has asked for the stop: it is bounded. */
    void awaitEnd() {
        var interrupted = false;
        while (true) {
            try {
                await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Receipt> awaitReceipt(Deadline deadline) throws InterruptedException {
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
        for (var thread : lastNews) {
            if (thread != Thread.currentThread()) { // a listener may wait for its session, too
                context.clock().join(thread, soon);
            }
        }
    }
}
