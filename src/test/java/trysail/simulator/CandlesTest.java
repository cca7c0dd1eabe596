package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.model.Instrument;
import trysail.simulator.candle.Candles;
import trysail.simulator.candle.TimeFrame;
import trysail.simulator.source.SyntheticMarket;

class CandlesTest {
    private static final Instrument BTC = SyntheticMarket.listed("BTC-USDT");
    private static final long STARTED = 1_763_000_123_456L;

    private final Candles candles = new Candles(BTC, 1, STARTED, 650_000);

    @Test
    void everyFrameHasAPastThatJoinsThePresent() {
        for (var frame : TimeFrame.values()) {
            var all = candles.klines(frame, Optional.empty(), Optional.empty(), 1501);

            assertThat(all).as(frame.word()).hasSize(1501);
            assertThat(all.getLast().closed()).isFalse();
            assertThat(all.getLast().close()).isEqualByComparingTo("65000.0");
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).openTime().toEpochMilli())
                        .isEqualTo(all.get(i - 1).closeTime().toEpochMilli() + 1);
                assertThat(all.get(i).open())
                        .isEqualByComparingTo(all.get(i - 1).close());
                assertThat(all.get(i).high())
                        .isGreaterThanOrEqualTo(all.get(i).open().max(all.get(i).close()));
                assertThat(all.get(i).low())
                        .isLessThanOrEqualTo(all.get(i).open().min(all.get(i).close()));
                assertThat(all.get(i).low()).isPositive();
                assertThat(all.get(i).volume()).isNotNegative();
            }
        }
    }

    @Test
    void framesAgreeOnThePriceOfAnInstant() {
        var minutes = candles.klines(TimeFrame.M1, Optional.empty(), Optional.empty(), 1000);
        var hours = candles.klines(TimeFrame.H1, Optional.empty(), Optional.empty(), 10);

        for (var hour : hours) {
            minutes.stream()
                    .filter(m -> m.openTime().equals(hour.openTime()))
                    .forEach(m -> assertThat(m.open()).isEqualByComparingTo(hour.open()));
        }
    }

    @Test
    void tradesGrowTheRunningCandleAndQuietMinutesAreFlat() {
        long open = TimeFrame.M1.open(STARTED);
        candles.trade(STARTED + 10, 651_000, 20, true);
        candles.trade(open + 5 * 60_000 + 1, 649_000, 30, false);

        var last = candles.klines(TimeFrame.M1, Optional.of(open), Optional.empty(), 10);
        assertThat(last).hasSize(6);
        assertThat(last.getFirst().high()).isEqualByComparingTo("65100");
        assertThat(last.getFirst().closed()).isTrue();
        assertThat(last.get(3).volume()).isZero();
        assertThat(last.get(3).open()).isEqualByComparingTo("65100");
        assertThat(last.getLast().close()).isEqualByComparingTo("64900");
        assertThat(last.getLast().takerBuyVolume()).isZero();
        assertThat(last.getLast().volume()).isEqualByComparingTo("0.030");
    }

    @Test
    void weeksBeginOnMondaysAndMonthsOnTheirFirst() {
        assertThat(TimeFrame.W1.open(STARTED)).isEqualTo(1_762_732_800_000L); // Monday, 10 November 2025
        assertThat(TimeFrame.MONTH.open(STARTED)).isEqualTo(1_761_955_200_000L); // 1 November 2025
        assertThat(TimeFrame.MONTH.next(TimeFrame.MONTH.open(STARTED))).isEqualTo(1_764_547_200_000L);
        assertThat(TimeFrame.MONTH.previous(TimeFrame.MONTH.open(STARTED))).isEqualTo(1_759_276_800_000L);
    }
}
