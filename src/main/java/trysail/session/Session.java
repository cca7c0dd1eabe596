package trysail.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.coordinator.BookView;
import trysail.journal.JournalException;
import trysail.journal.JournalStore;
import trysail.journal.Logbook;
import trysail.model.Bar;
import trysail.order.OnStop;
import trysail.order.Settled;
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
import trysail.simulator.Fault;
import trysail.strategy.Strategy;
import trysail.view.Blotter;
import trysail.view.OwnFill;

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
    private final Toolbox tools;
    private final Controls controls;
    private final LastFills lastFills;
    private final Whereabouts whereabouts;
    private final Lookout lookout;
    private final ScopeWatch watch;
    private final BiConsumer<Session, Deadline> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Instant startedAt;
    private final long startedNanos;
    private volatile Optional<Thread> owner = Optional.empty();

    Session(
            SessionSpec spec,
            Logbook.SessionNumber number,
            Logbook logbook,
            JournalStore store,
            EmbeddedVenues venues,
            Surroundings around,
            BiConsumer<Session, Deadline> onEnd) {
        var clock = around.clock();
        this.spec = spec;
        this.onEnd = onEnd;
        name = number.session();
        context = new SessionContext(name, clock, new Ledger(clock, spec.traceLedger()));
        gate = new Gate(clock);
        stop = new StopSignal(clock, gate);
        ladder = new StopLadder(clock, spec.stopWithin());
        parts = new SessionParts(
                spec, new SessionFiles(spec, number, logbook, store, context), venues, context, gate, stop);
        tools = new Toolbox(this::state, name, context, parts);
        supervisor = new Supervisor<>(context, stop, ladder, this::audit, this::auditFailed);
        var side = new SideWork(context, stop);
        controls = new Controls(parts, context, gate, stop, side);
        lastFills = new LastFills(parts, context, gate, side);
        whereabouts = new Whereabouts(parts, context, gate, stop, ladder, supervisor, lastFills);
        lookout = new Lookout(spec, context, parts);
        watch = new ScopeWatch(context, supervisor);
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
                    var recorder = scope.hold(Rung.JOURNAL, "recording", tools::recorder, Recorder::close);
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

    /** Its name. */
    @Override
    public String toString() {
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
        return parts.isReady() ? new SessionState.Running() : new SessionState.Opening();
    }

    /** It at a glance. */
    public Snapshot snapshot() {
        return lookout.snapshot(state(), age());
    }

    private Duration age() {
        return receipt()
                .map(r -> Duration.between(r.startedAt(), r.stoppedAt()))
                .orElseGet(() -> Duration.ofNanos(context.clock().nanos() - startedNanos));
    }

    /** Its orders whose fate is open, oldest first. */
    public List<WorkingOrder> orders() {
        return lookout.orders();
    }

    /** Its last {@code most} trades, newest last; the newest 4,096 are kept. */
    public List<OwnFill> fills(int most) {
        return lookout.fills(most);
    }

    /** Orders that the venue refused. */
    public Blotter.Rejections rejections() {
        return parts.blotter().rejections();
    }

    /** What it holds of each instrument it trades, flat ones included; empty until it knows what it trades. */
    public List<Holdings> positions() {
        return lookout.positions();
    }

    /** Its profit over its time, oldest first, the last of now: evenly spaced, about a thousand samples at the most. */
    public List<ProfitSample> profits() {
        return lookout.profits(state());
    }

    /**
     * The best {@code depth} levels of each side of a book, copied by the coordinator between two events.
     *
     * @param symbol one of those traded, such as {@code BTC-USDT}
     * @throws BadInput when it does not trade that
     * @throws NotNow when it cannot be told now: while it opens, or when the coordinator is busy for a second
     */
    public BookView book(String symbol, int depth) throws InterruptedException {
        return receipt().isPresent() ? lookout.lastBook(symbol, depth) : lookout.book(symbol, depth);
    }

    /**
     * The last {@code most} bars of an instrument from the venue's history, oldest first, at most a second old; the last
     * one may still be running. Waits five seconds at the most; after its end what was last asked for.
     *
     * @param symbol one of those traded
     * @throws BadInput when it does not trade that, or the venue has no bars of this {@code frame}
     * @throws NotNow when the venue does not answer, or while it opens
     */
    public List<Bar> bars(String symbol, Duration frame, int most) throws InterruptedException {
        return lookout.bars(symbol, frame, most);
    }

    /** What lives in it at this instant, what each thread waits for and has open, and what it holds. */
    public ScopeView scopes() {
        return watch.look(owner, age(), lookout::waitedFor);
    }

    /** What is open at this instant, oldest first, and by whom it was opened. */
    public List<LedgerLine> ledger() {
        return watch.ledger();
    }

    /** What recovery found of sessions that died, in words; empty until it is done, and when there was nothing. */
    public String recovered() {
        return parts.recovered();
    }

    /** Asks for the stop and returns at once; true when nobody had asked before. The gate is shut when it returns. */
    public boolean stop(StopReason reason) {
        return stop.request(reason);
    }

    /**
     * As {@link #stop(StopReason)}, on other terms than those it was started with.
     *
     * @param policy what becomes of orders and positions
     * @param within what the whole stop may take, at least 500 ms
     */
    public boolean stop(StopReason reason, Optional<OnStop> policy, Optional<Duration> within) {
        within.ifPresent(SessionSpec::mustSuffice);
        return stop.request(reason, () -> {
            policy.ifPresent(parts::onStop);
            within.ifPresent(ladder::within);
        });
    }

    /** Stops it and waits for its receipt; of a session that has ended, the receipt. */
    public Receipt stop() throws InterruptedException {
        stop(new StopReason.StopRequested("stop"));
        return await();
    }

    /**
     * Sends nothing new from now on, lets working orders fill for so long, then stops as asked; returns at once. Another
     * stop does not wait, and {@link #resume} calls it off.
     */
    public void stopAfterFills(
            Duration patience, StopReason reason, Optional<OnStop> policy, Optional<Duration> within) {
        within.ifPresent(SessionSpec::mustSuffice);
        controls.mustRun("stop");
        parts.asked("stop after fills, for " + Durations.print(patience));
        lastFills.begin(patience, () -> stop(reason, policy, within));
    }

    /** Sends nothing until {@link #resume}; cancels go through, working orders stay. False when it was so already. */
    public boolean pause() {
        return controls.pause();
    }

    /**
     * Ends {@link #pause}, {@link #drain} and a stop that waits for fills; returns which there were. {@link #disarm}
     * stands.
     */
    public List<String> resume() throws InterruptedException {
        var freed = controls.resume();
        lastFills.callOff();
        return freed;
    }

    /**
     * No new entries until {@link #resume}; exits go on, working orders stay. The account's next session begins draining
     * too, where the account outlives this one. False when it was so already.
     */
    public boolean drain() throws InterruptedException {
        return controls.drain();
    }

    /**
     * The kill switch: nothing is sent from its first moment, own orders are cancelled, each confirmed by the venue, and
     * the session lives on until {@link #arm} opens the gate. It takes as long as a stop may, at most; orders whose fate
     * is not known then are unknown in the answer and are asked after on and on.
     */
    public Settled kill() throws InterruptedException {
        return controls.kill(spec.stopWithin());
    }

    /** Opens the gate after {@link #kill} or {@link #disarm}. False when neither was. */
    public boolean arm() {
        return controls.arm();
    }

    /** Sends nothing until {@link #arm}; working orders stay. False when it was so already. */
    public boolean disarm() {
        return controls.disarm();
    }

    /** What holds new orders back, such as {@code paused}; most often nothing. */
    public List<String> held() {
        return parts.held();
    }

    /**
     * Has another strategy take over; positions and working orders stay. The new one sees its warm-up and
     * {@link trysail.model.OrderEvent.Ready} first; when it fails at that, the old one goes on.
     *
     * @throws IllegalStateException with the reason, when it did not take over
     */
    public void reload(Strategy next) throws InterruptedException {
        controls.reload(next);
    }

    /** What it is at, and what it waits for, this instant. */
    public Why why() {
        return whereabouts.why(state());
    }

    /**
     * Lets something go wrong at the embedded exchange that it trades on.
     *
     * @return the other sessions on that exchange, which are hit as well
     * @throws BadInput when the session's venue is elsewhere, or the session is over
     */
    public List<String> inject(Fault fault) {
        return tools.inject(fault);
    }

    /** Ends every fault that lasts or waits for its time; answers and throws as {@link #inject}. */
    public List<String> clearFaults() {
        return tools.clearFaults();
    }

    /** What goes wrong on purpose at its exchange now, in words such as {@code mute, 1.5s left}; empty: nothing. */
    public List<String> faults() {
        return tools.faults();
    }

    /**
     * Cuts its market and account streams and has them connect again at once; books are fetched anew, working orders
     * stay, and what was filled meanwhile is asked after. Returns at once; harmless when repeated.
     *
     * @throws BadInput when it has no streams yet, or is over
     */
    public Reconnecting reconnect() {
        return tools.reconnect();
    }

    /**
     * Writes every market frame from now on into a file that can be played, until {@link #stopRecording} or the session's
     * end; one recording at a time. Waits until the file is open.
     *
     * @param force overwrites a file that is there
     * @param news is told one line when the disk fails later, on a thread of its own: it must not block
     * @throws BadInput when the file cannot be made, or the session has no streams to record
     */
    public void record(Path file, boolean force, Consumer<String> news) throws InterruptedException {
        tools.record(file, force, news);
    }

    /** The recording that runs, as far as it has come. */
    public Optional<Recorded> recording() {
        return tools.recorder().recording();
    }

    /** Ends the recording, writes what waits and closes the file; empty when none ran. Bounded by some seconds. */
    public Optional<Recorded> stopRecording() throws InterruptedException {
        return tools.recorder().stop();
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
