package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.disk.JournalException;
import trysail.model.OrderState;
import trysail.model.Purpose;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

@Timeout(180)
class JournalTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    Path directory;

    final SessionContext context = SessionContext.standalone("paper-1");

    private Journal open() throws InterruptedException {
        return Journal.open(context, JournalStores.at(directory), Samples.header(1), Samples.soon());
    }

    private List<Entry> read() throws InterruptedException {
        return JournalReader.entries(context, directory, "paper-1", Samples.soon()).stream()
                .map(Entry.Stamped::entry)
                .toList();
    }

    private boolean isMade() {
        return Files.exists(directory.resolve("paper-1.db")) && !Files.exists(SessionLock.path(directory, "paper-1"));
    }

    @Test
    void durableEntryCanBeReadAtOnceByAnybody() throws Exception { // C2
        var journal = open();
        journal.appendDurably(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why"));
        assertThat(read()).contains(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why"));
        journal.close("done", Samples.soon());
    }

    @Test
    void closingLeavesOneFileNoLockAndNothingOpen() throws Exception {
        var journal = open();
        for (var i = 1; i <= 5_000; i++) {
            journal.append(new Entry.Denied("buy", "rule", "reason " + i));
        }
        assertThat(journal.close("duration reached", Samples.soon())).isEqualTo(5_001);
        assertThat(journal.close("again", Samples.soon())).isEqualTo(5_001);

        assertThat(read()).hasSize(5_002).last().isEqualTo(new Entry.Closed("duration reached"));
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("paper-1.db");
        }
        var ended = Samples.soon();
        while (!context.ledger().entries().isEmpty() && !ended.expired()) {
            Thread.onSpinWait();
        }
        assertThat(context.ledger().entries()).isEmpty();
    }

    @Test
    void anOpeningThatIsCutLeavesNoDeadSession() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::open).isInstanceOf(InterruptedException.class);

        var ended = Samples.soon();
        while (!isMade() && !ended.expired()) {
            Thread.onSpinWait(); // the writer was begun, and has its lock until it is done
        }
        var store = JournalStores.at(directory);
        assertThat(store.unfinished()).isEmpty();
        assertThat(read()).last().isEqualTo(new Entry.Closed("its opening was cut"));
    }

    @Test
    void tapSeesWhatIsOnTheDiskInOrder() throws Exception {
        var journal = open();
        var seen = Collections.synchronizedList(new ArrayList<Entry>());
        journal.tap(line -> seen.add(line.entry()));
        journal.append(new Entry.CancelAsked(Samples.id(1), "one"));
        journal.append(new Entry.CancelAsked(Samples.id(2), "two"));
        journal.close("end", Samples.soon());
        assertThat(seen)
                .containsExactly(
                        new Entry.CancelAsked(Samples.id(1), "one"),
                        new Entry.CancelAsked(Samples.id(2), "two"),
                        new Entry.Closed("end"));
    }

    @Test
    void viewsOfTheShellShowOrdersFillsAndPositions() throws Exception {
        var journal = open();
        journal.append(new Entry.Intended(Samples.order(1), Purpose.TRADE, "quoter"));
        journal.append(new Entry.Accepted(Samples.id(1), "77", Samples.NOON));
        journal.append(new Entry.Filled(Samples.id(1), Samples.fill("t1", "0.004")));
        journal.append(new Entry.Filled(Samples.id(1), Samples.fill("t2", "0.006")));
        journal.append(new Entry.Ended(
                Samples.id(1), OrderState.FILLED, Samples.order(1).size()));
        journal.close("end", Samples.soon());

        assertThat(sql("SELECT symbol || side || size || price || state FROM orders"))
                .containsExactly("BTC-USDTBUY0.01061000.10filled");
        assertThat(sql("SELECT trade_id FROM fills")).containsExactly("t1", "t2");
        assertThat(sql("SELECT symbol || size FROM positions")).containsExactly("BTC-USDT0.01");
        assertThat(sql("PRAGMA user_version")).containsExactly("2");
    }

    private List<String> sql(String query) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("paper-1.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void fileThatCannotBeWrittenFailsCallersInBoundedTime() throws Exception {
        var journal = open();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("paper-1.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> journal.appendDurably(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why")))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("paper-1.db");
            assertThat(journal.failure()).isPresent();
            assertThat(journal.tryAppend(new Entry.Closed("x"))).isFalse();
            assertThat(SessionLock.tryAcquire(directory, "paper-1", JournalStore.Holder.SESSION))
                    .as("still ours")
                    .isEmpty();
            assertThatThrownBy(() -> journal.close("end", Samples.soon())).isInstanceOf(JournalException.class);
        }
        try (var free = SessionLock.tryAcquire(directory, "paper-1", JournalStore.Holder.SESSION)
                .orElseThrow()) {
            assertThat(free).isNotNull();
        }
    }

    @Test
    void closeEndsAtItsDeadlineWhileTheDiskIsStuck() throws Exception {
        var journal = open();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("paper-1.db"));
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var before = System.nanoTime();
            var soon = SessionClock.SYSTEM.deadline(Duration.ofMillis(100));
            assertThatThrownBy(() -> journal.close("end", soon)).isInstanceOf(JournalException.class);
            stalls.assertSince(before, Duration.ofMillis(350));
            assertThat(context.ledger().entries()).as("named in what is left").isNotEmpty();
        }
    }

    @Test
    void directoryThatIsNoDirectoryIsSaidInOneLine() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> Journal.open(context, JournalStores.at(file), Samples.header(1), Samples.soon()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("--journal DIR")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Journal.open(
                        context, JournalStores.at(file.resolve("below")), Samples.header(1), Samples.soon()))
                .isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> Journal.open(
                        context, JournalStores.at(Path.of("/proc/self/nowhere")), Samples.header(1), Samples.soon()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("/proc/self/nowhere");
    }

    @Test
    void nameOfALiveSessionIsRefused() throws Exception {
        var journal = open();
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("alive");
        journal.close("end", Samples.soon());
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("exists already");
    }
}
