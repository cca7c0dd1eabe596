package trysail.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.strategy.FakeState.BTC;
import static trysail.strategy.FakeState.START;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import trysail.model.Bar;
import trysail.model.Side;
import trysail.model.Trade;

class BarsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bars bars = new Bars(BTC, MINUTE);

    static Trade trade(long seconds, String price) {
        return new Trade(BTC, seconds, new BigDecimal(price), BigDecimal.ONE, Side.BUY, START.plusSeconds(seconds));
    }

    static Bar bar(long minute, String close, boolean closed) {
        var price = new BigDecimal(close);
        var open = START.plus(MINUTE.multipliedBy(minute));
        return new Bar(BTC, MINUTE, open, price, price, price, price, BigDecimal.ONE, closed);
    }

    @Test
    void aTradeOfTheNextMinuteClosesTheBar() {
        bars.add(trade(1, "10"));
        bars.add(trade(30, "12"));
        bars.add(trade(59, "9"));

        assertThat(bars.add(trade(60, "11"))).singleElement().satisfies(b -> {
            assertThat(b.openTime()).isEqualTo(START);
            assertThat(b.open()).isEqualByComparingTo("10");
            assertThat(b.high()).isEqualByComparingTo("12");
            assertThat(b.low()).isEqualByComparingTo("9");
            assertThat(b.close()).isEqualByComparingTo("9");
            assertThat(b.volume()).isEqualByComparingTo("3");
            assertThat(b.closed()).isTrue();
        });
        assertThat(bars.running()).get().satisfies(b -> assertThat(b.close()).isEqualByComparingTo("11"));
    }

    @Test
    void silentMinutesBecomeFlatBars() {
        bars.add(trade(0, "10"));

        assertThat(bars.add(trade(185, "20")))
                .extracting(
                        b -> b.openTime(),
                        b -> b.close().intValue(),
                        b -> b.volume().intValue())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(START, 10, 1),
                        org.assertj.core.groups.Tuple.tuple(START.plusSeconds(60), 10, 0),
                        org.assertj.core.groups.Tuple.tuple(START.plusSeconds(120), 10, 0));
    }

    @Test
    void tradesGoOnFromTheRunningBarOfHistory() {
        bars.add(bar(0, "10", true));
        bars.add(bar(1, "11", false));
        bars.add(trade(61, "15"));

        assertThat(bars.running()).get().satisfies(b -> {
            assertThat(b.open()).isEqualByComparingTo("11");
            assertThat(b.close()).isEqualByComparingTo("15");
        });
    }

    @Test
    void historyThatComesAfterTheFirstTradesIsStillTaken() {
        bars.add(trade(130, "30"));

        assertThat(bars.add(bar(0, "10", true))).hasSize(1);
        assertThat(bars.add(bar(1, "20", true))).hasSize(1);
        assertThat(bars.add(bar(0, "10", true))).as("told twice").isEmpty();
        assertThat(bars.add(trade(180, "31"))).hasSize(1);
    }

    @Test
    void aTradeOfAMinuteThatIsOverIsIgnored() {
        bars.add(bar(3, "10", true));

        assertThat(bars.add(trade(30, "99"))).isEmpty();
        assertThat(bars.running()).isEmpty();
    }
}
