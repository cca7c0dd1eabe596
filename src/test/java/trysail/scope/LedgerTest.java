package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void aLedgerThatNobodyLooksAtDoesNotGatherDeadThreads() throws InterruptedException { // E3, E4
        var ledger = new Ledger(SessionClock.SYSTEM);
        var kept = ledger.open(Ledger.Kind.FILE, "journal");
        for (var i = 0; i < 1_000; i++) {
            var thread = Thread.ofVirtual().start(() -> {});
            ledger.open(Ledger.Kind.THREAD, thread);
            thread.join();
            assertThat(ledger.size()).isLessThanOrEqualTo(64);
        }
        assertThat(ledger.entries()).containsExactly(kept);
        assertThat(ledger.opened()).containsEntry(Ledger.Kind.THREAD, 1_000);
    }
}
