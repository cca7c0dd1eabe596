package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.model.Fee;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;

/** A session's file as commit 2aab415 wrote it, before instruments had a kind and fees an asset: it stays readable. */
class OlderJournalTest {
    private static final String WRITTEN = "/journal/written-by-2aab415.db";
    /** The number of the last entry before which the session is taken to have been killed. */
    private static final int KILLED_AT = 125;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void copy() throws Exception {
        file = JournalDb.path(directory, "paper-1");
        try (var written = OlderJournalTest.class.getResourceAsStream(WRITTEN)) {
            Files.copy(written, file);
        }
    }

    private JournalState state() throws InterruptedException {
        var state = new JournalState();
        JournalReader.entries(SessionContext.standalone("reader"), directory, "paper-1", Samples.soon())
                .forEach(state::apply);
        return state;
    }

    private static Map<String, BigDecimal> sizes(JournalState state) {
        var sizes = new TreeMap<String, BigDecimal>();
        state.positions().forEach((symbol, p) -> sizes.put(symbol, p.size()));
        return sizes;
    }

    @Test
    void itAmountsToWhatItsSessionTraded() throws Exception {
        var state = state();

        assertThat(state.settled()).isTrue();
        assertThat(state.closed()).contains("DurationReached[]");
        assertThat(state.fills()).isEqualTo(14);
        assertThat(sizes(state))
                .containsExactly(
                        Map.entry("BTC-USDT", new BigDecimal("-0.001")),
                        Map.entry("ETH-USDT", new BigDecimal("-0.021")));
        assertThat(state.positions().get("BTC-USDT").fees()).isEqualByComparingTo("0.064755");
        assertThat(state.positions().get("ETH-USDT").fees()).isEqualByComparingTo("0.0406703");
        assertThat(state.feesNotValued()).isEmpty();
    }

    @Test
    void itsInstrumentsAreWhatAllInstrumentsWereThen() throws Exception {
        var listed = state().header().orElseThrow().instruments();

        assertThat(listed).extracting(Instrument::symbol).containsExactly("BTC-USDT", "ETH-USDT");
        assertThat(listed).allSatisfy(i -> {
            assertThat(i.kind()).isEqualTo(InstrumentKind.LINEAR_PERPETUAL);
            assertThat(i.contractSize()).isEqualByComparingTo("1");
            assertThat(i.venueSymbol()).isEmpty();
        });
        assertThat(listed.getFirst().minNotional()).isEqualByComparingTo("50");
    }

    @Test
    void itSaysNeitherWhereItsVenueWasNorWhoseWordsItSpoke() throws Exception {
        var header = state().header().orElseThrow();

        assertThat(header.venue()).isEqualTo("simulator");
        assertThat(header.place()).isEmpty();
        assertThat(header.dialect()).isEmpty();
    }

    @Test
    void oneWhoseSessionWasKilledIsFinishedByThisVersion() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM entries WHERE seq > " + KILLED_AT);
        }
        Files.createFile(SessionLock.path(directory, "paper-1"));
        var dead =
                new DeadSessions(SessionContext.standalone("paper-2"), directory, "simulator", "embedded", "embedded");

        var found = dead.claimNext(Samples.soon()).orElseThrow();
        var orders = found.state().open();
        assertThat(orders).hasSize(3);
        assertThat(orders)
                .allSatisfy(o -> assertThat(o.order().instrument().tick()).isPositive());
        var heard = Samples.fill("late", "0.001")
                .with(new Fee(new BigDecimal("0.0001"), "BNB", Optional.of(new BigDecimal("600"))));
        assertThat(found.record(new Entry.Filled(orders.getFirst().order().id(), heard)))
                .isTrue();
        var before = sizes(found.state());
        found.close("recovered", Samples.soon());
        found.release();

        var after = state();
        assertThat(after.closed()).contains("recovered");
        assertThat(sizes(after)).isEqualTo(before);
        assertThat(after.epoch()).isEqualTo(2);
    }
}
