package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import trysail.look.ProfitSample;

class ProfitsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aLongSessionIsSpannedEvenlyInBoundedMemory() {
        var profits = new Profits();
        for (var i = 0; i < 100_000; i++) {
            profits.take(START.plusSeconds(i), BigDecimal.valueOf(i));
        }
        var samples = profits.samples();

        assertThat(samples.size()).isBetween(512, 1_024);
        assertThat(samples.getFirst().at()).isEqualTo(START);
        var apart = samples.get(1).at().getEpochSecond() - START.getEpochSecond();
        for (var i = 0; i < samples.size(); i++) {
            assertThat(samples.get(i).at()).isEqualTo(START.plusSeconds(i * apart));
            assertThat(samples.get(i).pnl()).isEqualByComparingTo(BigDecimal.valueOf(i * apart));
        }
        assertThat(samples.getLast().at()).isAfter(START.plusSeconds(100_000 - 2 * apart));
    }

    @Test
    void theLastWordIsKeptWhateverThereIsRoomFor() {
        var profits = new Profits();
        for (var i = 0; i < 2_001; i++) {
            profits.take(START.plusSeconds(i), BigDecimal.ZERO);
        }
        profits.end(START.plusSeconds(2_001), BigDecimal.TEN);

        assertThat(profits.samples().getLast()).isEqualTo(new ProfitSample(START.plusSeconds(2_001), BigDecimal.TEN));
    }

    @Test
    void ratesAreThoseOfTheLastBeats() {
        var pulse = new Pulse();
        assertThat(pulse.until(5, 100, 100)).isEqualTo(new Pulse.Rates(0, 0));
        for (var beat = 0; beat < 20; beat++) { // a beat each half second: 100 frames, one order event
            pulse.beat(beat * 500_000_000L, beat * 100L, beat);
        }
        assertThat(pulse.until(10_000_000_000L, 2_000, 20)).isEqualTo(new Pulse.Rates(200, 2));
    }
}
