package trysail.soak;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import trysail.exchange.Credentials;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/**
 * Session after session (E1), each on real sockets and a journal on the disk: most are stopped when they run, some at an
 * instant of their opening (E7), some by several threads at once (E2). The exchange is closed before each look: its own
 * record, the witness, grows up to a cap.
 */
final class Cycles {
    private static final int EARLIEST = 40;
    private static final long TINY = 200_000;
    private static final int STOPPERS = 4;

    private final Watch watch;
    private final Sessions sessions = new Sessions();

    Cycles(Watch watch) {
        this.watch = watch;
    }

    /** As many as the budget has, in so many rounds; returns how many there were. */
    long run(String name, Budget budget, int rounds) throws Exception {
        var journals = watch.begin(name);
        var done = 0L;
        for (var round = 1; round <= rounds; round++) {
            try (var exchange = open()) {
                while (budget.spent(done, watch.passed()) < (double) round / rounds) {
                    cycle(exchange, journals, done++);
                }
            }
            watch.look(done, true);
        }
        return done;
    }

    static SimulatedExchange open() throws Exception {
        return SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of()));
    }

    private void cycle(SimulatedExchange exchange, Path journals, long number) throws Exception {
        var account = exchange.openAccount(new BigDecimal(10_000));
        var session = sessions.start(SessionSpec.paper()
                .at(exchange.restUri(), exchange.wsUri())
                .credentials(Credentials.of(account.key(), account.secret()))
                .journal(journals));
        switch ((int) (number % 4)) {
            case 0 -> LockSupport.parkNanos(1_000_000L * (number / 4 % EARLIEST));
            case 1 -> {
                running(session);
                inARace(session);
            }
            default -> running(session);
        }
        session.stop(new StopReason.StopRequested("soak"));
        judge(session.await(), watch);
        exchange.closeAccount(account);
    }

    static void running(Session session) {
        while (session.state() instanceof SessionState.Opening) {
            LockSupport.parkNanos(TINY);
        }
    }

    private static void inARace(Session session) throws InterruptedException {
        var threads = new Thread[STOPPERS];
        for (var i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> session.stop(new StopReason.StopRequested("race")));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    static void judge(Receipt receipt, Watch watch) {
        watch.stopTook(receipt.stopTime().toNanos() / 1e6);
        if (receipt.exitCode() != 0 || !receipt.left().isEmpty()) {
            watch.trouble(receipt.toText().strip());
        }
    }
}
