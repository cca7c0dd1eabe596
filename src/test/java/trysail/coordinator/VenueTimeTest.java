package trysail.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.Instrument;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;

/** One time stamp that cannot be does no harm, and is told; a clock that is really elsewhere is followed. */
class VenueTimeTest {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2023-03-01T10:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final List<String> told = new ArrayList<>();
    private final VenueTime time = new VenueTime(told::add);

    /** The time that a quote of this stamp is taken for, our own clock standing at {@code NOW}. */
    private Instant quote(Instant stamp) {
        time.wall(NOW);
        return ((Quote) time.sound(
                        new Quote(BTC, BigDecimal.TEN, BigDecimal.ONE, BigDecimal.valueOf(11), BigDecimal.ONE, stamp)))
                .time();
    }

    private Instant latest() {
        return time.latest().orElseThrow();
    }

    @Test
    void oneQuoteDatedAYearAheadIsTakenAsOfNowAndTold() {
        quote(NOW);
        assertThat(quote(NOW.plus(YEAR))).isEqualTo(NOW);
        assertThat(quote(NOW.plusMillis(100))).isEqualTo(NOW.plusMillis(100));
        assertThat(latest()).isEqualTo(NOW.plusMillis(100));
        assertThat(told)
                .containsExactly("a quote of BTC-USDT is dated 2027-01-05T10:00:00Z: taken as of 2026-01-05T10:00:00Z");
    }

    @Test
    void oneDatedLongAgoIsTakenAsOfNowAndManyAreToldOnceAMinute() {
        quote(NOW);
        for (var i = 0; i < 100; i++) {
            assertThat(quote(Instant.EPOCH)).isBetween(NOW, NOW.plusMillis(i));
            quote(NOW.plusMillis(i));
        }
        assertThat(latest()).isEqualTo(NOW.plusMillis(99));
        assertThat(told).hasSize(1);
    }

    @Test
    void theFirstOfAllMayBeTheWrongOne() {
        assertThat(quote(NOW.plus(YEAR))).isEqualTo(NOW);
        assertThat(quote(NOW.plusMillis(1))).isEqualTo(NOW.plusMillis(1));

        var other = new VenueTime(told::add);
        other.wall(NOW);
        other.sound(new Trade(BTC, 1, BigDecimal.TEN, BigDecimal.ONE, Side.BUY, Instant.EPOCH));
        other.sound(new Trade(BTC, 2, BigDecimal.TEN, BigDecimal.ONE, Side.BUY, NOW));
        assertThat(other.latest()).contains(NOW);
    }

    @Test
    void aVenueWhoseClockIsReallyAheadIsFollowedFromItsThirdEventOn() {
        var ahead = NOW.plus(Duration.ofHours(8));
        quote(ahead);
        for (var i = 1; i < 4; i++) {
            quote(ahead.plusMillis(i));
        }
        assertThat(quote(ahead.plusMillis(9))).isEqualTo(ahead.plusMillis(9));
        assertThat(quote(ahead.plus(YEAR))).as("and one wild stamp there").isEqualTo(ahead.plusMillis(9));
    }

    @Test
    void aRecordingOfLongAgoPlaysAsItWasAndGoesOnAfterItsGap() {
        quote(LONG_AGO);
        assertThat(quote(LONG_AGO.plusSeconds(1_800))).isEqualTo(LONG_AGO.plusSeconds(1_800));
        var after = LONG_AGO.plus(Duration.ofDays(3));
        quote(after);
        quote(after.plusMillis(1));
        assertThat(quote(after.plusMillis(2))).isEqualTo(after.plusMillis(2));
        assertThat(latest()).isEqualTo(after.plusMillis(2));
        told.clear();
        assertThat(quote(after.plus(YEAR))).isEqualTo(after.plusMillis(2));
    }

    @Test
    void aStampHalfAnHourAheadInARecordingHoldsNobodyUpForLong() {
        quote(LONG_AGO);
        quote(LONG_AGO.plusSeconds(1_800));
        for (var i = 0; i < 40; i++) {
            quote(LONG_AGO.plusMillis(i));
        }
        assertThat(latest()).isBefore(LONG_AGO.plusSeconds(1));
    }

    @Test
    void whatComesOutOfOrderByALittleIsLeftAsItIs() {
        quote(NOW);
        assertThat(quote(NOW.minusSeconds(3))).isEqualTo(NOW.minusSeconds(3));
        assertThat(latest()).isEqualTo(NOW);
        assertThat(told).isEmpty();
    }
}
