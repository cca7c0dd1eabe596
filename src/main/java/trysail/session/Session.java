package trysail.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.journal.JournalException;
import trysail.journal.Logbook;
import trysail.scope.Deadline;
import trysail.scope.Gate;
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
    /** What the end may take beyond its deadline: the verdict is out, the last threads die. */
    private static final Duration AFTER_VERDICT = Duration.ofMillis(200);

    private final SessionSpec spec;
    private final String name;
    private final SessionContext context;
    private final StopSignal stop;
    private final Gate gate;
    private final StopLadder ladder;
    private final Supervisor<Receipt> supervisor;
    private final SessionParts parts;
    private final BiConsumer<Session, Deadline> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Instant startedAt;
    private final long startedNanos;
    private volatile Optional<Thread> owner = Optional.empty();

    Session(
            SessionSpec spec,
            Logbook.SessionNumber number,
            Logbook logbook,
            EmbeddedVenues venues,
            BiConsumer<Session, Deadline> onEnd) {
        var clock = SessionClock.SYSTEM;
        this.spec = spec;
        this.onEnd = onEnd;
        name = number.session();
        context = new SessionContext(name, clock, new Ledger(clock));
        gate = new Gate(clock);
        stop = new StopSignal(clock, gate);
        ladder = new StopLadder(clock, spec.stopWithin());
        parts = new SessionParts(spec, number, logbook, venues, context, gate, stop);
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
            try (var log = scope.holdSlow(Rung.JOURNAL, "log", parts::openLog, parts::closeLog);
                    var journal = scope.holdSlow(Rung.JOURNAL, "journal", parts::openJournal, parts::closeJournal);
                    var venue = scope.holdSlow(Rung.CLIENTS, "venue", parts::openVenue, VenueAccess::close);
                    var clients = scope.hold(
                            Rung.CLIENTS, "clients", () -> venue.get().clients(), Clients::close);
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
        var end = context.clock().deadline(spec.stopWithin().minus(gone));
        var late =
                context.clock().deadline(spec.stopWithin().plus(AFTER_VERDICT).minus(gone));
        try {
            var receipt = Audit.of(name, startedAt, stop, ladder, context, parts.tally(), end);
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
            parts.files()
                    .keep(receipt, deadline)
                    .ifPresent(
                            file -> LOG.log(Level.WARNING, "the logbook cannot be written; receipt kept in {0}", file));
        } catch (JournalException e) {
            LOG.log(Level.WARNING, "the receipt could not be kept", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Such as {@code paper-7}. */
    public String name() {
        return name;
    }

    /** What it was asked to be. */
    public SessionSpec spec() {
        return spec;
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
        return parts.isReady() ? new SessionState.Running() : new SessionState.Opening();
    }

    /** It at a glance. */
    public Snapshot snapshot() {
        return parts.snapshot(state(), Duration.ofNanos(context.clock().nanos() - startedNanos));
    }

    /** What recovery found of sessions that died, in words; empty until it is done, and when there was nothing. */
    public String recovered() {
        return parts.recovered();
    }

    /** Asks for the stop and returns at once; true when nobody had asked before. The gate is shut when it returns. */
    public boolean stop(StopReason reason) {
        return stop.request(reason);
    }

    /** No new entries from now on; exits go on, working orders stay, and the session runs until it is stopped. */
    public void drain() {
        parts.drain();
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
