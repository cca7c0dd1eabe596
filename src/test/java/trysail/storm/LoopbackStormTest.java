package trysail.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/**
 * The plans of storms, lived through on real sockets in real time and judged by the same judge. {@code -Dtrysail.storms=N}
 * lives through more of them, {@code -Dtrysail.storms.from} through others.
 */
class LoopbackStormTest { // A9, A17
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final int STORMS = Integer.getInteger("trysail.storms", 5);
    private static final long FROM = Long.getLong("trysail.storms.from", 1);
    private static final int LONGEST = 700;
    private static final Duration STOP = Duration.ofSeconds(5);
    /** What a rung at the end of such a stop is sure of, about: less does not cut it. */
    private static final Duration STALLED = Duration.ofMillis(100);

    private static final int ATTEMPTS = 8;
    /** The two clocks of a machine differ by less. */
    private static final Duration APART = Duration.ofMillis(2);

    private static final SessionClock CLOCK = SessionClock.SYSTEM;

    @TempDir
    private Path directory;

    @Test
    void thePlansOfStormsHoldOnRealSocketsToo() throws Exception {
        warmUp();
        for (var seed = FROM; seed < FROM + STORMS; seed++) {
            var plan = shortened(SessionPlan.draw(seed));
            for (var attempt = 1; !holds(plan, seed, attempt); attempt++) {
                System.out.println("seed " + seed + " again: the machine stalled while it stopped");
            }
        }
    }

    /** False when a promise was broken while the machine stalled: that proves nothing, and is tried again. */
    private boolean holds(SessionPlan plan, long seed, int attempt) throws Exception {
        var began = Instant.now();
        try {
            live(plan, seed, attempt);
            return true;
        } catch (Trial.Broken broken) {
            if (attempt == ATTEMPTS || stalls.during(began, Instant.now()).compareTo(STALLED) < 0) {
                throw new AssertionError("seed " + seed + ", " + plan + ": " + broken.getMessage(), broken);
            }
            return false;
        }
    }

    /** Classes are loaded for some time, in a session that lives on until that is done. */
    private void warmUp() throws Exception {
        var sessions = new Sessions();
        try (var session = sessions.start(SessionSpec.paper().journal(directory.resolve("warm-up")))) {
            var patience = CLOCK.deadline(Duration.ofSeconds(60));
            while (session.orders().isEmpty() && !patience.expired()) {
                CLOCK.sleep(Duration.ofMillis(5));
            }
        }
    }

    /**
     * A life short enough for a test, with its instants in proportion, and a stop long enough for a disk and a machine
     * that are real: the last rungs' share of it is small.
     */
    private static SessionPlan shortened(SessionPlan plan) {
        var ratio = Math.min(1, LONGEST / (double) plan.life().toMillis());
        return new SessionPlan(
                scaled(plan.life(), ratio),
                plan.weather(),
                plan.faults(),
                plan.stops(),
                scaled(plan.asked(), ratio),
                plan.aim(),
                plan.onStop(),
                plan.stopWithin().compareTo(STOP) < 0 ? STOP : plan.stopWithin());
    }

    /** With the time for which the machine stalled: no simulated one does. */
    private static SessionPlan later(SessionPlan plan, Duration by) {
        return new SessionPlan(
                plan.life(),
                plan.weather(),
                plan.faults(),
                plan.stops(),
                plan.asked(),
                plan.aim(),
                plan.onStop(),
                plan.stopWithin().plus(by));
    }

    private static Duration scaled(Duration time, double ratio) {
        return Duration.ofMillis((long) (time.toMillis() * ratio));
    }

    private void live(SessionPlan plan, long seed, int attempt) throws Exception {
        var journals = Files.createDirectories(directory.resolve("storm-" + seed + "-" + attempt));
        var context = SessionContext.standalone("venue");
        var config = SimulatedExchange.Config.session(new FeedSpec.Synthetic(1), Speed.parse("8"), List.of("BTC-USDT"));
        var sessions = new Sessions();
        try (var exchange = SimulatedExchange.open(context, config)) {
            var keys = exchange.openAccount(SessionSpec.paper().capital());
            SessionTrial.OTHERS.forEach(exchange::enterByHand);
            var session = sessions.start(SessionSpec.paper()
                    .at(exchange.restUri(), exchange.wsUri())
                    .credentials(Credentials.of(keys.key(), keys.secret()))
                    .symbols(List.of("BTC-USDT"))
                    .journal(journals)
                    .faults(plan.faults().stream().filter(f -> !atVenue(f)).toList())
                    .onStop(plan.onStop())
                    .stopWithin(plan.stopWithin())
                    .lasting(plan.life()));
            var threads = new ArrayList<Thread>();
            plan.faults().stream().filter(LoopbackStormTest::atVenue).forEach(exchange::inject);
            threads.add(context.startVirtual("asking", () -> ask(plan, session::stop)));
            var receipt = session.await();
            session.clearFaults(); // a strategy that is at it still comes back
            for (var thread : threads) {
                thread.interrupt();
                thread.join();
            }
            judge(plan, receipt, journals, exchange);
            assertThat(sessions.running()).isEmpty();
        }
    }

    /** The venue is elsewhere: what happens to a disk or a strategy is for the session. */
    private static boolean atVenue(Fault fault) {
        return fault.atVenue().isPresent();
    }

    private interface Stopping {
        boolean stop(StopReason reason);
    }

    private static void ask(SessionPlan plan, Stopping session) {
        try {
            CLOCK.sleep(plan.asked());
            for (var i = 0; i < plan.stops(); i++) {
                session.stop(new StopReason.StopRequested("the storm"));
                CLOCK.sleep(Duration.ofMillis(1));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(SessionPlan plan, Receipt receipt, Path journals, SimulatedExchange exchange)
            throws InterruptedException {
        var record = exchange.record();
        assertThat(record.awaitOpenConnections(0, CLOCK.deadline(Duration.ofSeconds(60))))
                .isTrue();
        var shut = receipt.stoppedAt().minus(receipt.stopTime()).plus(APART);
        var ago = Duration.between(shut, CLOCK.now());
        var stalled = stalls.during(receipt.stoppedAt().minus(receipt.stopTime()), receipt.stoppedAt());
        new Judge(
                        later(plan, stalled),
                        receipt,
                        entries(journals, receipt.session()),
                        Optional.of(record),
                        List.of(),
                        CLOCK.nanos() - ago.toNanos(),
                        SessionTrial.OTHERS,
                        false)
                .judge();
    }

    private static List<Entry.Stamped> entries(Path journals, String session) throws InterruptedException {
        return Files.exists(journals.resolve(session + ".db"))
                ? JournalReader.entries(
                        SessionContext.standalone("reader"), journals, session, CLOCK.deadline(Duration.ofSeconds(60)))
                : List.of();
    }
}
