package trysail.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import trysail.scope.SessionContext;
import trysail.session.SessionSpec;
import trysail.session.SessionState;
import trysail.session.Sessions;
import trysail.simulator.FeedSpec;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.Speed;

/**
 * What {@code scripts/soak} runs (E1): session after session in one process, each started, running, stopped; every so many
 * of them the process's threads, descriptors and heap after GC, which must not rise. Exit 1 when they do.
 */
public final class Soak {
    private static final int WARM_UP = 200;
    private static final int LINES = 20;
    private static final long MORE_HEAP = 16L << 20;

    private Soak() {}

    private record Held(int threads, long descriptors, long heap) {
        private static Held now() throws IOException {
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            memory.gc();
            try (var fds = Files.list(Path.of("/proc/self/fd"))) {
                return new Held(
                        Thread.getAllStackTraces().size(),
                        fds.count(),
                        memory.getHeapMemoryUsage().getUsed());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        var cycles = Integer.parseInt(args[0]);
        var journals = Files.createTempDirectory("trysail-soak");
        try {
            var bad = run(WARM_UP, journals, false);
            var first =
                    Held.now(); // with the exchange closed: its record of what it saw, the witness, grows up to a cap
            bad += run(cycles, journals, true);
            var last = Held.now();
            print("before", first);
            print("after", last);
            var held = last.threads() <= first.threads()
                    && last.descriptors() <= first.descriptors()
                    && last.heap() - first.heap() < MORE_HEAP;
            System.out.printf(
                    Locale.ROOT,
                    "%,d sessions: %d not clean, threads, descriptors and heap %s%n",
                    cycles,
                    bad,
                    held ? "are where they were" : "ROSE");
            System.exit(bad == 0 && held ? 0 : 1);
        } finally {
            try (var files = Files.walk(journals)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** So many sessions on an exchange of their own; returns how many did not end clean. */
    private static int run(int cycles, Path journals, boolean told) throws Exception {
        var bad = 0;
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of()))) {
            for (var i = 1; i <= cycles; i++) {
                bad += cycle(exchange, journals);
                if (told && i % Math.max(1, cycles / LINES) == 0) {
                    print(String.format(Locale.ROOT, "%,d", i), Held.now());
                }
            }
        }
        return bad;
    }

    private static int cycle(SimulatedExchange exchange, Path journals) throws Exception {
        var account = exchange.openAccount(new java.math.BigDecimal(10_000));
        var keys = trysail.exchange.Credentials.of(account.key(), account.secret());
        var session = Sessions.shared()
                .start(SessionSpec.paper()
                        .at(exchange.restUri(), exchange.wsUri())
                        .credentials(keys)
                        .journal(journals));
        while (session.state() instanceof SessionState.Opening) {
            Thread.sleep(1);
        }
        session.close();
        exchange.closeAccount(account);
        return session.receipt().orElseThrow().exitCode() == 0 ? 0 : 1;
    }

    private static void print(String when, Held held) {
        System.out.printf(
                Locale.ROOT,
                "%8s  %3d threads  %4d descriptors  %6.1f MB heap after GC%n",
                when,
                held.threads(),
                held.descriptors(),
                held.heap() / 1048576.0);
    }
}
