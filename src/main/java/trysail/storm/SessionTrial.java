package trysail.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.MemoryStore;
import trysail.receipt.Receipt;
import trysail.schedule.Simulation;
import trysail.schedule.Transcript;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.play.Speed;

/**
 * A whole session in a storm: on a simulated exchange behind a simulated wire, with its journal in memory, while one
 * thing goes wrong and the stop is asked for at some instant. What must hold is what a stop promises; the exchange's own
 * record is the witness.
 *
 * @param strategy makes the strategy of each storm
 * @param receipts is given the receipt of each storm
 */
public record SessionTrial(Supplier<trysail.strategy.Strategy> strategy, Consumer<Receipt> receipts)
        implements Trial<SessionPlan> {
    private static final String TAG = "storm";
    /** What the stop had to leave, and named, ends by itself when it can. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(2);
    /** What two orders are called that others have on the session's account. */
    static final Set<String> OTHERS = new TreeSet<>(Set.of("by-hand", TAG + "-s999-e1-1"));

    /** Several storms may rage in one process: their hosts have names of their own, which no transcript shows. */
    private static final AtomicLong NETWORKS = new AtomicLong();

    private static final int CHOICES = 2_000;
    /** So that something happens in the second or two that a storm lasts. */
    private static final Speed BUSY = Speed.parse("8");

    @Override
    public SessionPlan draw(long seed) {
        return SessionPlan.draw(seed);
    }

    @Override
    public int choices() {
        return CHOICES;
    }

    @Override
    public void run(SessionPlan plan, Simulation simulation, Transcript transcript) throws InterruptedException {
        run(plan, simulation, transcript, session -> {});
    }

    /** The same; {@code started} is given the session once it runs. */
    void run(SessionPlan plan, Simulation simulation, Transcript transcript, Consumer<Session> started)
            throws InterruptedException {
        var clock = simulation.clock();
        var store = new MemoryStore(TAG);
        var wires = new CopyOnWriteArrayList<SimulatedWire>();
        var sessions = new Sessions(Surroundings.inMemory(clock, store, host -> {
            var wire = new SimulatedWire(clock, host + "-" + NETWORKS.incrementAndGet(), plan.weather());
            wires.add(wire);
            return wire;
        }));
        var aimed = new Aimed(strategy.get());
        try {
            var session = sessions.start(SessionSpec.paper()
                    .strategy(aimed)
                    .symbols(List.of("BTC-USDT"))
                    .speed(BUSY)
                    .journal(Path.of("memory"))
                    .onStop(plan.onStop())
                    .stopWithin(plan.stopWithin())
                    .faults(plan.opening())
                    .lasting(plan.life()));
            started.accept(session);
            var weather = new SessionContext("weather", clock, new Ledger(clock));
            var troubles = new Troubles(session, weather).start(plan.later());
            var others = weather.startVirtual("others", () -> enterByHand(wires, clock));
            var asking = weather.startVirtual("asking", () -> ask(plan, session, aimed, clock));
            var receipt = session.await();
            for (var thread :
                    Stream.concat(troubles.stream(), Stream.of(asking, others)).toList()) {
                thread.interrupt();
                thread.join();
            }
            receipts.accept(receipt);
            store.sessions().forEach(s -> store.lines(s).forEach(transcript::line));
            transcript.line(receipt.toJson());
            session.clearFaults(); // a strategy that is at it still comes back
            if (!receipt.left().isEmpty()) {
                clock.sleep(AFTERWARDS);
            }
            judge(plan, receipt, store, wires, clock);
        } finally {
            wires.forEach(SimulatedWire::close);
        }
    }

    private static void ask(SessionPlan plan, Session session, Aimed aimed, SessionClock clock) {
        try {
            clock.sleep(plan.asked());
            if (plan.aim().isPresent() && plan.stops() > 0) {
                aimed.awaitOrder();
                clock.sleep(plan.aim().get());
            }
            for (var i = 0; i < plan.stops(); i++) {
                session.stop(new StopReason.StopRequested("the storm"));
                clock.sleep(Duration.ofMillis(1));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Orders of two kinds that are not the session's: one a human's, one another session's of the same logbook. */
    private static void enterByHand(List<SimulatedWire> wires, SessionClock clock) {
        try {
            var entered = 0;
            while (entered == 0) {
                clock.sleep(LOOK);
                var exchange = wires.stream().findFirst().flatMap(SimulatedExchange::on);
                entered = exchange.map(
                                e -> OTHERS.stream().mapToInt(e::enterByHand).sum())
                        .orElse(0);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void judge(
            SessionPlan plan, Receipt receipt, MemoryStore store, List<SimulatedWire> wires, SessionClock clock)
            throws InterruptedException {
        for (var wire : wires) {
            Judge.must("no connection is left", wire.open() == 0, wire.open());
        }
        var reader = new SessionContext("reader", clock, new Ledger(clock));
        var journal = new ArrayList<Entry.Stamped>();
        for (var session : new Allowed(plan.faults()).journal() ? List.<String>of() : store.sessions()) {
            journal.addAll(JournalReader.entries(reader, store, session, clock.deadline(Rung.WHOLE)));
        }
        var shut = Duration.between(Simulation.START, receipt.stoppedAt()).minus(receipt.stopTime());
        var record = wires.stream().findFirst().flatMap(SimulatedExchange::on).map(SimulatedExchange::record);
        var sent = wires.stream().flatMap(w -> w.ordersSent().stream()).toList();
        new Judge(plan, receipt, journal, record, sent, shut.toNanos(), OTHERS, true).judge();
    }
}
