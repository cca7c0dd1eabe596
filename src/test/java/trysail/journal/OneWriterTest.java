package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.disk.JournalException;
import trysail.log.LogStyle;
import trysail.log.SessionLog;
import trysail.model.Purpose;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/** The journal's thread: what it may touch, and that its death is heard of. */
@Timeout(180)
class OneWriterTest {
    private final SessionContext context = SessionContext.standalone("paper-1");
    private final MemoryStore store = new MemoryStore("k4f9q");

    @TempDir
    private Path directory;

    @Test
    void whatAClaimedJournalSaysIsWrittenByItsClaimantAlone() throws Exception { // C5
        var died = Journal.open(context, store, Samples.header(1), Samples.soon());
        died.append(new Entry.Listed(List.of(Samples.BTC)));
        died.appendDurably(new Entry.Intended(Samples.order(1), Purpose.TRADE, "why"));
        store.crash();

        var found = new JournalState();
        var claim = new JournalWriter.Claim("paper-2", found, (s, n, of) -> {});
        var journal = new Journal(SessionContext.standalone("paper-2"), store, "paper-1");
        journal.start(new JournalWriter(SessionContext.standalone("paper-2"), store, "paper-1", journal, claim));
        assertThat(journal.awaitOpen(Samples.soon(), Optional.empty())).isTrue();
        assertThat(found.open()).hasSize(1);
        assertThat(found.epoch()).isEqualTo(2);

        journal.appendDurably(new Entry.Filled(Samples.id(1), Samples.fill("t1", "0.004")));
        journal.close("recovered", Samples.soon());
        assertThat(found.fills()).as("the writer's thread has left it alone").isZero();
        died.letGo();
    }

    @Test
    void aWriterThatDiesOfAnErrorHasNotWrittenWhatWaits() throws Exception {
        var journal = Journal.open(context, store, Samples.header(1), Samples.soon());
        journal.tap(line -> {
            throw new StackOverflowError("a tap");
        });
        journal.appendDurably(new Entry.Asked("first"));
        assertThatThrownBy(() -> journal.close("end", Samples.soon())).isInstanceOf(JournalException.class);
        assertThat(journal.failure()).isPresent();
        assertThat(store.locks()).as("the next start finds it").isOne();
    }

    @Test
    void aLogOnAFullDiskIsClosedAllTheSame() throws Exception {
        var full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
        Files.createSymbolicLink(directory.resolve("paper-1.log"), full);
        var log = SessionLog.open(
                context, JournalStores.at(directory), LogStyle.USUAL, List.of(), List.of(), Samples.soon());
        context.bound(() -> Logger.getLogger("trysail.test.Speaker").info("into the void"));
        assertThat(log.close(Samples.soon())).isTrue();
        assertThat(log.dropped()).isOne();
        assertThat(context.ledger().entries(Ledger.Kind.FILE)).isEmpty();
    }
}
