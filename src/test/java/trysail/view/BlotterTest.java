package trysail.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.journal.Entry;
import trysail.model.ClientOrderId;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Position;
import trysail.model.Side;

class BlotterTest {
    final Blotter blotter = new Blotter();

    private void say(Entry entry) {
        blotter.apply(new Entry.Stamped(Instant.EPOCH, entry));
    }

    private void fill(String trade, Side side, String price, String size) {
        say(new Entry.Filled(
                new ClientOrderId("k4f9q", 1, 1, 1),
                new Fill(
                        "BTC-USDT",
                        "1",
                        trade,
                        side,
                        new BigDecimal(price),
                        new BigDecimal(size),
                        new BigDecimal("0.1"),
                        false,
                        Instant.EPOCH)));
    }

    @Test
    void profitIsNetOfFeesAndAtTheLastMark() {
        fill("a", Side.BUY, "100", "2");
        fill("b", Side.SELL, "110", "1");
        fill("b", Side.SELL, "110", "1");
        blotter.mark("BTC-USDT", new BigDecimal("105"));
        var seen = blotter.snapshot();
        assertThat(seen.fills()).isEqualTo(2);
        assertThat(seen.realised()).isEqualByComparingTo("10");
        assertThat(seen.fees()).isEqualByComparingTo("0.2");
        assertThat(seen.pnl()).isEqualByComparingTo("14.8");
        assertThat(blotter.explained().stream().map(ProfitPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("14.8");
    }

    @Test
    void aFeeThatNobodyCanValueIsToldApartAndNotTakenForNothing() {
        var id = new ClientOrderId("k4f9q", 1, 1, 1);
        fill("a", Side.BUY, "100", "2");
        var unknown = blotter.snapshot();
        assertThat(unknown.feesNotValued()).isEmpty();

        for (var trade : new String[] {"b", "c", "c"}) {
            say(new Entry.Filled(
                    id,
                    new Fill(
                            "BTC-USDT",
                            "1",
                            trade,
                            Side.SELL,
                            new BigDecimal("100"),
                            BigDecimal.ONE,
                            new Fee(new BigDecimal("0.0002"), "BNB", Optional.empty()),
                            false,
                            Instant.EPOCH)));
        }

        var seen = blotter.snapshot();
        assertThat(seen.feesNotValued()).containsOnlyKeys("BNB");
        assertThat(seen.feesNotValued().get("BNB")).isEqualByComparingTo("0.0004");
        assertThat(seen.fees()).isEqualByComparingTo("0.1");
        assertThat(seen.pnl()).isEqualByComparingTo("-0.1");
    }

    @Test
    void whatAPositionGainedBeforeTheSessionIsNotItsProfit() {
        say(new Entry.Ready(List.of(
                new Position("BTC-USDT", BigDecimal.ONE, new BigDecimal("50"), BigDecimal.ZERO, BigDecimal.ZERO))));
        assertThat(blotter.snapshot().pnl()).isZero();
        fill("a", Side.BUY, "100", "1");
        blotter.mark("BTC-USDT", new BigDecimal("100"));
        assertThat(blotter.snapshot().pnl()).isEqualByComparingTo("-0.1");
        blotter.mark("BTC-USDT", new BigDecimal("101"));
        assertThat(blotter.snapshot().pnl()).isEqualByComparingTo("1.9");
    }
}
