package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.Session;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;

/** A drained account and a process that was killed: the venue, in another process than the dead one, is witness. */
class DrainTest {
    @TempDir
    private Path directory;

    private SimulatedExchange exchange;
    private VenueRecord record;

    @BeforeEach
    void openVenue() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
        record = exchange.record();
        exchange.testAccount();
    }

    @AfterEach
    void closeVenue() throws Exception {
        exchange.close();
    }

    @Test
    void drainSurvivesKillNineAndResumeEndsIt() throws Exception { // A5
        try (var child = Child.start(directory)) {
            child.type("start paper 60s --rest-url %s --ws-url %s".formatted(exchange.restUri(), exchange.wsUri()));
            assertThat(record.await(r -> r.workingOrders().size() >= 5, soon())).isTrue();
            child.type("drain");
            child.awaitOut(text -> text.contains("paper-1: draining"));
            child.kill();
        }
        assertThat(record.awaitOpenConnections(0, soon())).isTrue();
        var sent = record.ordersEver();

        var sessions = new Sessions();
        var second = start(sessions);
        heed(second, 200);

        assertThat(second.held()).containsExactly("draining");
        assertThat(second.recovered()).contains("draining since", "paper-1 was told", "resume", "recovered paper-1");
        assertThat(record.orders().stream().skip(sent)).allMatch(VenueRecord.OrderSeen::reduceOnly);
        assertThat(second.resume()).containsExactly("draining");
        assertThat(record.await(r -> r.ordersEver() > sent, soon())).isTrue();
        assertThat(second.stop().exitCode()).isZero();

        var third = start(sessions);
        heed(third, 1);
        assertThat(third.held()).isEmpty();
        assertThat(third.stop().exitCode()).isZero();
    }

    private Session start(Sessions sessions) {
        return sessions.start(
                Trysail.paper("60s").at(exchange.restUri(), exchange.wsUri()).journal(directory.resolve("journal")));
    }

    /** Waits until the session has seen so much of the market. */
    private static void heed(Session session, int frames) throws InterruptedException {
        var deadline = soon();
        while (session.snapshot().frames() < frames) {
            assertThat(deadline.expired()).isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }
}
