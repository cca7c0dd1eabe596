package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.disk.JournalException;
import trysail.log.LogStyle;
import trysail.log.SessionLog;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.words.Address;

/** A number is given once, a copied directory marks its orders anew, and what a directory is outlives versions. */
@Timeout(180)
class IdentityTest {
    @TempDir
    Path directory;

    final SessionContext context = SessionContext.standalone("book");

    private Logbook book(Path where) throws InterruptedException {
        return Logbook.open(context, where, Samples.soon());
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var words : statements) {
                statement.execute(words);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Venue.Example:443/, https://venue.example",
        "http://venue.example.:80, http://venue.example",
        "http://venue.example:8080/, http://venue.example:8080",
        "http://localhost:9443, http://127.0.0.1:9443",
        "http://[::1]:9443, http://127.0.0.1:9443",
        "http://[0:0:0:0:0:0:0:1]:9443, http://127.0.0.1:9443",
        "http://127.1.2.3:9443, http://127.0.0.1:9443",
        "https://venue.example/api/, https://venue.example/api",
        "embedded, embedded",
        "binance-usdm, binance-usdm"
    })
    void anAddressHasOneSpelling(String spelt, String canonical) {
        assertThat(Address.canonical(spelt)).isEqualTo(canonical);
        assertThat(Address.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "http://venue.example, https://venue.example",
        "http://venue.example:81, http://venue.example",
        "http://10.0.0.1, http://127.0.0.1",
        "https://venue.example/a, https://venue.example/A"
    })
    void differentPlacesStayDifferent(String one, String other) {
        assertThat(Address.isSame(one, other)).isFalse();
    }

    @Test
    void whatCannotBeCommittedIsNotGivenOut() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("any.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("CREATE TABLE parent (n INTEGER PRIMARY KEY)");
            statement.execute("CREATE TABLE child (n INTEGER PRIMARY KEY AUTOINCREMENT,"
                    + " p REFERENCES parent (n) DEFERRABLE INITIALLY DEFERRED)");
            assertThatThrownBy(() -> JournalDb.transaction(connection, () -> {
                        try (var row = statement.executeQuery("INSERT INTO child (p) VALUES (7) RETURNING n")) {
                            return row.getInt(1); // as a number is: known before the commit that fails
                        }
                    }))
                    .isInstanceOf(SQLException.class);
            try (var row = statement.executeQuery("SELECT count(*) FROM child")) {
                assertThat(row.getInt(1)).isZero();
            }
            assertThat(JournalDb.transaction(connection, () -> 1)).isEqualTo(1); // and the next one can begin
        }
    }

    @Test
    void aCopiedDirectoryMarksItsOrdersAnewAndSaysSo() throws Exception {
        var original = book(directory.resolve("a"));
        original.newSession("paper", Samples.soon());
        original.close(Samples.soon());
        Files.createDirectories(directory.resolve("b"));
        Files.copy(directory.resolve("a/logbook.db"), directory.resolve("b/logbook.db"));

        var copy = book(directory.resolve("b"));
        assertThat(copy.tag()).matches("[a-z0-9]{5}").isNotEqualTo(original.tag());
        assertThat(copy.told())
                .hasValueSatisfying(words ->
                        assertThat(words).contains("copy").contains(copy.tag()).contains(original.tag()));
        assertThat(copy.newSession("paper", Samples.soon()).number()).isEqualTo(2);
        copy.close(Samples.soon());

        var again = book(directory.resolve("b"));
        assertThat(again.tag()).isEqualTo(copy.tag());
        assertThat(again.told()).isEmpty();
        again.close(Samples.soon());
        var stillThere = book(directory.resolve("a"));
        assertThat(stillThere.tag()).isEqualTo(original.tag());
        stillThere.close(Samples.soon());
    }

    @Test
    void aLogbookOlderThanTheJournalsBesideItGivesNoNumberAgain() throws Exception {
        var book = book(directory);
        book.newSession("paper", Samples.soon());
        book.close(Samples.soon());
        Files.createFile(directory.resolve("paper-17.db"));

        var restored = book(directory);
        assertThat(restored.newSession("paper", Samples.soon()).number()).isEqualTo(18);
        assertThat(restored.tag()).isNotEqualTo(book.tag());
        assertThat(restored.told())
                .hasValueSatisfying(words -> assertThat(words).contains("older"));
        restored.close(Samples.soon());
    }

    @Test
    void aNewLogbookBesideOldJournalsBeginsAfterThem() throws Exception {
        Files.createFile(directory.resolve("paper-3.log"));
        Files.createFile(directory.resolve("my-own-name-5.damaged.db"));
        Files.createFile(directory.resolve("notes-99.txt"));
        var book = book(directory);
        assertThat(book.newSession("paper", Samples.soon()).number()).isEqualTo(6);
        assertThat(book.told()).isEmpty();
        book.close(Samples.soon());
    }

    @Test
    void theLogbookOfAnOlderVersionIsTakenOver() throws Exception {
        sql(
                directory.resolve("logbook.db"),
                "CREATE TABLE logbook (one INTEGER PRIMARY KEY CHECK (one = 1), tag TEXT NOT NULL)",
                "CREATE TABLE sessions (number INTEGER PRIMARY KEY AUTOINCREMENT, mode TEXT NOT NULL,"
                        + " started TEXT NOT NULL, receipt TEXT)",
                "INSERT INTO logbook VALUES (1, 'older')",
                "INSERT INTO sessions VALUES (41, 'paper', '2026-01-02T12:00:00Z', '{}')");
        var book = book(directory);
        assertThat(book.tag()).isEqualTo("older");
        assertThat(book.told()).isEmpty();
        assertThat(book.history(5, Samples.soon()))
                .singleElement()
                .satisfies(l -> assertThat(l.session()).isEqualTo("paper-41"));
        assertThat(book.newSession("paper", Samples.soon()).number()).isEqualTo(42);
        book.close(Samples.soon());
        assertThat(Files.getPosixFilePermissions(directory.resolve("logbook.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theLogbookOfANewerVersionIsRefusedInWords() throws Exception {
        sql(directory.resolve("logbook.db"), "CREATE TABLE anything (x)", "PRAGMA user_version = 77");
        assertThatThrownBy(() -> book(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("newer Trysail (version 77)")
                .hasMessageContaining("--journal");
    }

    @Test
    void theJournalOfANewerVersionIsNoDamage() throws Exception {
        var journal = Journal.open(
                SessionContext.standalone("paper-1"), JournalStores.at(directory), Samples.header(1), Samples.soon());
        journal.abandon(Samples.soon());
        sql(directory.resolve("paper-1.db"), "PRAGMA user_version = 77");
        var dead = new DeadSessions(SessionContext.standalone("paper-2"), directory, "fake", "http://fake", "acc");
        assertThatThrownBy(() -> dead.claimNext(Samples.soon()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("newer Trysail");
        assertThat(directory.resolve("paper-1.db")).exists();
    }

    @Test
    void onlyTheirOwnerReadsJournalFiles() throws Exception {
        var where = directory.resolve("made/here");
        var store = JournalStores.at(where);
        var book = book(where);
        var log = SessionLog.open(
                SessionContext.standalone("paper-1"), store, LogStyle.USUAL, List.of(), List.of(), Samples.soon());
        var journal = Journal.open(SessionContext.standalone("paper-1"), store, Samples.header(1), Samples.soon());
        try (var files = Files.list(where)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .as("rights of %s", file)
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
        assertThat(Files.getPosixFilePermissions(where)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        journal.close("end", Samples.soon());
        log.close(Samples.soon());
        book.close(Samples.soon());
        assertThat(where).isDirectoryNotContaining("glob:**-wal");
    }

    @Test
    void aDirectoryDeletedWhileItsSessionRunsFailsTheJournalWithinASecondOrSo() throws Exception {
        var where = directory.resolve("gone");
        var journal = Journal.open(
                SessionContext.standalone("paper-1"), JournalStores.at(where), Samples.header(1), Samples.soon());
        try (var files = Files.list(where)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(where);
        var deadline = Samples.soon();
        while (journal.failure().isEmpty() && !deadline.expired()) {
            SessionClock.SYSTEM.sleep(Duration.ofMillis(20));
        }
        assertThat(journal.failure())
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessageContaining("paper-1.db")
                        .hasMessageContaining("deleted while its session ran"));
        assertThatThrownBy(() -> journal.close("end", Samples.soon())).isInstanceOf(JournalException.class);
    }

    @Test
    void anotherFileOfTheSameNameIsNotTheJournal() throws Exception {
        var journal = Journal.open(
                SessionContext.standalone("paper-1"), JournalStores.at(directory), Samples.header(1), Samples.soon());
        var file = directory.resolve("paper-1.db");
        Files.copy(file, directory.resolve("restored"));
        Files.move(directory.resolve("restored"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> journal.appendDurably(new Entry.Asked("x")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("deleted while its session ran");
        journal.letGo();
    }

    @Test
    void aDrainedAccountIsDrainedUnderAnySpellingOfItsVenue() throws Exception {
        var book = book(directory);
        book.drain(at("http://localhost:9443/"), Samples.soon());
        assertThat(book.drained(at("http://127.0.0.1:9443"), Samples.soon())).isPresent();
        book.resume(at("HTTP://LOCALHOST:9443"), Samples.soon());
        assertThat(book.drained(at("http://localhost:9443/"), Samples.soon())).isEmpty();
        book.close(Samples.soon());
    }

    @Test
    void aDrainUnderAnotherKeyOfTheSameVenueIsKnown() throws Exception {
        var memory = Logbook.open(context, new MemoryStore("k4f9q"), Samples.soon());
        for (var book : List.of(book(directory), memory)) {
            book.drain(at("http://localhost:9443/"), Samples.soon());
            var changed = at("http://127.0.0.1:9443", "changed");
            assertThat(book.drained(changed, Samples.soon())).isEmpty();
            assertThat(book.drainedWithAnotherKey(changed, Samples.soon()))
                    .hasValueSatisfying(d -> assertThat(d.session()).isEqualTo("paper-1"));
            assertThat(book.drainedWithAnotherKey(at("http://localhost:9443"), Samples.soon()))
                    .isEmpty();
            assertThat(book.drainedWithAnotherKey(at("http://elsewhere", "changed"), Samples.soon()))
                    .isEmpty();
            book.close(Samples.soon());
        }
    }

    private static Header at(String address) {
        return at(address, Samples.header(1).account());
    }

    private static Header at(String address, String account) {
        var h = Samples.header(1);
        return new Header(
                h.session(),
                h.number(),
                h.tag(),
                h.mode(),
                h.venue(),
                address,
                account,
                false,
                h.place(),
                h.dialect(),
                h.instruments());
    }
}
