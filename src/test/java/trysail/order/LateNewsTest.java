package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.AccountReport;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Rejection;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.VenueOrder;
import trysail.order.FakeVenue.Fault;
import trysail.risk.Approvals;

/** News that comes late, twice, or in the wrong order, by the stream and by REST: the order ends once, as it did at the venue. */
@Timeout(180)
class LateNewsTest {
    @TempDir
    private Path directory;

    private final FakeVenue venue = new FakeVenue();

    private Ring ready() throws InterruptedException {
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5); // working orders, positions, and the first reconciliation
        return ring;
    }

    @Test
    void orderThatFilledAtOnceIsFoundAmongTheFilledAndNotSentAgain() throws Exception { // C4
        var ring = ready();
        venue.script(Fault.LOSE_REPLY);
        var order = new Order(ring.ids.get(), FakeVenue.BTC, Side.BUY, new BigDecimal("0.01"), Terms.market(), false);

        ring.inbox.put(new Inbound.Act(Approvals.place(order)));

        ring.await(OrderEvent.Unresolved.class);
        assertThat(venue.working()).isEmpty(); // it looks as if there were no order
        assertThat(ring.await(OrderEvent.Ended.class).state()).isEqualTo(OrderState.FILLED);
        assertThat(ring.position()).isEqualByComparingTo("0.01");
        assertThat(venue.placed()).containsEntry(order.id().toString(), 1);
        ring.kill();
    }

    @Test
    void fillFetchedAndThenHeardCountsOnce() throws Exception { // C9
        var ring = ready();
        var id = ring.placeAndWait();
        ring.say(new AccountReport.Lost("cut"));
        var unheard = venue.fill(id, "0.004");
        ring.say(new AccountReport.Connected());
        Await.until(() -> ring.position().signum() > 0); // by REST

        ring.say(unheard); // and by the stream, which had it in store
        ring.say(venue.fill(id, "1"));

        assertThat(ring.await(OrderEvent.Ended.class).state()).isEqualTo(OrderState.FILLED);
        assertThat(ring.position()).isEqualByComparingTo("0.01");
        ring.kill();
    }

    @Test
    void olderReportChangesNothingOfAnOrderThatHasEnded() throws Exception { // C10
        var ring = ready();
        var id = ring.placeAndWait();
        var asNew = venue.order(id).orElseThrow();
        ring.say(venue.fill(id, "1"));
        assertThat(ring.await(OrderEvent.Ended.class).state()).isEqualTo(OrderState.FILLED);

        ring.say(new AccountReport.OrderChanged(asNew, Optional.empty()));
        ring.say(new AccountReport.OrderChanged(cancelled(asNew), Optional.empty()));
        var next = ring.placeAndWait(); // in line behind them

        assertThat(ring.orders.open()).extracting(o -> o.order().id()).containsExactly(next);
        assertThat(ring.position()).isEqualByComparingTo("0.01");
        assertThat(ring.events).noneMatch(OrderEvent.Ended.class::isInstance);
        ring.kill();
    }

    private static VenueOrder cancelled(VenueOrder order) {
        return new VenueOrder(
                order.clientId(),
                order.venueId(),
                order.symbol(),
                order.side(),
                order.price(),
                order.size(),
                BigDecimal.ZERO,
                OrderState.CANCELLED,
                Instant.EPOCH);
    }

    @Test
    void streamThatCameBackInTimeIsNotHeldAgainstTheSession() throws Exception { // D10
        var ring = ready();
        ring.say(new AccountReport.Lost("cut"));
        ring.say(new AccountReport.Connected());
        var deaf = Ring.in(Ring.SHORT.deafness().toMillis() + 50);
        Await.until(deaf::expired); // the watch that the loss began is over by now, had it gone on

        ring.placeAndWait();

        assertThat(ring.events).noneMatch(OrderEvent.NotSent.class::isInstance);
        ring.kill();
    }

    private ClientOrderId givenUp(Ring ring) throws InterruptedException {
        venue.script(Fault.LOSE_REQUEST);
        var id = ring.place();
        assertThat(ring.await(OrderEvent.Rejected.class).why()).isInstanceOf(Rejection.NeverArrived.class);
        return id;
    }

    @Test
    void anOrderThatComesAfterItWasGivenUpIsTakenBackEndedAndTold() throws Exception {
        var ring = ready();
        var told = new CopyOnWriteArrayList<String>();
        ring.orders.onTakenBack(told::add);
        var id = givenUp(ring);

        venue.put(id.toString(), FakeVenue.BTC, "0.01");
        ring.say(new AccountReport.OrderChanged(venue.order(id).orElseThrow(), Optional.empty()));

        assertThat(ring.await(OrderEvent.Ended.class).id()).isEqualTo(id);
        assertThat(venue.working()).isEmpty();
        assertThat(told).singleElement().asString().contains(id.toString());
        assertThat(ring.orders.working()).isZero();
        ring.kill();
    }

    @Test
    void aLateFillOfAnOrderThatWasGivenUpCounts() throws Exception {
        var ring = ready();
        var id = givenUp(ring);

        venue.put(id.toString(), FakeVenue.BTC, "0.01");
        ring.say(venue.fill(id, "1"));

        assertThat(ring.await(OrderEvent.Ended.class).state()).isEqualTo(OrderState.FILLED);
        assertThat(ring.position()).isEqualByComparingTo("0.01");
        ring.kill();
    }

    @Test
    void anOrderGivenUpThatTheStreamDidNotTellIsFoundAmongTheWorkingOnes() throws Exception {
        var ring = ready();
        var id = givenUp(ring);
        ring.say(new AccountReport.Lost("cut"));
        venue.put(id.toString(), FakeVenue.BTC, "0.01");
        ring.say(new AccountReport.Connected());

        assertThat(ring.await(OrderEvent.Ended.class).id()).isEqualTo(id);
        assertThat(venue.working()).isEmpty();
        ring.kill();
    }

    @Test
    void theTwoFillsOfATradeWithOurselvesBothCount() throws Exception {
        var ring = ready();
        var one = ring.placeAndWait();
        var other = ring.placeAndWait();
        var first = ((AccountReport.OrderChanged) venue.fill(one, "0.004"));
        var second = ((AccountReport.OrderChanged) venue.fill(other, "0.004"));
        var fill = second.fill().orElseThrow();
        var same = new Fill(
                fill.symbol(),
                fill.venueId(),
                first.fill().orElseThrow().tradeId(),
                fill.side(),
                fill.price(),
                fill.size(),
                fill.fee(),
                false,
                fill.time());

        ring.say(first);
        ring.say(new AccountReport.OrderChanged(second.order(), Optional.of(same)));
        ring.say(first); // and twice

        ring.placeAndWait(); // in line behind them
        assertThat(ring.position()).isEqualByComparingTo("0.008");
        ring.kill();
    }
}
