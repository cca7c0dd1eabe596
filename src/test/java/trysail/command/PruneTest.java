package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStores;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** {@code journal prune} deletes what ended and was asked for, says so, and touches nothing else. */
class PruneTest {
    @TempDir
    private Path directory;

    private Deck deck;

    @BeforeEach
    void open() {
        deck = Deck.script(directory);
    }

    @AfterEach
    void close() throws Exception {
        deck.close();
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }

    private Journal journal(int number) throws Exception {
        var name = "paper-" + number;
        var header = new Header(
                name,
                number,
                "k4f9q",
                "paper",
                "fake",
                "http://fake",
                "acc",
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
        Files.writeString(directory.resolve(name + ".log"), "a line\n");
        return Journal.open(SessionContext.standalone(name), JournalStores.at(directory), header, soon());
    }

    private void ended(int number) throws Exception {
        journal(number).close("end", soon());
    }

    private void writtenLast(int number, Duration ago) throws Exception {
        for (var end : List.of(".db", ".log")) {
            Files.setLastModifiedTime(
                    directory.resolve("paper-" + number + end),
                    FileTime.from(Instant.now().minus(ago)));
        }
    }

    private boolean has(int number) {
        return Files.exists(directory.resolve("paper-" + number + ".db"))
                && Files.exists(directory.resolve("paper-" + number + ".log"));
    }

    @Test
    void allButTheLatestGo() throws Exception {
        for (var number = 8; number <= 12; number++) {
            ended(number);
        }
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("paper-8.receipt.json"), "{}");
        assertThat(deck.line("journal prune --keep 2")).isZero();
        assertThat(deck.out())
                .contains("deleted the files of 3 sessions")
                .contains("paper-8, paper-9, paper-10")
                .contains("kB");
        assertThat(List.of(has(8), has(9), has(10), has(11), has(12))).containsExactly(false, false, false, true, true);
        assertThat(directory.resolve("notes.txt")).exists();
        assertThat(directory.resolve("paper-8.receipt.json")).doesNotExist();
        assertThat(directory).isDirectoryNotContaining("glob:**.lock");
        assertThat(deck.line("journal prune --keep 2")).isZero();
        assertThat(deck.out()).contains("nothing to delete");
    }

    @Test
    void whatLivesAndWhatIsNotRecoveredStays() throws Exception {
        journal(1).abandon(soon());
        var alive = journal(2);
        ended(3);
        assertThat(deck.line("journal prune --keep 0")).isZero();
        assertThat(deck.out())
                .contains("deleted the files of 1 session,")
                .contains("paper-3")
                .contains("deal with their orders: paper-1, paper-2");
        assertThat(List.of(has(1), has(2), has(3))).containsExactly(true, true, false);
        assertThat(directory.resolve("paper-1.lock")).exists();
        alive.close("end", soon());
    }

    @Test
    void onlyTheOldGoAndOfThemNotTheLatest() throws Exception {
        for (var number = 1; number <= 4; number++) {
            ended(number);
        }
        writtenLast(1, Duration.ofDays(40));
        writtenLast(2, Duration.ofDays(40));
        writtenLast(3, Duration.ofDays(20));
        writtenLast(4, Duration.ofDays(40));
        assertThat(deck.line("journal prune --older-than 30d --keep 1")).isZero();
        assertThat(List.of(has(1), has(2), has(3), has(4))).containsExactly(false, false, true, true);
        assertThat(deck.line("journal prune --older-than 30d")).isZero();
        assertThat(List.of(has(3), has(4))).containsExactly(true, false);
    }

    @Test
    void aLogWhoseJournalIsJustBeingMadeStays() throws Exception {
        var log = Files.writeString(directory.resolve("paper-5.log"), "opening\n");
        assertThat(deck.line("journal prune --keep 0")).isZero();
        assertThat(log).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "journal prune",
                "journal prune --keep -1",
                "journal prune --keep many",
                "journal prune --older-than 30",
                "journal prune --older-than 0s",
                "journal prune --older-than yesterday",
                "journal prune --kept 3",
                "journal prune paper-1",
                "journal adopt paper-1"
            })
    void whatIsNotUnderstoodDeletesNothing(String line) throws Exception {
        ended(1);
        assertThat(deck.line(line)).isEqualTo(2);
        assertThat(deck.err()).isNotEmpty();
        assertThat(has(1)).isTrue();
    }

    @Test
    void aDirectoryThatIsNotThereHasNothingToDelete() {
        assertThat(deck.line("journal prune --keep 3 --journal " + directory.resolve("none")))
                .isZero();
        assertThat(deck.out()).contains("nothing to delete");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void copiesAreAdoptedByName() throws Exception {
        journal(1).abandon(soon());
        var copies = Files.createDirectory(directory.resolve("copies"));
        for (var end : List.of(".db", ".lock")) {
            Files.copy(directory.resolve("paper-1" + end), copies.resolve("paper-1" + end));
        }
        assertThat(deck.line("journal adopt --journal " + copies)).isZero();
        assertThat(deck.out()).contains("adopted paper-1");
        assertThat(deck.line("journal adopt --journal " + copies)).isZero();
        assertThat(deck.out()).contains("nothing to adopt");
    }
}
