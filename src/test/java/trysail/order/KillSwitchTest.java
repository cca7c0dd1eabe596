package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.ExchangeClient;
import trysail.journal.OrderFate.Fate;
import trysail.model.OrderEvent;
import trysail.order.FakeVenue.Fault;
import trysail.scope.Latch;

/** A held gate, and the kill switch: against a venue that goes wrong as told, with the order loop at work. */
@Timeout(180)
class KillSwitchTest { // F3
    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    @Test
    void whatWasApprovedAndIsStillInLineIsRefusedWhileTheGateIsHeld() throws Exception {
        var ring = Ring.ready(directory, 1, venue);
        var first = ring.placeAndWait();
        venue.script(Fault.HANG_BEFORE);
        var stuck = ring.place();
        Await.until(() -> ring.gate.inside() == 1);
        var second = ring.place();
        var third = ring.place();
        ring.gate.hold(Latch.PAUSED);

        assertThat(ring.await(OrderEvent.NotSent.class).order().id()).isEqualTo(second);
        var refused = ring.await(OrderEvent.NotSent.class);

        assertThat(refused.order().id()).isEqualTo(third);
        assertThat(refused.reason()).isEqualTo("the session is paused");
        assertThat(ring.dropped).hasValue(0); // that is a stop's word
        assertThat(venue.placed()).containsOnlyKeys(first.toString());
        ring.gate.free(Latch.PAUSED);
        ring.placeAndWait();
        assertThat(venue.placed()).doesNotContainKeys(stuck.toString(), second.toString(), third.toString());
        ring.kill();
    }

    @Test
    void itEndsOrdersWhileTheOrderLoopIsStuckInACall() throws Exception { // F3
        var ring = Ring.readyToHang(directory, 1, venue);
        for (var i = 0; i < 6; i++) {
            ring.placeAndWait();
        }
        venue.script(Fault.HANG_BEFORE);
        var stuck = ring.place();
        Await.until(() -> ring.gate.inside() == 1);

        var settled = kill(ring, 60_000);

        assertThat(settled.count(Fate.CANCELLED)).isEqualTo(6);
        assertThat(settled.orders())
                .filteredOn(o -> o.id().equals(stuck))
                .singleElement()
                .satisfies(o -> assertThat(o.fate()).isEqualTo(Fate.REJECTED));
        assertThat(venue.working()).isEmpty();
        venue.heal();
        Await.until(() -> ring.orders.working() == 0);
        for (var i = 0; i < 6; i++) {
            ring.await(OrderEvent.Ended.class); // the strategy is told of each
        }
        ring.kill();
    }

    @Test
    void whateverGoesWrongNothingWorksOnceTheVenueIsWell() throws Exception { // F3
        var wrong = List.of(
                Fault.LOSE_REPLY,
                Fault.LOSE_REQUEST,
                Fault.UNREACHABLE,
                Fault.REFUSE,
                Fault.HANG_AFTER,
                Fault.HANG_BEFORE,
                Fault.FILL_FIRST,
                Fault.FILL_HALF_FIRST);
        for (var seed = 1; seed <= 6; seed++) {
            var random = new Random(seed);
            var ring = Ring.ready(directory, seed, venue);
            for (var i = 0; i < 8; i++) {
                ring.place();
            }
            Await.until(() -> ring.orders.working() >= 4);
            venue.otherwise(() -> random.nextInt(3) == 0 ? Fault.NONE : wrong.get(random.nextInt(wrong.size())));

            var settled = kill(ring, 400);

            assertThat(settled.orders()).as("seed " + seed).isNotEmpty();
            venue.heal();
            Await.until(() -> ring.orders.working() == 0);
            assertThat(venue.working()).as("seed " + seed).isEmpty();
            assertThat(ring.failure.get()).isNull();
            ring.kill();
        }
    }

    private Settled kill(Ring ring, long millis) throws InterruptedException {
        ring.gate.hold(Latch.DISARMED);
        var clients = Stream.<ExchangeClient>generate(venue::client).limit(4).toList();
        return new KillSwitch(ring.context, ring.gate, ring.orders, clients, ring.inbox::tryPut).fire(Ring.in(millis));
    }
}
