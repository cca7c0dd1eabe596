package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.order.FakeVenue.Fault;
import trysail.scope.SessionClock;

@Timeout(180)
class OrderLoopTest {
    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    @Test
    void intentIsOnTheDiskBeforeTheCallBegins() throws Exception { // C2
        var ring = Ring.ready(directory, 1, venue);
        venue.otherwise(() -> Fault.HANG_AFTER);
        var id = ring.place();
        Await.until(() -> venue.order(id).isPresent());

        var kinds = JournalReader.entries(ring.context, directory, "paper-1", Ring.in(60_000)).stream()
                .filter(l -> l.entry().about().filter(id::equals).isPresent())
                .map(Entry.Stamped::entry);
        assertThat(kinds).hasSize(1).first().isInstanceOf(Entry.Intended.class);
        ring.kill();
    }

    @Test
    void lostReplyIsAskedAfterAndNeverSentAgain() throws Exception { // C1
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5); // working orders, positions, and the first reconciliation
        venue.script(Fault.LOSE_REPLY, Fault.UNREACHABLE, Fault.LOSE_REQUEST);

        var id = ring.place();

        assertThat(ring.await(OrderEvent.Unresolved.class).order().id()).isEqualTo(id);
        assertThat(ring.await(OrderEvent.Accepted.class).order().id()).isEqualTo(id);
        assertThat(venue.placed()).containsEntry(id.toString(), 1);
        ring.kill();
    }

    @Test
    void requestThatNeverArrivesEndsAsRejected() throws Exception { // B8
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5);
        venue.script(Fault.LOSE_REQUEST);

        var id = ring.place();

        assertThat(ring.await(OrderEvent.Rejected.class).order().id()).isEqualTo(id);
        assertThat(ring.orders.working()).isZero();
        assertThat(venue.placed()).isEmpty();
        ring.kill();
    }

    @Test
    void unreachableVenueMeansNotSent() throws Exception {
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5);
        venue.script(Fault.UNREACHABLE);
        ring.place();
        ring.await(OrderEvent.NotSent.class);
        assertThat(ring.orders.working()).isZero();
        ring.kill();
    }

    @Test
    void fillHeardTwiceCountsOnce() throws Exception { // C5
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        var report = venue.fill(id, "0.004");
        ring.say(report);
        ring.say(report);
        ring.say(new AccountReport.Connected()); // fetches it by REST once more
        ring.say(venue.fill(id, "1"));

        var ended = ring.await(OrderEvent.Ended.class);

        assertThat(ended.state()).isEqualTo(OrderState.FILLED);
        assertThat(ring.position()).isEqualByComparingTo("0.01");
        ring.kill();
    }

    @Test
    void fillsMissedWhileTheStreamWasDownAreFetched() throws Exception { // C11, C12
        var ring = Ring.ready(directory, 1, venue);
        var first = ring.placeAndWait();
        var second = ring.placeAndWait();
        ring.say(new AccountReport.Lost("cut"));
        venue.fill(first, "1");
        venue.fill(second, "0.003");
        ring.say(new AccountReport.Connected());

        assertThat(ring.await(OrderEvent.Ended.class).id()).isEqualTo(first);
        Await.until(() -> ring.position().toPlainString().equals("0.013"));
        assertThat(ring.orders.open())
                .singleElement()
                .satisfies(o -> assertThat(o.filled()).isEqualByComparingTo("0.003"));
        ring.kill();
    }

    @Test
    void cancelThatFindsTheOrderFilledSaysFilled() throws Exception { // B7
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        Await.until(() -> venue.calls() >= 5);
        venue.script(Fault.FILL_FIRST);
        ring.cancel(id);
        assertThat(ring.await(OrderEvent.Ended.class).state()).isEqualTo(OrderState.FILLED);
        ring.kill();
    }

    @Test
    void cancelAskedTwiceIsSentOnce() throws Exception { // A20
        var ring = Ring.ready(directory, 1, venue);
        var id = ring.placeAndWait();
        ring.cancel(id);
        ring.cancel(id);
        ring.cancel(id);
        ring.await(OrderEvent.Ended.class);
        ring.placeAndWait();
        assertThat(venue.touched()).hasSize(1);
        ring.kill();
    }

    @Test
    void deafSessionSendsNothing() throws Exception { // D11
        var ring = Ring.ready(directory, 1, venue);
        ring.placeAndWait();
        ring.say(new AccountReport.Lost("cut"));
        while (ring.events.stream().noneMatch(OrderEvent.NotSent.class::isInstance)) { // it is not deaf at once
            ring.place();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
        assertThat(ring.await(OrderEvent.NotSent.class).reason()).contains("private stream");
        ring.say(new AccountReport.Connected());
        var id = ring.place();
        Await.until(() -> ring.events.stream()
                .anyMatch(e ->
                        e instanceof OrderEvent.Accepted a && a.order().id().equals(id)));
        ring.kill();
    }

    @Test
    void nothingIsSentOnceTheGateIsShut() throws Exception { // A6, A8
        var ring = Ring.ready(directory, 1, venue);
        ring.placeAndWait();
        ring.gate.shut();
        ring.place();
        ring.place();
        Await.until(() -> ring.dropped.get() == 2);
        assertThat(venue.placed()).hasSize(1);
        ring.kill();
    }

    @Test
    void wrongKeysEndTheLoop() throws Exception {
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5);
        venue.otherwise(() -> {
            throw new ExchangeException.Unauthenticated("wrong key", null);
        });
        ring.place();
        Await.until(() -> ring.failure.get() instanceof ExchangeException.Unauthenticated);
        assertThat(ring.orders.working()).isZero();
        ring.kill();
    }
}
