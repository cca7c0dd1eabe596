package trysail.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import trysail.fault.Fault;
import trysail.machine.Preemption;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.receipt.Receipt;
import trysail.schedule.SimulatedProcess;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;

/** One process of a crash storm: it runs one session, and is killed or ends with it. */
final class CrashedProcess {
    private static final Duration GLANCE = Duration.ofNanos(100_000);

    private final CrashScene scene;
    private final CrashPlan.Life life;
    private final Supplier<Strategy> strategy;
    private final SimulatedProcess process;
    private final SessionClock clock;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<Optional<Receipt>> receipt = new AtomicReference<>(Optional.empty());

    /** @param clock of the run, for whoever is not of this process */
    CrashedProcess(
            CrashScene scene,
            CrashPlan.Life life,
            Supplier<Strategy> strategy,
            SimulatedProcess process,
            SessionClock clock) {
        this.scene = scene;
        this.life = life;
        this.strategy = strategy;
        this.process = process;
        this.clock = clock;
    }

    /** From its start to its end; empty when it was killed. */
    Optional<Receipt> sail() throws InterruptedException {
        var others = new ArrayList<Thread>();
        life.kill().ifPresent(kill -> others.add(clock.threads().start("kill", () -> kill(kill))));
        life.faults().forEach(f -> others.add(clock.threads().start("fault " + f.what(), () -> happen(f))));
        process.clock().threads().start("main", this::main);
        over.await();
        for (var thread : others) {
            thread.interrupt();
            thread.join();
        }
        return receipt.get();
    }

    private void main() {
        try {
            var sessions = new Sessions(Surroundings.inMemory(process.clock(), scene.store(), host -> {
                throw new IllegalStateException("no venue is embedded here");
            }));
            var session = sessions.start(SessionSpec.paper()
                    .at(scene.wire().address(), scene.wire().address())
                    .strategy(new Lookout(strategy.get()))
                    .symbols(CrashScene.SYMBOLS)
                    .journal(Path.of("memory")));
            var asking = process.clock().threads().start("asking", () -> ask(session));
            var ended = session.await();
            asking.interrupt();
            asking.join();
            receipt.set(Optional.of(ended));
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
            awaitTime(kill);
            clock.sleep(kill.after());
            for (var i = 0; i < kill.turns(); i++) {
                Preemption.point();
            }
            if (over.getCount() > 0) {
                process.kill();
                scene.store().crash();
                scene.wire().crash();
                over.countDown();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTime(CrashPlan.Kill kill) throws InterruptedException {
        var soon = clock.deadline(life.lasts());
        switch (kill.from()) {
            case START -> {}
            case ORDER -> {
                var record = scene.exchange().record();
                var enough = record.ordersEver() + kill.count();
                var unused = record.await(r -> r.ordersEver() >= enough, soon);
            }
            case ENTRY -> {
                var enough = entries() + kill.count();
                while (entries() < enough && !soon.expired()) {
                    clock.sleep(GLANCE);
                }
            }
            case STOP -> stopping.await();
        }
    }

    private int entries() {
        return scene.store().sessions().stream()
                .mapToInt(s -> scene.store().lines(s).size())
                .sum();
    }

    private void happen(Fault fault) {
        try {
            clock.sleep(fault.at());
            scene.exchange().inject(fault.now());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the venue when the session is about to trade. */
    private final class Lookout implements Strategy {
        private final Strategy own;

        private Lookout(Strategy own) {
            this.own = own;
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            return own.onEvent(event, state);
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            if (event instanceof OrderEvent.Ready begins) {
                scene.look(begins);
                ready.countDown();
            }
            return own.onOrder(event, state);
        }

        @Override
        public void observe(MarketEvent event, MarketState state) {
            own.observe(event, state);
        }

        @Override
        public List<WarmUp> warmUp() {
            return own.warmUp();
        }
    }
}
