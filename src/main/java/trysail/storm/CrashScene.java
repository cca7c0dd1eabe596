package trysail.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Logger;
import trysail.journal.MemoryStore;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.scope.Ledger;
import trysail.scope.Preemption;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Receipt;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.simulator.Fault;
import trysail.simulator.FeedSpec;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.SimulatedWire;
import trysail.simulator.Speed;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** What outlives the processes of a crash storm, venue, network and journals, and how one process lives among it. */
final class CrashScene implements AutoCloseable {
    private static final String TAG = "storm";
    private static final String HOST = "venue";
    private static final List<String> SYMBOLS = List.of("BTC-USDT");
    private static final Speed BUSY = Speed.parse("8");
    private static final Logger ROOT = Logger.getLogger("");

    private final List<Handler> handlers = List.of(ROOT.getHandlers());
    private final MemoryStore store = new MemoryStore(TAG);
    private final List<String> ends = new ArrayList<>();
    private final Simulation simulation;
    private final SessionClock clock;
    private final SessionContext weather;
    private final Supplier<Strategy> strategy;
    private final SimulatedWire wire;
    private final SimulatedExchange exchange;
    private Optional<Trial.Broken> broken = Optional.empty();

    CrashScene(CrashPlan plan, Simulation simulation, Supplier<Strategy> strategy)
            throws IOException, InterruptedException {
        this.simulation = simulation;
        this.strategy = strategy;
        clock = simulation.clock();
        weather = new SessionContext("weather", clock, new Ledger(clock));
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
        exchange = SimulatedExchange.open(new SessionContext("venue", clock, new Ledger(clock)), config, wire);
        exchange.testAccount();
    }

    MemoryStore store() {
        return store;
    }

    SimulatedExchange exchange() {
        return exchange;
    }

    /** Journals, and how each process ended. */
    void tell(Transcript transcript) {
        ends.forEach(transcript::line);
        store.sessions().forEach(s -> store.lines(s).forEach(transcript::line));
    }

    /** One process from its start to its end; empty when it was killed. */
    Optional<Receipt> live(CrashPlan.Life life) throws InterruptedException {
        return live(life, strategy);
    }

    Optional<Receipt> live(CrashPlan.Life life, Supplier<Strategy> itsStrategy) throws InterruptedException {
        clock.sleep(life.pause());
        var process = new Process(life, itsStrategy);
        var receipt = process.run();
        ends.add(clock.now() + (receipt.isPresent() ? " ended" : " killed"));
        if (broken.isPresent()) {
            throw broken.get();
        }
        return receipt;
    }

    private void calm() {
        wire.refuse(false);
        wire.freeze(false);
        exchange.clearFaults();
    }

    @Override
    public void close() throws InterruptedException {
        exchange.close();
        wire.close();
        Arrays.stream(ROOT.getHandlers()).filter(h -> !handlers.contains(h)).forEach(ROOT::removeHandler);
    }

    private final class Process {
        private final CrashPlan.Life life;
        private final Supplier<Strategy> strategy;
        private final SimulatedProcess process = simulation.process();
        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch ready = new CountDownLatch(1);
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final AtomicReference<Optional<Receipt>> receipt = new AtomicReference<>(Optional.empty());

        private Process(CrashPlan.Life life, Supplier<Strategy> strategy) {
            this.life = life;
            this.strategy = strategy;
        }

        private Optional<Receipt> run() throws InterruptedException {
            var others = new ArrayList<Thread>();
            life.kill().ifPresent(kill -> others.add(weather.startVirtual("kill", () -> kill(kill))));
            life.faults().forEach(f -> others.add(weather.startVirtual("fault " + f.what(), () -> happen(f))));
            process.clock().threads().start("main", this::main);
            over.await();
            for (var thread : others) {
                thread.interrupt();
                thread.join();
            }
            calm();
            return receipt.get();
        }

        private void main() {
            try {
                var sessions = new Sessions(Surroundings.inMemory(process.clock(), store, host -> {
                    throw new IllegalStateException("no venue is embedded here");
                }));
                var session = sessions.start(SessionSpec.paper()
                        .at(wire.address(), wire.address())
                        .strategy(new Lookout(strategy.get(), ready))
                        .symbols(SYMBOLS)
                        .journal(Path.of("memory")));
                process.clock().threads().start("asking", () -> ask(session));
                receipt.set(Optional.of(session.await()));
                over.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void ask(Session session) {
            try {
                if (life.calm()) {
                    ready.await();
                }
                clock.sleep(life.lasts());
                stopping.countDown();
                session.stop(new StopReason.StopRequested("the storm"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void kill(CrashPlan.Kill kill) {
            try {
                var soon = clock.deadline(life.lasts());
                switch (kill.from()) {
                    case START -> {}
                    case ORDER -> {
                        var already = exchange.record().ordersEver();
                        exchange.record().await(r -> r.ordersEver() >= already + kill.count(), soon);
                    }
                    case ENTRY -> {
                        var already = entries();
                        while (entries() < already + kill.count() && !soon.expired()) {
                            clock.sleep(Duration.ofNanos(100_000));
                        }
                    }
                    case STOP -> stopping.await();
                }
                clock.sleep(kill.after());
                for (var i = 0; i < kill.turns(); i++) {
                    Preemption.point();
                }
                die();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        private int entries() {
            return store.sessions().stream()
                    .mapToInt(s -> store.lines(s).size())
                    .sum();
        }

        private void die() {
            if (over.getCount() > 0) {
                process.kill();
                store.crash();
                wire.crash();
                over.countDown();
            }
        }

        private void happen(Fault fault) {
            try {
                clock.sleep(fault.at());
                switch (fault) {
                    case Fault.For(Fault.Refuse r, Duration length) -> {
                        wire.refuse(true);
                        clock.sleep(length);
                        wire.refuse(false);
                    }
                    case Fault.For(Fault.HalfOpen h, Duration length) -> {
                        wire.freeze(true);
                        clock.sleep(length);
                        wire.freeze(false);
                    }
                    case Fault.Refuse r -> wire.refuse(true);
                    case Fault.HalfOpen h -> wire.freeze(true);
                    case Fault.Cut c -> wire.cut();
                    case Fault.Garbage g -> wire.intrude(new byte[] {(byte) 0x81, 3, 'a', 'b', 'c'});
                    case Fault.For(Fault lasting, Duration length) ->
                        exchange.inject(new Fault.For(lasting.now(), length));
                    default -> exchange.inject(fault.now());
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at the venue when a session is about to trade: nothing of former ones may work then. */
    private final class Lookout implements Strategy {
        private final Strategy strategy;
        private final CountDownLatch trading;

        private Lookout(Strategy strategy, CountDownLatch trading) {
            this.strategy = strategy;
            this.trading = trading;
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            return strategy.onEvent(event, state);
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            if (event instanceof OrderEvent.Ready ready) {
                look(ready);
                trading.countDown();
            }
            return strategy.onOrder(event, state);
        }

        private void look(OrderEvent.Ready ready) {
            var working = exchange.record().workingOrders();
            var theirs = CrashWitness.positions(exchange);
            if (!working.isEmpty()) {
                broken = broken.or(() ->
                        Optional.of(new Trial.Broken("no order of the dead works when trading begins", "" + working)));
            } else if (!CrashWitness.sizes(ready.positions()).equals(theirs)) {
                broken = broken.or(() -> Optional.of(new Trial.Broken(
                        "trading begins with the venue's positions", ready.positions() + " and " + theirs)));
            }
        }

        @Override
        public void observe(MarketEvent event, MarketState state) {
            strategy.observe(event, state);
        }

        @Override
        public List<WarmUp> warmUp() {
            return strategy.warmUp();
        }
    }
}
