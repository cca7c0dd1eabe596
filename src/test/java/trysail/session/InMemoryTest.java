package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.MemoryStore;
import trysail.look.SessionState;
import trysail.model.Position;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.wire.Wires;

/** Whole sessions without a socket, a port or a file: what storms run, here on the system's clock. */
@Timeout(180)
class InMemoryTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final SessionClock CLOCK = SessionClock.SYSTEM;
    private static final Weather ROUGH =
            new Weather(Duration.ofMillis(2), Duration.ofMillis(4), Duration.ZERO, 900, -1, 11);

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final MemoryStore store = new MemoryStore("storm");
    private final List<SimulatedWire> wires = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private SimulatedWire wire(String host, Weather weather) {
        var wire = new SimulatedWire(CLOCK, host + "-of-test-" + TESTS.incrementAndGet(), weather);
        wires.add(wire);
        return wire;
    }

    private Sessions sessions(Weather weather) {
        return new Sessions(Surroundings.inMemory(CLOCK, store, host -> wire(host, weather)));
    }

    private SessionSpec spec(Strategy strategy) {
        return SessionSpec.paper().strategy(strategy).journal(directory);
    }

    /** What the only exchange there was has seen. */
    private VenueRecord record() {
        return SimulatedExchange.on(wires.getFirst()).orElseThrow().record();
    }

    /** Positions as the session's own journal amounts to them, and as the venue holds them. */
    private void journalAndVenueAgree(String session, VenueRecord record) throws Exception {
        var state = new JournalState();
        var context = SessionContext.standalone("reader");
        JournalReader.entries(context, store, session, CLOCK.deadline(Duration.ofSeconds(60)))
                .forEach(state::apply);
        var accounts =
                record.orders().stream().map(VenueRecord.OrderSeen::account).distinct();
        assertThat(sizes(state.positions().values().stream()))
                .isEqualTo(sizes(accounts.flatMap(a -> record.positions(a).stream())));
    }

    private static Map<String, BigDecimal> sizes(java.util.stream.Stream<Position> positions) {
        return positions
                .filter(p -> !p.isFlat())
                .collect(Collectors.toMap(
                        Position::symbol, p -> p.size().stripTrailingZeros(), BigDecimal::add, TreeMap::new));
    }

    private void nothingIsLeft() throws IOException {
        assertThat(wires).allSatisfy(w -> assertThat(w.open()).isZero());
        assertThat(store.locks())
                .as("%s", store.sessions().stream().map(store::lines).toList())
                .isZero();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void wholeSessionOpensNoSocketNoPortAndNoFileAndNoHiddenThread() throws Exception {
        var before = sockets();
        var opened = new TreeSet<String>();
        var platform = new TreeSet<String>();
        var session =
                sessions(Weather.CALM).start(spec(new SessionScene.BuysOnce()).lasting(Duration.ofSeconds(2)));
        while (session.receipt().isEmpty()) {
            opened.addAll(sockets());
            Thread.getAllStackTraces().keySet().forEach(t -> platform.add(t.getName()));
            CLOCK.sleep(Duration.ofMillis(5));
        }
        var receipt = session.await();

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.left()).isEqualTo(Receipt.Left.NOTHING);
        assertThat(receipt.fills()).isPositive();
        assertThat(receipt.marketEvents()).isPositive();
        opened.removeAll(before);
        assertThat(opened).isEmpty();
        assertThat(platform.stream().filter(n -> n.startsWith("simulator-"))).isEmpty();
        assertThat(platform.stream().filter(n -> n.startsWith(session.name() + "/")))
                .as("of the scope alone: each a scheduled thread in a storm")
                .isSubsetOf(
                        session.name() + "/supervisor",
                        session.name() + "/open-log",
                        session.name() + "/open-journal",
                        session.name() + "/open-venue");
        journalAndVenueAgree(session.name(), record());
        assertThat(record().workingOrders()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void receiptHasTheShapeOfOneFromSocketsAndFiles() throws Exception {
        var ashore = new Sessions().start(spec(Strategies.named("quoter")).journal(directory.resolve("real")));
        until(() -> !ashore.orders().isEmpty());
        var real = stopped(ashore);
        var session = sessions(Weather.CALM).start(spec(Strategies.named("quoter")));
        until(() -> !session.orders().isEmpty());
        var inMemory = stopped(session);

        var json = new ObjectMapper();
        assertThat(names(json.readTree(inMemory.toJson()).fieldNames()))
                .isEqualTo(names(json.readTree(real.toJson()).fieldNames()));
        assertThat(inMemory.rungs().stream().map(s -> s.rung()))
                .isEqualTo(real.rungs().stream().map(s -> s.rung()).toList());
        assertThat(inMemory.opened().keySet()).isEqualTo(real.opened().keySet());
    }

    private static Set<String> names(java.util.Iterator<String> fields) {
        var all = new TreeSet<String>();
        fields.forEachRemaining(all::add);
        return all;
    }

    @Test
    void roughWeatherIsNotNoticedByTheSession() throws Exception {
        var session = sessions(ROUGH).start(spec(Strategies.named("quoter")));
        until(() -> session.state() instanceof SessionState.Running);
        until(() -> record().ordersEver() > 5);
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(record().connectionsEver()).isEqualTo(2);
        assertThat(record().workingOrders()).isEmpty();
        journalAndVenueAgree(session.name(), record());
        nothingIsLeft();
    }

    @Test
    void scriptedAndWireFaultsTogetherEndInPort() throws Exception { // C1, D6, D9
        var session = sessions(ROUGH).start(spec(Strategies.named("quoter")));
        until(() -> session.state() instanceof SessionState.Running);
        until(() -> record().ordersEver() > 1);
        session.inject(Fault.parse("lose-reply@0s"));
        session.inject(Fault.parse("gap@0s"));
        var orders = record().ordersEver();
        until(() -> record().ordersEver() > orders + 2);
        wires.getFirst().cut();
        until(() -> record().connectionsEver() >= 4);
        session.inject(Fault.parse("http429@0s"));
        var receipt = stopped(session);
        assertThat(receipt.left().threads()).isEmpty();
        assertThat(receipt.left().sockets()).isEmpty();
        assertThat(receipt.orders()).isNotNull();
        assertThat(Wires.size()).isZero();
        assertThat(wires.getFirst().open()).isZero();
    }

    @Test
    void halfOpenNetworkHoldsNoStopAndTheNextSessionFinishes() throws Exception { // A6, C5
        var context = SessionContext.standalone("venue");
        var network = wire("outlives", Weather.CALM);
        var config = SimulatedExchange.Config.session(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of("BTC-USDT"));
        try (var exchange = SimulatedExchange.open(context, config, network)) {
            var keys = exchange.openAccount(new BigDecimal(100_000));
            var rests = new SessionScene.Rests(2);
            var at = spec(rests)
                    .at(exchange.restUri(), exchange.wsUri())
                    .credentials(Credentials.of(keys.key(), keys.secret()));
            var first = sessions(Weather.CALM).start(at.stopWithin(Duration.ofSeconds(2)));
            until(() -> exchange.record().workingOrders().size() == 2);
            until(() -> first.orders().stream()
                    .allMatch(o -> o.venueId().filter(v -> !v.isEmpty()).isPresent()));

            network.freeze(true);
            var receipt = stopped(first);
            stalls.assertStop(receipt, Duration.ofMillis(2_200));
            assertThat(receipt.left().threads()).as(receipt.toText()).isEmpty();
            assertThat(receipt.left().orders()).as(receipt.toText()).hasSize(2);
            assertThat(exchange.record().workingOrders()).hasSize(2);

            network.freeze(false);
            var second = sessions(Weather.CALM).start(at.strategy(new SessionScene.Rests(0)));
            until(() -> second.state() instanceof SessionState.Running);
            assertThat(exchange.record().workingOrders()).as(second.recovered()).isEmpty();
            assertThat(stopped(second).exitCode()).isZero();
            journalAndVenueAgree(second.name(), exchange.record());
        }
        nothingIsLeft();
    }

    @Test
    void manySessionsOneAfterTheOtherLeaveNothing() throws Exception {
        var registry = sessions(ROUGH);
        var threads = Thread.getAllStackTraces().size();
        for (var i = 0; i < 12; i++) {
            var session = registry.start(spec(new SessionScene.Rests(2)).seed(i));
            var stopAtOnce = i % 3 == 0;
            if (!stopAtOnce) {
                until(() -> session.state() instanceof SessionState.Running);
            }
            var receipt = stopped(session);
            assertThat(receipt.left()).as(receipt.toText()).isEqualTo(Receipt.Left.NOTHING);
            assertThat(receipt.exitCode()).isZero();
        }
        nothingIsLeft();
        assertThat(registry.running()).isEmpty();
        until(() -> Thread.getAllStackTraces().size() <= threads);
    }

    private static List<String> sockets() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                try {
                    var target = String.valueOf(Files.readSymbolicLink(file));
                    if (target.startsWith("socket:") || target.contains(".db") || target.endsWith(".log")) {
                        found.add(target);
                    }
                } catch (IOException closed) {
                    // it was the listing's own
                }
            }
        }
        return found;
    }
}
