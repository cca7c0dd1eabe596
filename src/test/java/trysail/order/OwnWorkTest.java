package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.journal.DeadSessions;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.model.OrderEvent;
import trysail.order.FakeVenue.Fault;
import trysail.scope.SessionClock;

/** What a stop and a recovery say of their own work, and of nobody else's. */
@Timeout(180)
class OwnWorkTest {
    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    private Ring holding() throws InterruptedException {
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5);
        ring.say(venue.fill(ring.placeAndWait(), "1"));
        ring.await(OrderEvent.Ended.class);
        ring.halt();
        return ring;
    }

    @Test
    void anOrderThatFlattensIsNotOneThatFilledBeforeItsCancel() throws Exception { // A4
        var ring = holding();
        var settled = ring.orders.settle(OnStop.FLATTEN, Ring.in(5_000));
        assertThat(settled.words()).isEqualTo("0 cancelled · 1 flattened · 0 unknown");
        assertThat(settled.lateFills()).isZero();
        ring.close();
    }

    @Test
    void aStopCutWhileItFlattensNamesTheOrderThatIsOnItsWay() throws Exception { // A2, A4
        var ring = holding();
        venue.script(Fault.HANG_AFTER);
        var settling = new FutureTask<>(() -> ring.orders.settle(OnStop.FLATTEN, Ring.in(20_000)));
        var settler = Thread.ofVirtual().start(settling);
        Await.until(() -> venue.all().size() == 2);
        settler.interrupt();

        var settled = settling.get();
        assertThat(settled.orders()).singleElement().extracting(OrderFate::fate).isEqualTo(Fate.UNKNOWN);
        assertThat(settled.unknown()).isOne();
        assertThat(SessionClock.SYSTEM.join(settler, Ring.in(60_000))).isTrue();
        ring.journal.abandon(Ring.in(60_000));
    }

    @Test
    void theEndOfASessionWhoseVenueIsGoneSaysNothingOfThisAccountsPositions() throws Exception { // C5
        var dead = Ring.start(directory, 1, new FakeVenue(), true);
        dead.await(OrderEvent.Ready.class);
        dead.placeAndWait();
        dead.kill();
        venue.put("web_by_hand", FakeVenue.BTC, "1");
        venue.fill("web_by_hand", "1");

        var context = trysail.scope.SessionContext.standalone("paper-2");
        var found = new Recovery(
                        context,
                        new DeadSessions(context, directory, "fake", "http://fake", "acc"),
                        venue.client(),
                        Ring.TAG,
                        2,
                        Ring.SHORT,
                        new HeardNews())
                .run();
        assertThat(found.sessions())
                .singleElement()
                .satisfies(s -> assertThat(s.orders())
                        .singleElement()
                        .extracting(OrderFate::fate)
                        .isEqualTo(Fate.VENUE_GONE));
        assertThat(found.agrees()).as(found.table()).isTrue();
        assertThat(found.table()).isEmpty();
    }
}
