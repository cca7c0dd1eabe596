package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.strategy.MarketState;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;

/** Receipts where the machine itself gives nothing: no carrier, no memory, no end of its hooks. Each in a JVM of its own. */
class LastResortTest {
    /** A stop of five seconds, and the 250 ms after. */
    private static final Duration PROMISED = Duration.ofMillis(5_250);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    private Path directory;

    /** Four sessions, one carrier, and a strategy that does not give it back. */
    static final class Starved {
        private static volatile boolean spinning;

        public static void main(String[] words) {
            var sessions = new ArrayList<Session>();
            for (var i = 0; i < 4; i++) {
                var spins = i == 0;
                var seen = new int[1];
                Strategy strategy = (event, state) -> {
                    if (spins && ++seen[0] == 20) {
                        spinning = true;
                        while (true) {
                            Thread.onSpinWait();
                        }
                    }
                    return List.of();
                };
                sessions.add(Trysail.start(Trysail.paper().strategy(strategy).journal(Path.of(words[0]))));
            }
            while (!spinning) {
                Thread.onSpinWait();
            }
            sessions.forEach(s -> s.stop(new StopReason.StopRequested("test")));
            sessions.forEach(s -> tell(receipt(s)));
            Runtime.getRuntime().halt(0);
        }
    }

    /** A strategy that keeps all it sees, in itself and in a static field, until memory is out. */
    static final class Hoarder implements Strategy {
        private static final List<Object> STATIC = new ArrayList<>();

        private final List<Object> all;
        private final Strategy quoter = Strategies.named("quoter");

        private Hoarder(boolean inStatics) {
            all = inStatics ? STATIC : new ArrayList<>();
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            all.add(new byte[200_000]);
            all.add(new byte[2_000]);
            all.add(new byte[20]);
            return quoter.onEvent(event, state);
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            return quoter.onOrder(event, state);
        }

        public static void main(String[] words) {
            var strategy = new Hoarder(words[1].equals("statics"));
            var session = Trysail.start(Trysail.paper().strategy(strategy).journal(Path.of(words[0])));
            strategy = null;
            tell(receipt(session));
            Runtime.getRuntime().halt(0);
        }
    }

    /** The command line, with a shutdown hook of somebody's that does not end. */
    static final class Held {
        public static void main(String[] words) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (true) {
                    LockSupport.park();
                }
            }));
            Trysail.main(words);
        }
    }

    /** A strategy that opens a thread, a socket and a file of its own. */
    static final class Leaver {
        private static final List<AutoCloseable> OPEN = new ArrayList<>();

        private static List<Intent> open() {
            if (OPEN.isEmpty()) {
                Thread.ofPlatform().daemon().name("a strategy's own").start(LockSupport::park);
                try {
                    OPEN.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                    OPEN.add(Files.newInputStream(Path.of("/etc/passwd")));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return List.of();
        }

        public static void main(String[] words) {
            Strategy strategy = words[1].equals("opens") ? (event, state) -> open() : (event, state) -> List.of();
            for (var i = 0; i < 2; i++) { // the second time all of it was there before
                tell(receipt(
                        Trysail.start(Trysail.paper("300ms").strategy(strategy).journal(Path.of(words[0])))));
            }
            Runtime.getRuntime().halt(0);
        }
    }

    private static Receipt receipt(Session session) {
        var until = SessionClock.SYSTEM.deadline(Duration.ofSeconds(40));
        while (!until.expired()) {
            try {
                var receipt = session.awaitReceipt(until);
                if (receipt.isPresent()) {
                    return receipt.get();
                }
            } catch (OutOfMemoryError | InterruptedException e) {
                continue;
            }
        }
        System.out.println("no receipt of " + session.name());
        Runtime.getRuntime().halt(9);
        throw new IllegalStateException();
    }

    private static void tell(Receipt receipt) {
        System.out.println(receipt.toJson());
    }

    private List<Receipts> run(Class<?> main, List<String> flags, String... words) throws Exception {
        var out = directory.resolve("out");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.http.retryPost=false",
                "-Dhttp.keepAlive=false",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment()
                .put("TRYSAIL_JOURNAL", directory.resolve("journal").toString());
        var child = builder.start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            child.destroyForcibly();
        }
        var text = Files.readString(out);
        assertThat(text).isNotEmpty().doesNotContain("no receipt");
        return text.lines().map(Receipts::of).flatMap(Optional::stream).toList();
    }

    /** What a printed receipt says of its stop. */
    private record Receipts(int code, Duration took, String left) {
        private static Optional<Receipts> of(String line) {
            var json = trysail.receipt.ReceiptJson.read(line);
            return json.has("exit_code")
                    ? Optional.of(new Receipts(
                            json.path("exit_code").asInt(),
                            Duration.ofMillis(json.path("stop_ms").asLong()),
                            json.path("left").toString()))
                    : Optional.empty();
        }
    }

    /** The machine's own stalls meanwhile are not the stop's. */
    private void inTime(Receipts receipt, Instant from) {
        assertThat(receipt.took()).isLessThan(PROMISED.plus(stalls.during(from, Instant.now())));
    }

    @Test
    void sessionsWhoseOnlyCarrierIsTakenHaveTheirReceiptsInTime() throws Exception {
        var from = Instant.now();
        var flags = List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");

        var receipts = run(Starved.class, flags, directory.resolve("journal").toString());

        assertThat(receipts).hasSize(4);
        for (var receipt : receipts) {
            assertThat(receipt.code()).isEqualTo(3);
            inTime(receipt, from);
        }
    }

    @Test
    void aStrategyThatHoardsUntilMemoryIsOutHasItsReceiptInTime() throws Exception {
        hoarding("itself");
    }

    @Test
    void aStrategyThatHoardsWhereNobodyCanLetGoOfItHasItsReceiptInTime() throws Exception {
        hoarding("statics");
    }

    private void hoarding(String where) throws Exception {
        var from = Instant.now();

        var receipts = run(
                Hoarder.class, List.of("-Xmx128m"), directory.resolve("journal").toString(), where);

        assertThat(receipts).singleElement().satisfies(r -> {
            assertThat(r.code()).isIn(1, 3);
            inTime(r, from);
        });
    }

    @Test
    void whatAStrategyOpenedAndLeftIsNamedOnce() throws Exception {
        var receipts = run(Leaver.class, List.of(), directory.resolve("journal").toString(), "opens");

        assertThat(receipts).hasSize(2);
        assertThat(receipts.getFirst().code()).isEqualTo(3);
        assertThat(receipts.getFirst().left())
                .contains("\"threads\":1", "\"sockets\":1", "\"files\":1")
                .contains("a strategy's own", "listening", "/etc/passwd");
        assertThat(receipts.getLast().code()).as(receipts.getLast().left()).isZero();
    }

    @Test
    void aStrategyThatOpensNothingLeavesNothingInAFreshProcess() throws Exception {
        var receipts = run(Leaver.class, List.of(), directory.resolve("journal").toString(), "opens nothing");

        assertThat(receipts)
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.code()).as(r.left()).isZero());
    }

    @Test
    void aShutdownHookThatDoesNotEndHoldsTheProcessForTwoSecondsAndNoLonger() throws Exception {
        var from = System.nanoTime();

        var receipts = run(Held.class, List.of(), "start", "paper", "1s", "--json");

        assertThat(receipts).singleElement().satisfies(r -> assertThat(r.code()).isZero());
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(PATIENCE.plus(PATIENCE));
    }
}
