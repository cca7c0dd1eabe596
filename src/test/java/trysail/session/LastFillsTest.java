package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import trysail.journal.Logbook;
import trysail.journal.MemoryStore;
import trysail.journal.SessionNumber;
import trysail.schedule.Exhaustive;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;

/** A stop that waits for fills, in every schedule: called off it does not come any more. */
class LastFillsTest {
    private static Voyage voyage(SessionClock clock) throws InterruptedException {
        var store = new MemoryStore("k4f9q");
        var around = Surroundings.inMemory(clock, store, host -> {
            throw new AssertionError("nothing is opened here");
        });
        var context = SessionContext.standalone("paper-1");
        var book = Logbook.open(context, store, clock.deadline(Duration.ofSeconds(1)));
        return new Voyage(
                SessionSpec.paper().journal(Path.of("memory")),
                new SessionNumber(1, "paper-1"),
                book,
                store,
                new EmbeddedVenues(around),
                around,
                by -> {});
    }

    @Test
    void aStopThatIsCalledOffDoesNotComeAnyMore() {
        var seen = new HashSet<String>();
        var found = Exhaustive.all(50_000)
                .search(simulation -> simulation.run(() -> {
                    var voyage = voyage(simulation.clock());
                    var lastFills = new LastFills(voyage, new SideWork(voyage.context, voyage.stop));
                    lastFills.begin(
                            Duration.ofSeconds(1),
                            () -> voyage.stop.request(new StopReason.StopRequested("after the last fills")));
                    lastFills.callOff();
                    var stopped = voyage.stop.first().isPresent();
                    simulation.clock().sleep(Duration.ofSeconds(2));
                    assertThat(voyage.stop.first().isPresent()).isEqualTo(stopped);
                    seen.add(stopped ? "stopped before" : "called off");
                }));
        found.failing().stream().limit(1).forEach(o -> o.orThrow());
        assertThat(found.complete()).isTrue();
        assertThat(seen).containsExactlyInAnyOrder("stopped before", "called off");
    }
}
