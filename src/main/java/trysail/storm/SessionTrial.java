package trysail.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.MemoryStore;
import trysail.journal.OrderFate;
import trysail.model.Position;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Receipt;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.SimulatedWire;
import trysail.simulator.Speed;
import trysail.simulator.VenueRecord;

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
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final int LEFT_BEHIND = 3;
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
        var clock = simulation.clock();
        var store = new MemoryStore(TAG);
        var wires = new CopyOnWriteArrayList<SimulatedWire>();
        var sessions = new Sessions(Surroundings.inMemory(clock, store, host -> {
            var wire = new SimulatedWire(clock, host, plan.weather());
            wires.add(wire);
            return wire;
        }));
        try {
            var session = sessions.start(SessionSpec.paper()
                    .strategy(strategy.get())
                    .symbols(List.of("BTC-USDT"))
                    .speed(BUSY)
                    .journal(Path.of("memory"))
                    .lasting(plan.life()));
            var weather = new SessionContext("weather", clock, new Ledger(clock));
            var troubles = new Troubles(session, weather).start(plan.faults());
            var asking = weather.startVirtual("asking", () -> ask(plan, session, clock));
            var receipt = session.await();
            for (var thread :
                    Stream.concat(troubles.stream(), Stream.of(asking)).toList()) {
                thread.interrupt();
                thread.join();
            }
            receipts.accept(receipt);
            store.sessions().forEach(s -> store.lines(s).forEach(transcript::line));
            transcript.line(receipt.toJson());
            session.clearFaults(); // a strategy that is at it still comes back
            judge(new Allowed(plan.faults()), receipt, store, wires, clock);
        } finally {
            wires.forEach(SimulatedWire::close);
        }
    }

    private static void ask(SessionPlan plan, Session session, SessionClock clock) {
        try {
            clock.sleep(plan.asked());
            for (var i = 0; i < plan.stops(); i++) {
                session.stop(new StopReason.StopRequested("the storm"));
                clock.sleep(Duration.ofMillis(1));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void judge(
            Allowed allowed, Receipt receipt, MemoryStore store, List<SimulatedWire> wires, SessionClock clock)
            throws InterruptedException {
        var left = receipt.left();
        must(
                "nothing is left",
                (left.threads().isEmpty() || allowed.tasks())
                        && left.sockets().isEmpty()
                        && left.files().isEmpty()
                        && (left.tasks().isEmpty() || allowed.tasks()),
                left);
        must("what lives on is named, and no success", left.isEmpty() || receipt.exitCode() == LEFT_BEHIND, left);
        must(
                "a thread that lives on has a task",
                left.threads().isEmpty() || !left.tasks().isEmpty(),
                left);
        must(
                "orders end as was asked",
                receipt.orders().stream().noneMatch(o -> o.fate() == OrderFate.Fate.KEPT),
                receipt.orders());
        must("what is unknown is no success", left.orders().isEmpty() || receipt.exitCode() == LEFT_BEHIND, left);
        if (receipt.reason() instanceof StopReason.Failed failed) {
            must("the fault was not ours", allowed.failure(failed.cause()), failed.cause());
        }
        must("the stop ends in time", receipt.stopTime().compareTo(Rung.WHOLE.plus(GRACE)) <= 0, receipt.stopTime());
        for (var wire : wires) {
            must("no connection is left", wire.open() == 0, wire.open());
        }
        var exchange = wires.stream().findFirst().flatMap(SimulatedWire::exchange);
        if (exchange.isPresent()) {
            judge(allowed, receipt, store, exchange.get(), clock);
        }
    }

    private static void judge(
            Allowed allowed, Receipt receipt, MemoryStore store, SimulatedExchange exchange, SessionClock clock)
            throws InterruptedException {
        var seen = exchange.record().orders();
        var ids = new HashSet<String>();
        must("no order is sent twice", seen.stream().allMatch(o -> ids.add(o.clientId())), seen);
        if (!receipt.left().orders().isEmpty()) {
            return; // what is unknown is named: the receipt says so and does not exit with 0
        }
        must(
                "no order is left at the venue",
                exchange.record().workingOrders().isEmpty(),
                exchange.record().workingOrders());
        if (allowed.journal()) {
            return;
        }
        var ours = new JournalState();
        for (var session : store.sessions()) {
            var reader = new SessionContext("reader", clock, new Ledger(clock));
            JournalReader.entries(reader, store, session, clock.deadline(Rung.WHOLE))
                    .forEach(ours::apply);
        }
        var theirs = seen.stream()
                .map(VenueRecord.OrderSeen::account)
                .distinct()
                .flatMap(a -> exchange.record().positions(a).stream())
                .toList();
        must(
                "the journal folds to the venue's positions",
                sizes(ours.positions().values()).equals(sizes(theirs)),
                sizes(ours.positions().values()) + " and " + sizes(theirs));
    }

    private static TreeMap<String, String> sizes(Iterable<Position> positions) {
        var sizes = new TreeMap<String, String>();
        for (var position : positions) {
            if (!position.isFlat()) {
                sizes.put(
                        position.symbol(), position.size().stripTrailingZeros().toPlainString());
            }
        }
        return sizes;
    }

    private static void must(String property, boolean held, Object seen) {
        if (!held) {
            throw new Broken(property, Optional.of(seen).map(String::valueOf).orElse(""));
        }
    }
}
