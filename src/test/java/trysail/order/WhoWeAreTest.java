package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.disk.JournalException;
import trysail.journal.JournalFiles;
import trysail.model.OrderEvent;
import trysail.scope.SessionContext;

/** A dead session is ours, or told of, however its venue was spelt, whatever its key was, wherever its journal lies. */
@Timeout(180)
class WhoWeAreTest {
    @TempDir
    Path directory;

    final FakeVenue venue = new FakeVenue();

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void leaveOrdersOfADeadSession(String address) throws Exception {
        var first = Ring.start(directory, 1, venue, address, "acc");
        first.await(OrderEvent.Ready.class);
        first.placeAndWait();
        first.placeAndWait();
        first.kill();
    }

    @Test
    void anotherSpellingOfTheAddressIsTheSameVenue() throws Exception {
        leaveOrdersOfADeadSession("http://LocalHost:80/");
        var second = Ring.start(directory, 2, venue, "HTTP://127.0.0.1", "acc");
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        second.stop();
        second.close();
    }

    @Test
    void anotherPortIsAnotherVenue() throws Exception {
        leaveOrdersOfADeadSession("http://127.0.0.1:8080");
        var second = Ring.start(directory, 2, venue, "http://127.0.0.1:8081", "acc");
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).hasSize(2);
        second.stop();
        second.close();
    }

    @Test
    void aChangedKeyThatTheVenueShowsTheOrdersToIsTheSameAccount() throws Exception {
        leaveOrdersOfADeadSession("http://fake");
        var second = Ring.start(directory, 2, venue, "http://fake", "changed");
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        assertThat(directory.resolve("paper-1.lock")).doesNotExist();
        second.stop();
        second.close();
    }

    @Test
    void aDeadSessionOfAnotherAccountIsToldOfAndLeftToItsOwnKey() throws Exception {
        leaveOrdersOfADeadSession("http://fake");
        var elsewhere = new FakeVenue();
        var second = Ring.start(directory, 2, elsewhere, "http://fake", "another");
        second.await(OrderEvent.Ready.class);
        assertThat(second.news.lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("told: paper-1 died with another API key")
                        .contains("2 open"));
        assertThat(second.recovery.unfinished()).isEmpty();
        assertThat(elsewhere.touched()).isEmpty();
        second.stop();
        second.close();

        var third = Ring.start(directory, 3, venue, "http://fake", "acc");
        third.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        third.stop();
        third.close();
    }

    @Test
    void theCopyOfAJournalCancelsNothingAndSaysWhatToDo() throws Exception {
        var original = Ring.ready(directory.resolve("a"), 1, venue);
        original.placeAndWait();
        copy(directory.resolve("a"), directory.resolve("b"));

        var second = Ring.start(directory.resolve("b"), 2, venue);
        Await.until(() -> second.failure.get() instanceof JournalException);
        assertThat(second.failure.get())
                .hasMessageContaining("paper-1 is a copy")
                .hasMessageContaining("journal adopt --journal " + directory.resolve("b"));
        assertThat(venue.working()).hasSize(1);
        assertThat(venue.touched()).isEmpty();
        second.kill();
        original.stop();
        original.close();
    }

    @Test
    void aRestoredJournalThatIsAdoptedIsFinished() throws Exception {
        var original = Ring.ready(directory.resolve("a"), 1, venue);
        original.placeAndWait();
        original.kill();
        var restored = directory.resolve("b");
        copy(directory.resolve("a"), restored);
        var context = SessionContext.standalone("adopt");
        assertThat(JournalFiles.adopt(context, restored, Ring.in(60_000))).containsExactly("paper-1");
        assertThat(JournalFiles.adopt(context, restored, Ring.in(60_000))).isEmpty();

        var second = Ring.start(restored, 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        second.stop();
        second.close();
    }

    @Test
    void aJournalWhoseDirectoryWasRenamedIsStillTheSame() throws Exception {
        var original = Ring.ready(directory.resolve("a"), 1, venue);
        original.placeAndWait();
        original.kill();
        Files.move(directory.resolve("a"), directory.resolve("moved"));
        var second = Ring.start(directory.resolve("moved"), 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        second.stop();
        second.close();
    }

    @Test
    void anOrderUnderOurTagThatNoJournalKnowsIsToldOf() throws Exception {
        venue.put(Ring.TAG + "-s9-e1-4", FakeVenue.BTC, "1");
        venue.put("other-s9-e1-4", FakeVenue.BTC, "1");
        venue.put("web_by_hand", FakeVenue.BTC, "1");
        var ring = Ring.start(directory, 2, venue);
        ring.await(OrderEvent.Ready.class);
        assertThat(ring.news.lines)
                .filteredOn(line -> line.startsWith("told:"))
                .singleElement()
                .asString()
                .contains(Ring.TAG + "-s9-e1-4")
                .contains("no session here has left it");
        assertThat(venue.working()).hasSize(3);
        ring.stop();
        ring.close();
    }

    @Test
    void ordersOfASessionThatLivesHereAreNoNews() throws Exception {
        var first = Ring.ready(directory, 1, venue);
        first.placeAndWait();
        var second = Ring.start(directory, 2, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(second.news.lines).noneMatch(line -> line.startsWith("told:"));
        second.stop();
        second.close();
        first.stop();
        first.close();
    }

    @Test
    void aSessionWhoseOwnIdsWorkBeforeItSentAnyDoesNotTrade() throws Exception {
        venue.put(Ring.TAG + "-s2-e1-1", FakeVenue.BTC, "1");
        var ring = Ring.start(directory, 2, venue);
        Await.until(() -> ring.failure.get() instanceof RecoveryFailed);
        assertThat(ring.failure.get())
                .hasMessageContaining(Ring.TAG + "-s2-e1-1")
                .hasMessageContaining("another machine runs a copy");
        assertThat(venue.working()).hasSize(1);
        ring.kill();
    }

    @Test
    void ofTwoThatRaceForADeadSessionNeitherTradesBeforeItsOrdersAreGone() throws Exception {
        leaveOrdersOfADeadSession("http://fake");
        var second = Ring.start(directory, 2, venue);
        var third = Ring.start(directory, 3, venue);
        second.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        third.await(OrderEvent.Ready.class);
        assertThat(venue.working()).isEmpty();
        for (var ring : List.of(second, third)) {
            ring.stop();
            ring.close();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.lock");
    }
}
