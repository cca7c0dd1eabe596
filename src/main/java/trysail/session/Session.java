package trysail.session;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import trysail.coordinator.BookView;
import trysail.fault.Fault;
import trysail.journal.JournalStore;
import trysail.journal.Logbook;
import trysail.journal.SessionNumber;
import trysail.look.Denials;
import trysail.look.Holdings;
import trysail.look.LedgerLine;
import trysail.look.Loss;
import trysail.look.ProfitSample;
import trysail.look.Recorded;
import trysail.look.RiskView;
import trysail.look.ScopeView;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Why;
import trysail.look.WorkingOrder;
import trysail.model.Bar;
import trysail.model.OrderEvent;
import trysail.order.OnStop;
import trysail.order.Settled;
import trysail.receipt.Receipt;
import trysail.recon.Reconciled;
import trysail.scope.Deadline;
import trysail.scope.Rung;
import trysail.scope.StopReason;
import trysail.strategy.Strategy;
import trysail.view.Blotter;
import trysail.view.OwnFill;
import trysail.view.ProfitPart;
import trysail.words.BadInput;
import trysail.words.NotNow;

/**
 * One trading session: it opens, trades, stops, and says what became of everything. It runs by itself from its start on.
 * Thread-safe; every caller that waits for its end gets the same receipt.
 */
public final class Session implements AutoCloseable {
    private final Voyage voyage;
    private final Controls controls;
    private final Plumbing tools;
    private final Lookout lookout;
    private final Whereabouts whereabouts;
    private final ScopeWatch watch;
    private final LossLimit loss;

    Session(
            SessionSpec spec,
            SessionNumber number,
            Logbook logbook,
            JournalStore store,
            EmbeddedVenues venues,
            Surroundings around,
            BiConsumer<Session, Deadline> onEnd) {
        voyage = new Voyage(spec, number, logbook, store, venues, around, by -> onEnd.accept(this, by));
        var side = new SideWork(voyage.context, voyage.stop);
        var lastFills = new LastFills(voyage, side);
        var kill = new Kill(voyage);
        loss = new LossLimit(voyage, side, kill);
        if (spec.maxLoss().isPresent() || spec.maxDrawdown().isPresent()) {
            voyage.parts.onMoved(loss::look);
        }
        controls = new Controls(voyage, side, lastFills, kill, loss);
        tools = new Plumbing(voyage);
        lookout = new Lookout(voyage);
        whereabouts = new Whereabouts(voyage, lookout, lastFills, loss);
        watch = new ScopeWatch(voyage);
    }

    void begin() {
        voyage.begin();
    }

    /** Such as {@code paper-7}. */
    public String name() {
        return voyage.context.session();
    }

    /** What it was asked to be. */
    public SessionSpec spec() {
        return voyage.spec;
    }

    /** Its name. */
    @Override
    public String toString() {
        return name();
    }

    /** Where it stands now. */
    public SessionState state() {
        return voyage.state();
    }

    /** It at a glance. */
    public Snapshot snapshot() {
        return lookout.snapshot();
    }

    /** Its orders whose fate is open, oldest first. */
    public List<WorkingOrder> orders() {
        return lookout.orders();
    }

    /** Its last {@code most} trades, newest last; the newest 4,096 are kept. */
    public List<OwnFill> fills(int most) {
        return lookout.fills(most);
    }

    /** The last {@code most} changes of its account that no order of it made, newest last; the newest 4,096 are kept. */
    public List<OrderEvent.Foreign> foreign(int most) {
        return lookout.foreign(most);
    }

    /** The amounts that its profit is the sum of, to the last digit. */
    public List<ProfitPart> explained() {
        return lookout.explained();
    }

    /** What came or went without a trade, such as funding, in quote currency; it is in its profit. */
    public BigDecimal earned() {
        return lookout.earned();
    }

    /** Orders that the venue refused. */
    public Blotter.Rejections rejections() {
        return lookout.rejections();
    }

    /** What risk denied so far, a rule each, in the order of their names; rules that denied nothing apart. */
    public List<Denials> denials() {
        return lookout.denials();
    }

    /** What it holds of each instrument it trades, flat ones included; empty until it knows what it trades. */
    public List<Holdings> positions() {
        return lookout.positions();
    }

    /** By asset: fees it paid whose worth in quote currency is not known; they are in no profit. Most often none. */
    public Map<String, BigDecimal> feesNotValued() {
        return lookout.feesNotValued();
    }

    /** Its profit over its time, oldest first, the last of now: evenly spaced, about a thousand samples at the most. */
    public List<ProfitSample> profits() {
        return lookout.profits();
    }

    /**
     * The best {@code depth} levels of each side of a book, copied by the coordinator between two events.
     *
     * @param symbol one of those traded, such as {@code BTC-USDT}
     * @throws BadInput when it does not trade that
     * @throws NotNow when it cannot be told now: while it opens, or when the coordinator is busy for a second
     */
    public BookView book(String symbol, int depth) throws InterruptedException {
        return lookout.book(symbol, depth);
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

    /**
     * Its risk limits and how much of each is used, told by the coordinator between two events; denials by rule.
     *
     * @throws NotNow when it cannot be told now: while it opens, or when the coordinator is busy for a second
     */
    public RiskView risk() throws InterruptedException {
        return lookout.risk(loss.loss());
    }

    /**
     * Its account beside what the venue says now: positions, money, working orders. Waits five seconds at the most.
     *
     * @throws NotNow when the venue does not answer, while it opens, and once it has ended
     */
    public Reconciled recon() throws InterruptedException {
        return lookout.recon();
    }

    /** How the venue's dead man's switch stands, in words; empty when there is none. */
    public Optional<String> deadMan() {
        return voyage.parts.deadMan();
    }

    /** What it may lose and has lost; empty when nothing was said of a loss. */
    public Optional<Loss> loss() {
        return loss.loss();
    }

    /**
     * What its user has to know and did not ask for, a line each, oldest first: the kill switch that {@code --max-loss}
     * fired, a rule that fails. The first 256; the log has them all.
     */
    public List<String> warnings() {
        return voyage.parts.warnings().all();
    }

    /** What lives in it at this instant, what each thread waits for and has open, and what it holds. */
    public ScopeView scopes() {
        return watch.look(lookout::waitedFor);
    }

    /** What is open at this instant, oldest first, and by whom it was opened. */
    public List<LedgerLine> ledger() {
        return watch.ledger();
    }

    /** What kept it from its venue while it opened, a line each, oldest first; most often nothing. */
    public List<String> troubles() {
        return voyage.outset.told();
    }

    /** What recovery found of sessions that died, in words; empty until it is done, and when there was nothing. */
    public String recovered() {
        return lookout.recovered();
    }

    /** Asks for the stop and returns at once; true when nobody had asked before. The gate is shut when it returns. */
    public boolean stop(StopReason reason) {
        return voyage.stop.request(reason);
    }

    /**
     * As {@link #stop(StopReason)}, on other terms than those it was started with.
     *
     * @param policy what becomes of orders and positions
     * @param within what the whole stop may take, at least 500 ms
     */
    public boolean stop(StopReason reason, Optional<OnStop> policy, Optional<Duration> within) {
        return controls.stop(reason, policy, within);
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
        controls.stopAfterFills(patience, reason, policy, within);
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
        return controls.resume();
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
        return controls.kill();
    }

    /**
     * Opens the gate after {@link #kill} or {@link #disarm}, or after its maximal loss fired the kill switch: the loss is
     * counted anew from there. False when nothing of it was.
     */
    public boolean arm() {
        return controls.arm();
    }

    /** Sends nothing until {@link #arm}; working orders stay. False when it was so already. */
    public boolean disarm() {
        return controls.disarm();
    }

    /** What holds new orders back, such as {@code paused}; most often nothing. */
    public List<String> held() {
        return lookout.held();
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
        return whereabouts.why();
    }

    /**
     * Lets something go wrong: at the embedded exchange that it trades on, with its disk, or in its strategy.
     *
     * @return the other sessions on that exchange, when they are hit as well
     * @throws BadInput when the session is over, or the fault is a venue's and the session's is elsewhere
     */
    public List<String> inject(Fault fault) {
        return tools.inject(fault);
    }

    /**
     * Ends every fault that lasts or waits for its time. Of a session that is over, those of its strategy, which may still
     * be at it.
     */
    public List<String> clearFaults() {
        return tools.clearFaults();
    }

    /** What goes wrong on purpose now, in words such as {@code mute, 1.5s left}; empty: nothing. */
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
        return tools.recording();
    }

    /** Ends the recording, writes what waits and closes the file; empty when none ran. Bounded by some seconds. */
    public Optional<Recorded> stopRecording() throws InterruptedException {
        return tools.stopRecording();
    }

    /** Cuts the rung that runs now; the stop goes on with the next one. Returns the one that was cut. */
    public Rung hurry() {
        return voyage.ladder.hurry();
    }

    /** What is open this instant, a line each. */
    public String leftNow() {
        return watch.left();
    }

    /** Waits for the session to end, however it does. */
    public Receipt await() throws InterruptedException {
        return voyage.await();
    }

    /** Waits for the receipt until the deadline; empty when the session goes on. */
    public Optional<Receipt> awaitReceipt(Deadline deadline) throws InterruptedException {
        return voyage.awaitReceipt(deadline);
    }

    /** The receipt, once there is one. */
    public Optional<Receipt> receipt() {
        return voyage.supervisor.verdict();
    }

    /**
     * Stops it, in bounded time, and waits; without effect on one that has ended. Called by what the session itself runs,
     * such as its strategy, it does not wait: it would wait for its caller.
     */
    @Override
    public void close() {
        stop(new StopReason.StopRequested("close()"));
        if (!voyage.context.isCurrent()) {
            voyage.awaitEnd();
        }
    }
}
