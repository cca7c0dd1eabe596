package trysail.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import trysail.fault.Fault;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What is shown: each scene has a venue of its own here, which is the witness, and a session in a child process. */
final class Scenes {
    /** For all of them together: many times what they take on a machine with nothing else to do. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int AT_WORK = 4;
    /** Orders that rest where they are: every cancel is the stop's. */
    private static final String RESTING = "quoter,spread=40,requote=500,age=3600";
    /** Tried one after the other until one is long enough for an order, whatever the machine. */
    private static final List<String> LIVES = List.of("2s", "10s", "60s");
    /** The market's and the account's. */
    private static final int STREAMS = 2;

    /** How long the venue may take to see that a dead process has hung up. */
    private static final Duration GONE = Duration.ofSeconds(10);

    private static final SessionClock CLOCK = SessionClock.SYSTEM;

    private final Path directory;
    private final SessionContext context;
    private final Stalls stalls;
    private final Deadline deadline = CLOCK.deadline(PATIENCE);

    Scenes(Path directory, SessionContext context, Stalls stalls) {
        this.directory = directory;
        this.context = context;
        this.stalls = stalls;
    }

    /** A scene: what was seen, by name. */
    interface Scene {
        Map<String, Seen> show() throws Exception;
    }

    /** In the order in which they are shown; the longest first. */
    Map<String, Scene> all() {
        var all = new LinkedHashMap<String, Scene>();
        all.put(Points.STUCK, () -> Map.of(Points.STUCK, stopped(true, Fault.parse("latency:30s"), "TERM", 1)));
        all.put(Points.LIVES_ON, () -> Map.of(Points.LIVES_ON, twoInOneProcess()));
        all.put(Points.END, this::twoProcesses);
        all.put(Points.MUTE, () -> Map.of(Points.MUTE, stopped(true, Fault.parse("mute"), "INT", 1)));
        all.put(Points.FIVE, () -> Map.of(Points.FIVE, stopped(false, Fault.parse("mute"), "TERM", 5)));
        all.put(Points.INTERRUPT, () -> Map.of(Points.INTERRUPT, stopped(false, Fault.parse("mute"), "INT", 1)));
        all.put(Points.FAILURE, () -> Map.of(Points.FAILURE, failure()));
        return all;
    }

    /** A venue in this process and its record. One at a time: the first one wakes up the logging of its libraries. */
    private synchronized SimulatedExchange venue() throws IOException, InterruptedException {
        var exchange = SimulatedExchange.open(
                context, SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
        exchange.testAccount();
        return exchange;
    }

    private static List<String> start(SimulatedExchange venue, String duration, String... more) {
        var words = new ArrayList<>(List.of(
                "start",
                "paper",
                duration,
                "--json",
                "--rest-url",
                venue.restUri().toString(),
                "--ws-url",
                venue.wsUri().toString()));
        words.addAll(List.of(more));
        return words;
    }

    private Path scratch(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** A session at work, a fault if there is one, and so many signals at the same moment. */
    private Seen stopped(boolean faulty, Fault fault, String signal, int times) throws Exception {
        try (var venue = venue();
                var child = ChildJvm.start(
                        scratch(fault + signal + times + faulty),
                        Map.of(),
                        start(venue, "60s", "--strategy", RESTING))) {
            awaitWork(venue, child);
            if (faulty) {
                venue.inject(fault);
            }
            var from = CLOCK.nanos();
            atOnce(child, signal, times);
            return seen(child, venue, from, List.of());
        }
    }

    /** From so many threads, let go together. */
    private void atOnce(ChildJvm child, String signal, int times) throws InterruptedException {
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < times; i++) {
            threads.add(context.startPlatform("signal-" + i, () -> {
                try {
                    go.await();
                    child.signal(signal);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        go.countDown();
        for (var thread : threads) {
            CLOCK.join(thread, deadline);
        }
    }

    /** The venue revokes the keys while the session runs, and cuts the streams: the account's task cannot come back. */
    private Seen failure() throws Exception {
        try (var venue = venue();
                var child = ChildJvm.start(
                        scratch("failure"), Map.of(), start(venue, "60s", "--strategy", "crossover,fast=5,slow=20"))) {
            atWork(venue.record().await(r -> r.openConnections() >= STREAMS || !child.alive(), deadline), child);
            venue.closeAccount(SimulatedExchange.testKeys());
            venue.inject(Fault.parse("drop"));
            return seen(child, venue, CLOCK.nanos(), List.of());
        }
    }

    /** One to its end and, as soon as it is gone, another. */
    private Map<String, Seen> twoProcesses() throws Exception {
        for (var life : LIVES) {
            var both = twoProcesses(life);
            if (life.equals(LIVES.getLast())
                    || both.values().stream().noneMatch(s -> s.venue().orders().isEmpty())) {
                return both;
            }
        }
        throw new AssertionError(LIVES);
    }

    private Map<String, Seen> twoProcesses(String life) throws Exception {
        var scratch = scratch("end-" + life);
        try (var venue = venue()) {
            Seen first;
            try (var child = ChildJvm.start(scratch, Map.of(), start(venue, life))) {
                first = seen(child, venue, CLOCK.nanos(), List.of());
            }
            try (var child = ChildJvm.start(scratch, Map.of(), start(venue, life))) {
                var second = seen(child, venue, CLOCK.nanos(), List.of());
                return Map.of(Points.END, first, Points.AGAIN, second.after(first));
            }
        }
    }

    /** Two sessions, one after the other, in a process that lives on and is looked at from outside. */
    private Seen twoInOneProcess() throws Exception {
        try (var venue = venue();
                var child = ChildJvm.start(scratch("lives-on"), Map.of(), List.of())) {
            var outside = new Outside(child.pid());
            var looks = new ArrayList<Seen.Look>();
            var from = CLOCK.nanos();
            for (var session : List.of("paper-1", "paper-2")) {
                var where = new Outside.Where(
                        venue.restUri().getPort(), venue.wsUri().getPort(), child.journal(), session);
                child.type(String.join(" ", start(venue, "60s")));
                awaitWork(venue, child);
                if (looks.isEmpty()) {
                    looks.add(
                            with(outside.look("running", where), venue.record().requestsEver(), 0));
                }
                from = CLOCK.nanos();
                child.type("stop --json");
                var count = session.equals("paper-1") ? 1 : 2;
                if (!child.awaitOut(out -> Json.receipts(out).size() == count, deadline) && child.alive()) {
                    throw new IllegalStateException(
                            session + " gave no receipt in " + PATIENCE.toMinutes() + " minutes");
                }
                var over = CLOCK.nanos();
                var requests = venue.record().requestsEver();
                var look = outside.look("stopped", where);
                looks.add(with(
                        look,
                        venue.record().requestsEver() - requests,
                        venue.record().ordersReceivedAfter(over).size()));
            }
            child.type("exit");
            return seen(child, venue, from, looks);
        }
    }

    private static Seen.Look with(Seen.Look look, long requests, long orders) {
        return new Seen.Look(look.when(), look.rest(), look.streams(), look.files(), look.tasks(), requests, orders);
    }

    private void awaitWork(SimulatedExchange venue, ChildJvm child) throws InterruptedException {
        atWork(venue.record().await(r -> r.workingOrders().size() >= AT_WORK || !child.alive(), deadline), child);
    }

    private static void atWork(boolean working, ChildJvm child) {
        if (!working || !child.alive()) {
            throw new IllegalStateException("the session did not get to work: "
                    + (child.err() + child.out()).lines().findFirst().orElse("it said nothing"));
        }
    }

    private Seen seen(ChildJvm child, SimulatedExchange venue, long from, List<Seen.Look> looks)
            throws InterruptedException {
        var code = child.awaitExit(deadline);
        var over = CLOCK.nanos();
        var record = venue.record();
        record.awaitOpenConnections(0, CLOCK.deadline(GONE));
        var orders = record.orders().stream()
                .map(o -> new Seen.OrderThere(
                        o.clientId(), o.state().map(Enum::name).orElse("ON ITS WAY"), o.working()))
                .toList();
        var deletes = record.requests().stream()
                .filter(r -> r.nanos() - from > 0)
                .filter(r -> r.method().equals("DELETE") && r.path().endsWith("/order"))
                .count();
        return new Seen(
                code,
                Json.receipts(child.out()),
                child.err(),
                Duration.ofNanos(over - from),
                stalls.during(from, over),
                new Seen.AtVenue(orders, deletes, record.connectionsEver(), record.openConnections()),
                looks);
    }
}
