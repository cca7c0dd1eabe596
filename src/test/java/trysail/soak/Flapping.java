package trysail.soak;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.look.WorkingOrder;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;

/** Sessions that trade at a venue which comes and goes (E6): one fault after another, over and over, then a calm moment and a stop. */
final class Flapping {
    /** One of each kind that a venue on sockets may show; what lasts is over soon. */
    static final List<String> FAULTS = List.of(
            "drop",
            "mute for 150ms",
            "gap",
            "lose-reply",
            "http429 for 100ms",
            "drop",
            "crossed",
            "http500:0.3 for 150ms",
            "latency:30ms±20 for 150ms",
            "cut",
            "garbage",
            "refuse for 150ms",
            "half-open for 150ms",
            "drop");

    private static final int TOGETHER = 2;
    private static final long GLANCE = 2_000_000;
    /** Far more than the longest pause before a connection is made again, on a busy machine too. */
    private static final long PATIENCE = 120_000_000_000L;
    /** A stop ends as soon as all is known: a busy machine may take its time, a stuck one is found nevertheless. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Watch watch;
    private final Sessions sessions = new Sessions();
    private final List<String> faults;

    Flapping(Watch watch, List<String> faults) {
        this.watch = watch;
        this.faults = faults;
    }

    /** Rounds until the budget is spent, and three of them at least; returns how many faults there were. */
    long run(String name, Budget budget, int looks) throws Exception {
        var journals = watch.begin(name);
        var done = 0L;
        var looked = 0;
        for (var round = 0; round < 3 || budget.spent(done, watch.passed()) < 1; round++) {
            done = round(journals, done);
            if (round < 3 || budget.spent(done, watch.passed()) * looks >= looked) {
                watch.look(done, true);
                looked++;
            }
        }
        return done;
    }

    private long round(Path journals, long before) throws Exception {
        var done = before;
        try (var exchange = Cycles.open()) {
            var trading = new ArrayList<Session>();
            for (var i = 0; i < TOGETHER; i++) {
                var account = exchange.openAccount(new BigDecimal(10_000));
                trading.add(sessions.start(SessionSpec.paper()
                        .at(exchange.restUri(), exchange.wsUri())
                        .credentials(Credentials.of(account.key(), account.secret()))
                        .stopWithin(STOP)
                        .journal(journals)));
            }
            trading.forEach(Cycles::running);
            for (var fault : faults) {
                inject(exchange, Fault.parse(fault));
                done++;
                awaitNews(trading);
            }
            watch.look(done, false);
            exchange.clearFaults();
            awaitNews(trading);
            awaitCertainty(trading);
            stop(trading);
        }
        return done;
    }

    /** Some faults are of the wire, which may not be there to have them: real sockets have their own. */
    private static void inject(SimulatedExchange exchange, Fault fault) {
        try {
            exchange.inject(fault);
        } catch (IllegalArgumentException ofTheWire) {
            // and nothing happens in its place: a cut more would only lengthen the pause before the next connection
        }
    }

    /** Each has heard of the market again: whatever was cut is connected. */
    private void awaitNews(List<Session> trading) {
        var end = System.nanoTime() + PATIENCE;
        for (var session : trading) {
            var frames = session.snapshot().frames();
            while (session.snapshot().frames() < frames + 20 && session.state() instanceof SessionState.Running) {
                if (System.nanoTime() - end > 0) {
                    watch.trouble(session + " heard nothing for two minutes: " + session.why());
                    return;
                }
                LockSupport.parkNanos(GLANCE);
            }
        }
    }

    /** An order sent into an error may still arrive, for six seconds: a stop before that rightly calls it unknown. */
    private void awaitCertainty(List<Session> trading) {
        var end = System.nanoTime() + PATIENCE;
        for (var session : trading) {
            while (session.orders().stream().anyMatch(o -> o.state() == WorkingOrder.State.UNRESOLVED)
                    && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(GLANCE);
            }
        }
    }

    private void stop(List<Session> trading) throws InterruptedException {
        for (var session : trading) {
            session.stop(new StopReason.StopRequested("soak"));
        }
        for (var session : trading) {
            Cycles.judge(session.await(), watch);
        }
    }
}
