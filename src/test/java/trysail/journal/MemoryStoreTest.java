package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.disk.JournalException;
import trysail.model.OrderState;
import trysail.model.Purpose;
import trysail.scope.SessionContext;

/** Journals in memory are what journals on a disk are: what recovery reads back, and what can become of them. */
class MemoryStoreTest {
    private final SessionContext context = SessionContext.standalone("paper-1");
    private final MemoryStore store = new MemoryStore("k4f9q");

    @TempDir
    private Path directory;

    private static final class Troubled implements JournalStore.Trouble {
        private volatile Duration delay = Duration.ZERO;
        private volatile boolean full;

        @Override
        public Duration delay() {
            return delay;
        }

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public boolean tears() {
            return false;
        }
    }

    private Journal open(JournalStore where) throws InterruptedException {
        return Journal.open(context, where, Samples.header(1), Samples.soon());
    }

    private static void fill(Journal journal) throws InterruptedException {
        journal.append(new Entry.Listed(List.of(Samples.BTC)));
        journal.appendDurably(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why"));
        journal.append(new Entry.Filled(Samples.id(1), Samples.fill("t1", "0.004")));
        journal.appendDurably(new Entry.Asked("opens paused"));
    }

    private static Entry ended() {
        return new Entry.Ended(Samples.id(1), OrderState.CANCELLED, new BigDecimal("0.004"));
    }

    private DeadSessions dead(JournalStore where) {
        var next = SessionContext.standalone("paper-2");
        return new DeadSessions(next, where, "fake", "http://fake", "acc");
    }

    @Test
    void whatIsReadBackIsWhatTheDiskGivesBack() throws Exception {
        var disk = JournalStores.at(directory);
        for (var where : List.of(store, disk)) {
            var journal = open(where);
            fill(journal);
            journal.append(ended());
            journal.close("end", Samples.soon());
        }
        var kept = JournalReader.entries(context, store, "paper-1", Samples.soon());
        var onDisk = JournalReader.entries(context, disk, "paper-1", Samples.soon());
        assertThat(kept.stream().map(Entry.Stamped::entry))
                .isEqualTo(onDisk.stream().map(Entry.Stamped::entry).toList())
                .hasSize(7);
        assertThat(store.locks()).isZero();
    }

    @Test
    void deadSessionIsClaimedOnceAndRecoversFromItsEntries() throws Exception { // C5
        var journal = open(store);
        fill(journal);
        store.crash();

        var found = dead(store).claimNext(Samples.soon()).orElseThrow();
        assertThat(store.holder("paper-1")).isEqualTo(JournalStore.Holder.CLAIMANT);
        assertThat(found.header().session()).isEqualTo("paper-1");
        assertThat(found.state().open())
                .singleElement()
                .satisfies(o -> assertThat(o.order().id()).isEqualTo(Samples.id(1)));
        found.record(ended());
        found.close("recovered", Samples.soon());
        journal.letGo();
        assertThat(dead(store).claimNext(Samples.soon())).isEmpty();
        assertThat(store.locks()).isZero();
    }

    @Test
    void whoeverCrashedWritesNothingMore() throws Exception {
        var journal = open(store);
        fill(journal);
        var before = store.lines("paper-1");
        store.crash();
        assertThatThrownBy(() -> journal.appendDurably(new Entry.Asked("after")))
                .isInstanceOf(JournalException.class);
        assertThat(store.lines("paper-1")).isEqualTo(before);
        journal.letGo();
    }

    @Test
    void tornTailIsSetAsideAndWhatIsBeforeItStillCounts() throws Exception { // C6
        var journal = open(store);
        fill(journal);
        store.crash();
        store.open(context.clock(), "paper-1").tear();

        var found = dead(store).claimNext(Samples.soon()).orElseThrow();
        assertThat(found.state().fills()).isEqualTo(1);
        found.record(ended());
        found.close("recovered", Samples.soon());
        journal.letGo();
        assertThat(store.sessions()).containsExactly("paper-1");
        assertThat(dead(store).claimNext(Samples.soon())).isEmpty();
    }

    @Test
    void fullDiskFailsWhoeverWaitsForIt() throws Exception {
        var full = new Troubled();
        var journal = open(new TroubledStore(store, full));
        full.full = true;
        assertThatThrownBy(() -> journal.appendDurably(new Entry.Asked("x")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("full");
        journal.letGo();
    }

    @Test
    void slowDiskHoldsNobodyBeyondItsDeadline() throws Exception {
        var slow = new Troubled();
        var disk = new TroubledStore(store, slow);
        var journal = open(disk);
        var book = Logbook.open(context, disk, Samples.soon());
        slow.delay = Duration.ofMillis(400);
        var soon = context.clock().deadline(Duration.ofMillis(50));
        assertThatThrownBy(() -> book.newSession("paper", soon))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in time");
        var late = context.clock().deadline(Duration.ofMillis(50));
        assertThatThrownBy(() -> journal.close("end", late)).isInstanceOf(JournalException.class);
        assertThat(journal.close("end", Samples.soon())).isPositive();
    }

    @Test
    void bookGivesNumbersAndKeepsReceiptsAndDrains() throws Exception {
        var book = Logbook.open(context, store, Samples.soon());
        var first = book.newSession("paper", Samples.soon());
        assertThat(first.session()).isEqualTo("paper-1");
        book.record(first, "{}", Samples.soon());
        book.drain(Samples.header(1), Samples.soon());
        book.close(Samples.soon());

        var again = Logbook.open(context, store, Samples.soon());
        assertThat(again.newSession("paper", Samples.soon()).session()).isEqualTo("paper-2");
        assertThat(again.history(10, Samples.soon()).getFirst().receipt()).contains("{}");
        assertThat(again.drained(Samples.header(1), Samples.soon()).map(DrainMark::session))
                .isEqualTo(Optional.of("paper-1"));
        again.resume(Samples.header(1), Samples.soon());
        assertThat(again.drained(Samples.header(1), Samples.soon())).isEmpty();
    }
}
