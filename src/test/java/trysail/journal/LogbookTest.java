package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

@Timeout(180)
class LogbookTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    Path directory;

    final SessionContext context = SessionContext.standalone("book");

    @Test
    void tagAndNumbersOutliveTheProcess() throws Exception {
        var book = Logbook.open(context, directory, Samples.soon());
        assertThat(book.tag()).matches("[a-z0-9]{5}");
        assertThat(book.newSession("paper", Samples.soon()).session()).isEqualTo("paper-1");
        book.close(Samples.soon());

        var again = Logbook.open(context, directory, Samples.soon());
        assertThat(again.tag()).isEqualTo(book.tag());
        var second = again.newSession("live", Samples.soon());
        assertThat(second.session()).isEqualTo("live-2");
        assertThat(again.record(second, "{\"exit_code\":0}", Samples.soon())).isEmpty();
        var history = again.history(10, Samples.soon());
        assertThat(history).extracting(LogbookLine::session).containsExactly("paper-1", "live-2");
        assertThat(history.getLast().receipt()).contains("{\"exit_code\":0}");
        assertThat(history.getFirst().receipt()).isEmpty();
        again.close(Samples.soon());
    }

    @Test
    void receiptThatTheBookCannotTakeIsPutBesideIt() throws Exception {
        var book = Logbook.open(context, directory, Samples.soon());
        var session = book.newSession("paper", Samples.soon());
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("logbook.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var soon = SessionClock.SYSTEM.deadline(Duration.ofMillis(500));
            var before = System.nanoTime();
            var file = book.record(session, "{}", soon);
            stalls.assertSince(before, Duration.ofMillis(750));
            assertThat(file).contains(directory.resolve("paper-1.receipt.json"));
            assertThat(Files.readString(file.get())).isEqualTo("{}\n");
        }
        book.close(Samples.soon());
    }

    @Test
    void aDrainedAccountIsOneOfThisVenueAddressAndKeyAndIsForgottenWhenResumed() throws Exception { // A5
        var book = Logbook.open(context, directory, Samples.soon());
        var first = Samples.header(1);
        assertThat(book.drained(first, Samples.soon())).isEmpty();
        book.drain(first, Samples.soon());
        book.drain(Samples.header(2), Samples.soon());
        book.close(Samples.soon());

        var again = Logbook.open(context, directory, Samples.soon());
        assertThat(again.drained(Samples.header(3), Samples.soon()))
                .hasValueSatisfying(d -> assertThat(d.session()).isEqualTo(first.session()));
        var other = new Header(
                "paper-4",
                4,
                first.tag(),
                first.mode(),
                first.venue(),
                first.address(),
                "other",
                false,
                first.place(),
                first.dialect(),
                List.of());
        assertThat(again.drained(other, Samples.soon())).isEmpty();
        again.resume(other, Samples.soon());
        assertThat(again.drained(first, Samples.soon())).isPresent();
        again.resume(Samples.header(3), Samples.soon());
        assertThat(again.drained(first, Samples.soon())).isEmpty();
        again.close(Samples.soon());
    }
}
