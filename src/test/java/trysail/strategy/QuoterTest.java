package trysail.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.strategy.FakeState.START;
import static trysail.strategy.FakeState.quote;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;

class QuoterTest {
    private final Quoter quoter = new Quoter(BigDecimal.valueOf(2), BigDecimal.ONE, Duration.ofSeconds(5), 3);
    private final FakeState state = new FakeState();

    private List<Intent> on(String bid, String ask, long millis) {
        var quote = quote(bid, ask, START.plusMillis(millis));
        return quoter.onEvent(quote, state.at(quote));
    }

    @Test
    void firstQuoteRestsABidAndAnAskOfTheSmallestSizeRoundTheMid() {
        var wants = on("60000.0", "60000.2", 0);

        assertThat(wants).hasSize(2).allSatisfy(w -> {
            var submit = (Intent.Submit) w;
            assertThat(submit.size()).isEqualByComparingTo("0.002"); // 100 USDT at 60 000, rounded up to the lot
            assertThat(((Terms.Limit) submit.terms()).timeInForce()).isEqualTo(TimeInForce.POST_ONLY);
        });
        assertThat(price(wants.get(0))).isEqualByComparingTo("59994.0");
        assertThat(price(wants.get(1))).isEqualByComparingTo("60006.2");
    }

    @Test
    void aWideBookIsNeverCrossed() {
        var wants = on("60000.0", "60000.1", 0);
        assertThat(price(wants.get(0))).isLessThan(new BigDecimal("60000.1"));
        var tight = new Quoter(BigDecimal.ZERO, BigDecimal.ONE, Duration.ofSeconds(5), 3);
        var both = tight.onEvent(state.quote.orElseThrow(), state);
        assertThat(price(both.get(0))).isEqualByComparingTo("60000.0");
        assertThat(price(both.get(1))).isEqualByComparingTo("60000.1");
    }

    @Test
    void whereTheMarketMovesFastItKeepsFartherFromTheOtherSide() {
        var fast = new FakeState();
        for (var i = 0; i < 20; i++) { // 40 USDT up and down within a tenth of a second
            var quote = quote(
                    i % 2 == 0 ? "60000.0" : "60040.0", i % 2 == 0 ? "60000.2" : "60040.2", START.plusMillis(20 * i));
            fast.at(quote);
            var wants = quoter.onEvent(quote, fast);
            if (i == 13) { // the first quote after its pause
                assertThat(wants).hasSize(2);
                assertThat(price(wants.get(0))).isLessThanOrEqualTo(new BigDecimal("59990.2"));
                assertThat(price(wants.get(1))).isGreaterThanOrEqualTo(new BigDecimal("60090.0"));
            }
        }
    }

    @Test
    void aMidThatStandsStillLeavesTheOrdersAlone() {
        state.accept(on("60000.0", "60000.2", 0));

        assertThat(on("60000.1", "60000.3", 100)).isEmpty();
    }

    @Test
    void aMidThatMovedCancelsAndQuotesAgainOnlyWhenTheVenueConfirmed() {
        state.accept(on("60000.0", "60000.2", 0));

        var cancels = on("60010.0", "60010.2", 1_000);
        state.accept(cancels);
        assertThat(cancels).hasSize(2).allMatch(Intent.Cancel.class::isInstance);
        assertThat(on("60020.0", "60020.2", 2_000))
                .as("cancels are not confirmed")
                .isEmpty();

        state.working.removeIf(o -> o.side() == Side.BUY);
        var again = on("60020.0", "60020.2", 3_000);
        assertThat(again)
                .singleElement()
                .satisfies(w -> assertThat(((Intent.Submit) w).side()).isEqualTo(Side.BUY));
    }

    @Test
    void anOrderIsRenewedWhenItIsOld() {
        state.accept(on("60000.0", "60000.2", 0));

        assertThat(on("60000.0", "60000.2", 4_999)).isEmpty();
        assertThat(on("60000.0", "60000.2", 5_000)).hasSize(2).allMatch(Intent.Cancel.class::isInstance);
    }

    @Test
    void aSideThatWouldCarryTheInventoryPastItsBoundStaysEmpty() {
        state.hold(Side.BUY, "0.006", "60000");

        assertThat(on("60000.0", "60000.2", 0))
                .singleElement()
                .satisfies(w -> assertThat(((Intent.Submit) w).side()).isEqualTo(Side.SELL));
    }

    @Test
    void aDeniedSideIsNotAskedForOnEachQuote() {
        assertThat(on("60000.0", "60000.2", 0)).hasSize(2);
        assertThat(on("60000.0", "60000.2", 1)).isEmpty();
        assertThat(on("60000.0", "60000.2", 250)).hasSize(2);
    }

    @Test
    void aCrossedQuoteDecidesNothing() {
        assertThat(on("60001.0", "60000.2", 0)).isEmpty();
    }

    private static BigDecimal price(Intent intent) {
        return ((Terms.Limit) ((Intent.Submit) intent).terms()).price();
    }
}
