package trysail.storm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Logger;
import trysail.journal.MemoryStore;
import trysail.model.OrderEvent;
import trysail.receipt.Receipt;
import trysail.schedule.Simulation;
import trysail.schedule.Transcript;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.Strategy;

/** What outlives the processes of a crash storm: venue, network and journals. */
final class CrashScene implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("BTC-USDT");

    private static final String TAG = "storm";
    private static final String HOST = "venue";
    private static final Speed BUSY = Speed.parse("8");
    private static final Logger ROOT = Logger.getLogger("");

    private final List<Handler> handlers = List.of(ROOT.getHandlers());
    private final MemoryStore store = new MemoryStore(TAG);
    private final List<String> ends = new ArrayList<>();
    private final Simulation simulation;
    private final SessionClock clock;
    private final SimulatedWire wire;
    private final SimulatedExchange exchange;
    private Optional<Trial.Broken> broken = Optional.empty();

    CrashScene(CrashPlan plan, Simulation simulation) throws IOException, InterruptedException {
        this.simulation = simulation;
        clock = simulation.clock();
        wire = new SimulatedWire(clock, HOST, plan.weather());
        var config = new SimulatedExchange.Config(
                new FeedSpec.Synthetic(1),
                BUSY,
                SYMBOLS,
                0,
                SimulatedExchange.Mode.VENUE,
                plan.latency(),
                plan.latency().dividedBy(2),
                1,
                List.of());
        exchange = SimulatedExchange.open(new SessionContext(HOST, clock, new Ledger(clock)), config, wire);
        exchange.testAccount();
    }

    MemoryStore store() {
        return store;
    }

    SimulatedWire wire() {
        return wire;
    }

    SimulatedExchange exchange() {
        return exchange;
    }

    /** One process from its start to its end; empty when it was killed. */
    Optional<Receipt> live(CrashPlan.Life life, Supplier<Strategy> strategy) throws InterruptedException {
        clock.sleep(life.pause());
        var receipt = new CrashedProcess(this, life, strategy, simulation.process(), clock).sail();
        wire.refuse(false);
        wire.freeze(false);
        exchange.clearFaults();
        ends.add(clock.now() + receipt.map(r -> " ended: " + r.exitCode()).orElse(" killed"));
        if (broken.isPresent()) {
            throw broken.get();
        }
        receipt.filter(r -> r.exitCode() == 0).ifPresent(this::mustHaveNoOrders);
        return receipt;
    }

    private void mustHaveNoOrders(Receipt ended) {
        var number = ended.session().substring(ended.session().lastIndexOf('-') + 1);
        var working = exchange.record().workingOrders().stream()
                .filter(o -> o.clientId().contains("-s" + number + "-"))
                .toList();
        CrashWitness.must("who ends well has no order at the venue", working.isEmpty(), working);
    }

    /** A session is about to trade: nothing of former ones may work now, and what it holds is what the venue says. */
    void look(OrderEvent.Ready begins) {
        var working = exchange.record().workingOrders();
        var ours = CrashWitness.sizes(begins.positions());
        var theirs = CrashWitness.positions(exchange);
        if (!working.isEmpty()) {
            breaks("no order of the dead works when trading begins", working);
        } else if (!ours.equals(theirs)) {
            breaks("trading begins with the venue's positions", ours + " and " + theirs);
        }
    }

    private void breaks(String property, Object seen) {
        broken = broken.or(() -> Optional.of(new Trial.Broken(property, String.valueOf(seen))));
    }

    /** How each process ended, and the journals. */
    void tell(Transcript transcript) {
        ends.forEach(transcript::line);
        store.sessions().forEach(s -> store.lines(s).forEach(transcript::line));
    }

    /** Nothing of the dead stays in this JVM: not even what they would have logged to. */
    @Override
    public void close() throws InterruptedException {
        exchange.close();
        wire.close();
        Arrays.stream(ROOT.getHandlers()).filter(h -> !handlers.contains(h)).forEach(ROOT::removeHandler);
    }
}
