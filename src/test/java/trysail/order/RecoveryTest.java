package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.OrderFate.Fate;
import trysail.model.OrderEvent;
import trysail.order.FakeVenue.Fault;

@Timeout(180)
class RecoveryTest {
    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    @Test
    void workingOrdersOfAKilledSessionAreCancelledBeforeTheNextTrades() throws Exception { // B2, C7
        var first = Ring.ready(directory, 1, venue);
        var filled = first.placeAndWait();
        first.placeAndWait();
        first.placeAndWait();
        first.kill();
        venue.fill(filled, "1");

        var second = Ring.start(directory, 2, venue);
        var ready = second.await(OrderEvent.Ready.class);

        assertThat(venue.working()).isEmpty();
        assertThat(ready.positions())
                .singleElement()
                .satisfies(p -> assertThat(p.size()).isEqualByComparingTo("0.01"));
        assertThat(second.position()).isEqualByComparingTo("0.01");
        assertThat(second.news.lines)
                .containsExactly("paper-1: 0 of 3", "paper-1: 0 of 3", "paper-1: 1 of 3", "paper-1: 2 of 3", "over");
        assertThat(entries(second, "paper-1").getLast().entry()).isEqualTo(new Entry.Closed("recovered by paper-2"));
        second.stop();
        second.close();
        assertThat(entries(second, "paper-2").stream().map(Entry.Stamped::entry))
                .contains(new Entry.Recovered("paper-1", 3, 1));
    }

    private List<Entry.Stamped> entries(Ring ring, String session) throws InterruptedException {
        return JournalReader.entries(ring.context, directory, session, Ring.in(60_000));
    }

    @Test
    void intentWhoseCallWasCutIsAskedAfter() throws Exception { // B2, C1
        var first = Ring.ready(directory, 1, venue);
        Await.until(() -> venue.calls() >= 5);
        venue.script(Fault.HANG_AFTER);
        var id = first.place();
        Await.until(() -> venue.order(id).isPresent());
        first.kill();

        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);

        assertThat(venue.working()).isEmpty();
        assertThat(venue.placed()).containsEntry(id.toString(), 1);
        second.stop();
        second.close();
    }

    @Test
    void restartedManyTimesItFindsNothingMoreToDo() throws Exception { // C6
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.kill();
        for (var n = 2; n < 6; n++) {
            var next = Ring.start(directory, n, venue);
            next.await(OrderEvent.Ready.class);
            next.kill();
        }
        assertThat(venue.touched()).hasSize(1);
        assertThat(venue.all()).hasSize(1);
    }

    @Test
    void mutedVenueKeepsTheSessionFromTrading() throws Exception { // C13
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.kill();
        venue.otherwise(() -> Fault.UNREACHABLE);

        var second = Ring.start(directory, 2, venue);
        Await.until(() -> second.failure.get() instanceof RecoveryFailed);

        assertThat(second.failure.get()).hasMessageContaining("paper-1").hasMessageContaining("nothing was traded");
        assertThat(second.events).isEmpty();
        second.kill();
        venue.heal();
        var third = Ring.start(directory, 3, venue);
        third.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        third.stop();
        third.close();
    }

    @Test
    void withNobodyToRecoverTheVenueIsAskedUntilItAnswers() throws Exception {
        venue.otherwise(() -> Fault.UNREACHABLE);
        var ring = Ring.start(directory, 1, venue);
        Await.until(() -> ring.news.lines.size() >= 6); // more than the 300 ms of one call
        assertThat(ring.news.lines).containsOnly("unanswered: connection refused");
        venue.heal();
        ring.await(OrderEvent.Ready.class);
        ring.stop();
        ring.close();
    }

    @Test
    void withNobodyToRecoverANoIsFinal() throws Exception {
        venue.otherwise(() -> Fault.REFUSE);
        var ring = Ring.start(directory, 1, venue);
        Await.until(() -> ring.failure.get() instanceof ExchangeException.Refused);
        assertThat(ring.news.lines).containsExactly("over");
        ring.kill();
    }

    @Test
    void passingTroublesOfTheVenueAreOvercome() throws Exception {
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.kill();
        venue.script(Fault.UNREACHABLE, Fault.RATE_LIMIT, Fault.LOSE_REPLY, Fault.LOSE_REPLY, Fault.HANG_BEFORE);
        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        second.stop();
        second.close();
    }

    @Test
    void ordersOfAnEmbeddedVenueAreGoneWithIt() throws Exception {
        var first = Ring.start(directory, 1, venue, true);
        first.await(OrderEvent.Ready.class);
        first.placeAndWait();
        first.kill();
        var calls = venue.calls();

        var another = new FakeVenue();
        var second = Ring.start(directory, 2, another, true);
        second.await(OrderEvent.Ready.class);

        assertThat(venue.calls()).isEqualTo(calls);
        assertThat(entries(second, "paper-1").stream().map(Entry.Stamped::entry))
                .anySatisfy(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                Entry.FateKnown.class,
                                f -> assertThat(f.fate().fate()).isEqualTo(Fate.VENUE_GONE)));
        second.stop();
        second.close();
    }

    @Test
    void liveSessionsAreLeftAlone() throws Exception { // B1
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).hasSize(1);
        second.stop();
        second.close();
        first.stop();
        first.close();
        assertThat(directory).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void orderLeftUnknownByAStopIsSettledByTheNextStart() throws Exception { // B2
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.halt();
        venue.otherwise(() -> Fault.HANG_BEFORE);
        assertThat(first.orders.settle(OnStop.CANCEL, Ring.in(300)).unknown()).isEqualTo(1);
        first.close();
        venue.heal();

        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        second.stop();
        second.close();
    }

    @Test
    void aRecoveryThatIsCutSaysWhoseItWas() throws Exception { // C7
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.kill();
        var before = venue.calls();
        venue.otherwise(() -> Fault.HANG_BEFORE);

        var second = Ring.start(directory, 2, venue);
        Await.until(() -> venue.calls() > before);
        second.halt();
        assertThat(second.recovery.unfinished()).contains("paper-1");
        second.close();
        venue.heal();

        var third = Ring.ready(directory, 3, venue);
        assertThat(third.recovery.unfinished()).isEmpty();
        assertThat(venue.working()).isEmpty();
        third.stop();
        third.close();
    }

    @Test
    void unreadableJournalIsSetAsideAndItsOrdersFoundAtTheVenue() throws Exception {
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        first.kill();
        Files.write(
                directory.resolve("paper-1.db"),
                "not a journal at all".repeat(500).getBytes(StandardCharsets.UTF_8));

        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);

        assertThat(venue.working()).isEmpty();
        assertThat(directory.resolve("paper-1.damaged.db")).exists();
        assertThat(second.news.lines).contains("unreadable journals: 0 of 1").endsWith("over");
        second.stop();
        second.close();
    }

    @Test
    void journalWithADamagedTailIsReadAsFarAsItGoesAndKept() throws Exception {
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        for (var i = 0; i < 3_000; i++) {
            first.journal.append(new Entry.Denied("buy", "rule", "reason " + i));
        }
        first.placeAndWait();
        first.kill();
        var file = directory.resolve("paper-1.db");
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);

        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);

        assertThat(venue.working()).isEmpty();
        assertThat(directory.resolve("paper-1.damaged.db")).exists();
        assertThat(directory.resolve("paper-1.lock")).doesNotExist();
        second.stop();
        second.close();
    }

    @Test
    void mismatchOfPositionsIsShownAndTheVenueCounts() throws Exception { // C8
        var first = Ring.ready(directory, 1, venue);
        first.say(venue.fill(first.placeAndWait(), "1"));
        first.await(OrderEvent.Ended.class);
        first.kill();
        venue.put("by_hand", FakeVenue.BTC, "5");
        venue.fill("by_hand", "5");

        var second = Ring.start(directory, 2, venue);
        var ready = second.await(OrderEvent.Ready.class);

        assertThat(ready.positions())
                .singleElement()
                .satisfies(p -> assertThat(p.size()).isEqualByComparingTo("5.01"));
        second.stop();
        second.close();
    }
}
