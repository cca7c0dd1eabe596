package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import trysail.journal.MemoryStore;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.schedule.Scheduler;
import trysail.schedule.Simulation;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.session.Surroundings;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.words.BadInput;
import trysail.words.NotNow;

/**
 * A registry of sessions against its model, a list: several threads start, stop, kill, arm and await sessions in any
 * order, under any schedule; names are unique, what has ended stays ended, and in the end nothing is left.
 */
class RegistryProperties {
    /** What somebody does to one of the sessions there are, the oldest being 0. */
    record Step(Verb verb, int which, int pause) {}

    enum Verb {
        START,
        STOP,
        AWAIT,
        KILL,
        ARM,
        PAUSE,
        RESUME,
        LOOK,
        STOP_ALL
    }

    private static final int MOST = 4;

    @Property(tries = 20)
    void anyOrderOfWordsFromAnyThreadKeepsTheRegistryInOrder(
            @ForAll("programs") List<List<Step>> threads, @ForAll("schedules") long schedule) {
        var simulation = new Simulation(Scheduler.random(schedule));
        simulation.run(() -> live(threads, simulation.clock())).orThrow();
    }

    @Provide
    Arbitrary<Long> schedules() {
        return Arbitraries.longs().between(0, 1_000_000);
    }

    @Provide
    Arbitrary<List<List<Step>>> programs() {
        var verbs = Arbitraries.frequency(
                Tuple.of(3, Verb.START),
                Tuple.of(2, Verb.STOP),
                Tuple.of(1, Verb.AWAIT),
                Tuple.of(1, Verb.KILL),
                Tuple.of(1, Verb.ARM),
                Tuple.of(1, Verb.PAUSE),
                Tuple.of(1, Verb.RESUME),
                Tuple.of(1, Verb.LOOK),
                Tuple.of(1, Verb.STOP_ALL));
        var steps = Combinators.combine(
                        verbs,
                        Arbitraries.integers().between(0, MOST),
                        Arbitraries.integers().between(0, 60))
                .as(Step::new);
        return steps.list().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(3);
    }

    private static final class World {
        private final List<Session> started = new CopyOnWriteArrayList<>();
        private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
        private final SessionClock clock;
        private final Sessions sessions;

        private World(SessionClock clock, Sessions sessions) {
            this.clock = clock;
            this.sessions = sessions;
        }
    }

    private static void live(List<List<Step>> threads, SessionClock clock) throws InterruptedException {
        var wires = new CopyOnWriteArrayList<SimulatedWire>();
        var store = new MemoryStore("storm");
        var world = new World(clock, new Sessions(Surroundings.inMemory(clock, store, host -> {
            var wire = new SimulatedWire(clock, host, Weather.CALM);
            wires.add(wire);
            return wire;
        })));
        try {
            var context = new SessionContext("people", clock, new Ledger(clock));
            var failures = new CopyOnWriteArrayList<Throwable>();
            var people = new ArrayList<Thread>();
            for (var program : threads) {
                people.add(context.startVirtual("person", () -> {
                    try {
                        for (var step : program) {
                            clock.sleep(Duration.ofMillis(step.pause()));
                            act(step, world);
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }));
            }
            for (var person : people) {
                person.join();
            }
            world.sessions.stopAll(new StopReason.StopRequested("the end"));
            assertThat(failures).isEmpty();
            atTheEnd(world, store, wires);
        } finally {
            wires.forEach(SimulatedWire::close);
        }
    }

    private static void act(Step step, World world) throws InterruptedException {
        if (step.verb() == Verb.START) {
            if (world.started.size() < MOST) {
                world.started.add(world.sessions.start(SessionSpec.paper()
                        .symbols(List.of("BTC-USDT"))
                        .journal(Path.of("memory"))
                        .lasting(Duration.ofMillis(400))));
            }
            return;
        }
        if (world.started.isEmpty()) {
            return;
        }
        var session = world.started.get(step.which() % world.started.size());
        var ended = session.receipt();
        switch (step.verb()) {
            case STOP -> world.receipts.add(session.stop());
            case AWAIT -> world.receipts.add(session.await());
            case KILL -> refusable(session::kill);
            case ARM -> refusable(session::arm);
            case PAUSE -> refusable(session::pause);
            case RESUME -> refusable(session::resume);
            case STOP_ALL -> world.sessions.stopAll(new StopReason.StopRequested("all"));
            default -> {
                var unused = List.of(session.snapshot(), session.why(), session.orders(), session.positions());
            }
        }
        ended.ifPresent(r -> assertThat(session.receipt()).containsSame(r));
    }

    private interface Act {
        Object act() throws InterruptedException;
    }

    /** What has stopped, or is stopping, says so in words. */
    private static void refusable(Act act) throws InterruptedException {
        try {
            act.act();
        } catch (BadInput | NotNow refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static void atTheEnd(World world, MemoryStore store, List<SimulatedWire> wires)
            throws InterruptedException {
        assertThat(world.sessions.running()).isEmpty();
        assertThat(world.sessions.embedded()).isEmpty();
        var names = new HashSet<String>();
        for (var session : world.started) {
            assertThat(names.add(session.name())).as(session.name()).isTrue();
            assertThat(session.state()).isInstanceOf(SessionState.Stopped.class);
            assertThat(session.receipt().orElseThrow().left().isEmpty()).isTrue();
            assertThat(session.receipt().orElseThrow().exitCode()).isZero();
        }
        assertThat(names).containsAll(store.sessions()); // one stopped at once has no journal yet
        var told = world.sessions.history(Path.of("memory"), MOST + 1);
        assertThat(told).extracting(Sessions.Past::session).containsExactlyInAnyOrderElementsOf(names);
        assertThat(told).allMatch(past -> past.receipt().isPresent());
        assertThat(wires).allMatch(w -> w.open() == 0);
        for (var receipt : world.receipts) {
            assertThat(world.started.stream().flatMap(s -> s.receipt().stream()))
                    .anyMatch(r -> r == receipt);
        }
    }
}
