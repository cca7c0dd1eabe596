package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.model.ClientOrderId;
import trysail.model.OrderEvent;
import trysail.order.FakeVenue.Fault;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

@Timeout(180)
class SettlementTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    private static Fate fate(Settled settled, ClientOrderId id) {
        return settled.orders().stream()
                .filter(o -> o.id().equals(id))
                .map(OrderFate::fate)
                .findFirst()
                .orElseThrow();
    }

    private Ring ready() throws InterruptedException {
        var ring = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5); // working orders, positions, and the first reconciliation
        return ring;
    }

    @Test
    void ordersOfOthersAreNotTouched() throws Exception { // B1
        venue.put("web_by_hand", FakeVenue.BTC, "1");
        venue.put(Ring.TAG + "-s2-e1-1", FakeVenue.BTC, "1"); // another session of ours, alive
        venue.put("zzzzz-s1-e1-1", FakeVenue.BTC, "1"); // another machine's session 1
        var ring = ready();
        var ours = ring.placeAndWait();

        var settled = ring.stop();

        assertThat(settled.orders())
                .singleElement()
                .satisfies(o -> assertThat(o.fate()).isEqualTo(Fate.CANCELLED));
        assertThat(venue.touched()).containsExactly(ours.toString());
        assertThat(venue.working()).hasSize(3);
        assertThat(settled.words()).isEqualTo("1 cancelled · 0 unknown");
        ring.close();
    }

    @Test
    void fillBeforeCancelIsSeenAndCounted() throws Exception {
        var ring = ready();
        var filled = ring.placeAndWait();
        var half = ring.placeAndWait();
        ring.halt();
        venue.fill(filled, "1"); // and nobody tells us
        venue.fill(half, "0.004");

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));

        assertThat(fate(settled, filled)).isEqualTo(Fate.FILLED);
        assertThat(fate(settled, half)).isEqualTo(Fate.PARTLY_FILLED_THEN_CANCELLED);
        assertThat(settled.lateFills()).isEqualTo(2);
        assertThat(ring.position()).isEqualByComparingTo("0.014");
        ring.close();
        assertThat(folded().positions().get("BTC-USDT"))
                .satisfies(p -> assertThat(p.size()).isEqualByComparingTo("0.014"));
    }

    private JournalState folded() throws InterruptedException {
        var state = new JournalState();
        var context = SessionContext.standalone("reader");
        JournalReader.entries(context, directory, "paper-1", Ring.in(60_000)).forEach(state::apply);
        return state;
    }

    @Test
    void oneStuckCallHoldsOnlyItsOwnOrder() throws Exception {
        var ring = ready();
        for (var i = 0; i < 20; i++) {
            ring.placeAndWait();
        }
        ring.halt();
        venue.script(Fault.HANG_BEFORE);

        var before = System.nanoTime();
        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(2_000));

        assertThat(settled.count(Fate.CANCELLED)).isEqualTo(20); // the stuck one in its second turn
        stalls.assertSince(before, Duration.ofMillis(1_900));
        assertThat(venue.working()).isEmpty();
        ring.close();
    }

    @Test
    void muteVenueLeavesUnknownFatesWithinTheDeadline() throws Exception {
        var ring = ready();
        var id = ring.placeAndWait();
        ring.placeAndWait();
        ring.halt();
        venue.otherwise(() -> Fault.HANG_BEFORE);

        var before = System.nanoTime();
        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(500));

        stalls.assertSince(before, Duration.ofMillis(750));
        assertThat(settled.unknown()).isEqualTo(2);
        assertThat(ring.context.ledger().entries(Ledger.Kind.ORDER)).hasSize(2);
        Await.until(() -> ring.context.ledger().entries(Ledger.Kind.THREAD).stream()
                .noneMatch(t -> t.name().contains("cancel")));
        ring.close();
        assertThat(folded().settled()).as("left to the next start: " + id).isFalse();
    }

    @Test
    void fillsThatCannotBeLearnedInTimeAreATrouble() throws Exception { // C13
        var ring = ready();
        var filled = ring.placeAndWait();
        ring.halt();
        venue.fill(filled, "1");
        venue.onLists(() -> Fault.HANG_BEFORE);

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(500));

        assertThat(fate(settled, filled)).isEqualTo(Fate.FILLED);
        assertThat(settled.troubles())
                .singleElement()
                .asString()
                .startsWith("fills of BTC-USDT since ")
                .contains(": no answer");
        ring.close();
    }

    @Test
    void fillsThatTheVenueListsLaterAreWaitedFor() throws Exception { // C4
        var ring = ready();
        var filled = ring.placeAndWait();
        ring.halt();
        venue.fill(filled, "1");
        venue.listLate(2);

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(2_000));

        assertThat(settled.lateFills()).isEqualTo(1);
        assertThat(settled.troubles()).isEmpty();
        ring.close();
    }

    @Test
    void cutPostIsAskedAfter() throws Exception { // B8
        var ring = ready();
        venue.script(Fault.HANG_AFTER);
        var id = ring.place();
        Await.until(() -> venue.order(id).isPresent());

        var settled = ring.stop();

        assertThat(fate(settled, id)).isEqualTo(Fate.CANCELLED);
        assertThat(venue.placed()).containsEntry(id.toString(), 1);
        assertThat(ring.context.ledger().entries(Ledger.Kind.ORDER)).isEmpty();
        ring.close();
    }

    @Test
    void postThatNeverArrivedIsRejectedOnceItCannotArriveAnyMore() throws Exception {
        var ring = ready();
        venue.script(Fault.HANG_BEFORE);
        var calls = venue.calls();
        var id = ring.place();
        Await.until(() -> venue.calls() > calls);
        assertThat(fate(ring.stop(), id)).isEqualTo(Fate.REJECTED);
        ring.close();
    }

    @Test
    void troublesOfTheVenueAreOvercome() throws Exception { // A20, B7, F1
        var ring = ready();
        var ids = new ArrayList<ClientOrderId>();
        for (var i = 0; i < 8; i++) {
            ids.add(ring.placeAndWait());
        }
        ring.halt();
        venue.script(
                Fault.RATE_LIMIT,
                Fault.LOSE_REPLY,
                Fault.LOSE_REQUEST,
                Fault.UNREACHABLE,
                Fault.REFUSE,
                Fault.RATE_LIMIT);
        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));
        assertThat(ids).allSatisfy(id -> assertThat(fate(settled, id)).isEqualTo(Fate.CANCELLED));
        ring.close();
    }

    @Test
    void anOrderWhoseCancelMayBeOnItsWayIsNotKept() throws Exception { // A4, B8
        var ring = ready();
        var kept = ring.placeAndWait();
        var leaving = ring.placeAndWait();
        venue.script(Fault.HANG_BEFORE); // a storm saw it arrive after the order was said to be kept
        var before = venue.calls();
        ring.cancel(leaving);
        Await.until(() -> venue.calls() > before);
        ring.halt();

        var settled = ring.orders.settle(OnStop.KEEP, Ring.in(5_000));

        assertThat(fate(settled, leaving)).isEqualTo(Fate.CANCELLED);
        assertThat(fate(settled, kept)).isEqualTo(Fate.KEPT);
        assertThat(venue.working()).containsExactly(kept.toString());
        ring.close();
    }

    @Test
    void keepLeavesOrdersAndStillLooks() throws Exception { // A4, A11
        var ring = ready();
        var kept = ring.placeAndWait();
        var filled = ring.placeAndWait();
        ring.halt();
        venue.fill(filled, "1");

        var settled = ring.orders.settle(OnStop.KEEP, Ring.in(5_000));

        assertThat(fate(settled, kept)).isEqualTo(Fate.KEPT);
        assertThat(fate(settled, filled)).isEqualTo(Fate.FILLED);
        assertThat(venue.working()).containsExactly(kept.toString());
        assertThat(ring.context.ledger().entries(Ledger.Kind.ORDER)).isEmpty();
        ring.close();
        assertThat(folded().settled()).isTrue();
    }

    @Test
    void flattenSendsOneReduceOnlyOrderForAPosition() throws Exception { // A4
        var ring = ready();
        var id = ring.placeAndWait();
        ring.say(venue.fill(id, "0.006"));
        ring.await(OrderEvent.Filled.class);

        var settled = ring.stop(OnStop.FLATTEN, 5_000);

        assertThat(fate(settled, id)).isEqualTo(Fate.PARTLY_FILLED_THEN_CANCELLED);
        assertThat(settled.orders())
                .hasSize(2)
                .last()
                .satisfies(o -> assertThat(o.fate()).isEqualTo(Fate.FILLED));
        assertThat(venue.net()).isEmpty();
        assertThat(ring.position()).isEqualByComparingTo(BigDecimal.ZERO);
        ring.close();
    }

    @Test
    void lostReplyToAFlattenOrderDoesNotSendASecond() throws Exception {
        var ring = ready();
        ring.say(venue.fill(ring.placeAndWait(), "1"));
        ring.await(OrderEvent.Ended.class);
        ring.halt();
        venue.script(Fault.LOSE_REPLY);
        var settled = ring.orders.settle(OnStop.FLATTEN, Ring.in(5_000));
        assertThat(settled.orders())
                .singleElement()
                .satisfies(o -> assertThat(o.fate()).isEqualTo(Fate.FILLED));
        assertThat(venue.placed().values()).containsOnly(1);
        assertThat(venue.net()).isEmpty();
        ring.close();
    }

    @Test
    void idleStopAsksNobody() throws Exception {
        var ring = ready();
        ring.halt();
        var calls = venue.calls();
        assertThat(ring.orders.settle(OnStop.CANCEL, Ring.in(2_000)).words()).isEqualTo("none working");
        assertThat(venue.calls()).isEqualTo(calls);
        ring.close();
    }

    @Test
    void interruptMovesOnWithWhatIsKnown() throws Exception { // A2
        var ring = ready();
        ring.placeAndWait();
        ring.halt();
        venue.otherwise(() -> Fault.HANG_BEFORE);
        Thread.currentThread().interrupt();
        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(20_000));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(settled.unknown()).isEqualTo(1);
        ring.close();
    }

    private List<ClientOrderId> several(Ring ring, int many) throws InterruptedException {
        var ids = new ArrayList<ClientOrderId>();
        for (var i = 0; i < many; i++) {
            ids.add(ring.placeAndWait());
        }
        return ids;
    }

    @Test
    void ordersOfOneInstrumentAreCancelledTogetherWhereTheVenueCan() throws Exception {
        var ring = ready();
        var ids = several(ring, 12);
        ring.halt();
        venue.cancelsTogether(10);
        var calls = venue.calls();

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));

        assertThat(ids).allSatisfy(id -> assertThat(fate(settled, id)).isEqualTo(Fate.CANCELLED));
        assertThat(venue.touched()).containsExactlyInAnyOrderElementsOf(ids.stream().map(Object::toString).toList());
        assertThat(venue.calls() - calls).as("two cancels, the list of what works, the fills").isEqualTo(4);
        ring.close();
    }

    @Test
    void anOrderThatTheBatchDidNotEndIsAskedAfterAlone() throws Exception {
        var ring = ready();
        var ids = several(ring, 4);
        ring.halt();
        venue.cancelsTogether(10);
        venue.fill(ids.get(2), "1");

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));

        assertThat(fate(settled, ids.get(2))).isEqualTo(Fate.FILLED);
        assertThat(settled.count(Fate.CANCELLED)).isEqualTo(3);
        assertThat(settled.lateFills()).isEqualTo(1);
        ring.close();
    }

    @Test
    void aBatchThatFailsIsNoReasonToLeaveAnOrder() throws Exception {
        for (var fault : List.of(
                Fault.RATE_LIMIT, Fault.LOSE_REPLY, Fault.LOSE_REQUEST, Fault.UNREACHABLE, Fault.REFUSE, Fault.HANG_BEFORE)) {
            var mine = new FakeVenue();
            var ring = Ring.ready(directory.resolve(fault.name()), 1, mine);
            Await.until(() -> mine.calls() >= 4);
            var ids = several(ring, 3);
            ring.halt();
            mine.cancelsTogether(10);
            mine.script(fault);

            var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(1_500));

            assertThat(ids).allSatisfy(id -> assertThat(fate(settled, id)).as(fault.name()).isEqualTo(Fate.CANCELLED));
            assertThat(mine.working()).isEmpty();
            ring.close();
        }
    }

    @Test
    void anOrderGivenUpThatCameAllTheSameIsFoundByTheStopAndEnded() throws Exception {
        var ring = ready();
        venue.script(Fault.LOSE_REQUEST);
        var id = ring.place();
        ring.await(OrderEvent.Rejected.class); // never arrived
        ring.halt();
        venue.put(id.toString(), FakeVenue.BTC, "0.01");

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(5_000));

        assertThat(settled.orders()).singleElement().satisfies(o -> {
            assertThat(o.id()).isEqualTo(id);
            assertThat(o.fate()).isEqualTo(Fate.CANCELLED);
        });
        assertThat(venue.working()).isEmpty();
        assertThat(ring.context.ledger().entries(Ledger.Kind.ORDER)).isEmpty();
        ring.close();
        assertThat(folded().settled()).isTrue();
    }

    @Test
    void aStopThatCannotListWhatWorksSaysSoWhereAnOrderWasGivenUp() throws Exception {
        var ring = ready();
        venue.script(Fault.LOSE_REQUEST);
        ring.place();
        ring.await(OrderEvent.Rejected.class);
        ring.halt();
        venue.onLists(() -> Fault.UNREACHABLE);

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(300));

        assertThat(settled.troubles()).singleElement().asString().contains("given up", "connection refused");
        ring.close();
    }

    @Test
    void aStopThatCannotListWhatWorksIsNoLessDoneWhereNoOrderWasInDoubt() throws Exception {
        var ring = ready();
        ring.placeAndWait();
        ring.halt();
        venue.onLists(() -> Fault.UNREACHABLE);

        var settled = ring.orders.settle(OnStop.CANCEL, Ring.in(300));

        assertThat(settled.troubles()).as("the venue has said how much of it was filled").isEmpty();
        assertThat(settled.count(Fate.CANCELLED)).isEqualTo(1);
        ring.close();
    }

    @Test
    void oneCallMayTakeTwoFifthsOfTheTime() {
        var turns = Inquiry.Turns.of(Duration.ofSeconds(5));
        assertThat(turns.of(Ring.in(5_000)).remaining()).isBetween(Duration.ofMillis(2_400), Duration.ofMillis(2_500));
        assertThat(turns.of(Ring.in(2_500)).remaining()).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_000));
        assertThat(turns.of(Ring.in(1_500)).remaining()).isBetween(Duration.ofMillis(1_400), Duration.ofMillis(1_500));
    }
}
