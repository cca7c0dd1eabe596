package trysail.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.strategy.BarsTest.bar;
import static trysail.strategy.BarsTest.trade;
import static trysail.strategy.FakeState.START;
import static trysail.strategy.FakeState.quote;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Intent;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Side;

class CrossoverTest {
    private final Crossover crossover = new Crossover(2, 4);
    private final FakeState state = new FakeState();

    private void history(String... closes) {
        for (var i = 0; i < closes.length; i++) {
            crossover.observe(bar(i, closes[i], true), state);
        }
    }

    private List<Intent> tradeAt(long second, String price) {
        state.at(quote(price, new BigDecimal(price).add(BigDecimal.ONE).toPlainString(), START.plusSeconds(second)));
        return crossover.onEvent(trade(second, price), state);
    }

    @Test
    void theLastClosedBarOfHistoryDecidesOnce() {
        history("100", "101", "102", "103", "104");

        assertThat(tradeAt(301, "105")).singleElement().satisfies(w -> {
            var submit = (Intent.Submit) w;
            assertThat(submit.side()).isEqualTo(Side.BUY);
            assertThat(submit.size()).isEqualByComparingTo("9.433"); // 10 % of 10 000 at 106
        });
        assertThat(tradeAt(302, "105")).isEmpty();
    }

    @Test
    void historyThatIsOldDecidesNothing() {
        history("100", "101", "102", "103", "104");

        assertThat(tradeAt(361 + 60, "105"))
                .as("the minutes between are flat: the trend still stands")
                .hasSize(1);
        crossover.observe(bar(400, "50", true), state);
        assertThat(tradeAt(402 * 60 + 1, "40"))
                .as("decided by the flat bar that closed just now")
                .hasSize(1);
    }

    @Test
    void withTooFewBarsItDecidesNothing() {
        history("100", "101", "102");

        assertThat(tradeAt(181, "105")).isEmpty();
    }

    @Test
    void onTheWayDownALongIsClosedFirstAndTheShortOpenedWhenFlat() {
        history("104", "103", "102", "101", "100");
        state.hold(Side.BUY, "2.000", "100");

        assertThat(tradeAt(301, "99")).singleElement().satisfies(w -> {
            var submit = (Intent.Submit) w;
            assertThat(submit.side()).isEqualTo(Side.SELL);
            assertThat(submit.reduceOnly()).isTrue();
            assertThat(submit.size()).isEqualByComparingTo("2");
        });

        state.position = Position.flat("BTC-USDT");
        assertThat(crossover.onOrder(fill(), state)).singleElement().satisfies(w -> {
            var submit = (Intent.Submit) w;
            assertThat(submit.side()).isEqualTo(Side.SELL);
            assertThat(submit.reduceOnly()).isFalse();
        });
    }

    @Test
    void withoutShortSellingItEndsFlat() {
        var longOnly = new Crossover(2, 4, new BigDecimal("0.1"), false);
        for (var i = 0; i < 5; i++) {
            longOnly.observe(bar(i, "" + (104 - i), true), state);
        }
        state.at(quote("99", "100", START.plusSeconds(301)));

        assertThat(longOnly.onEvent(trade(301, "99"), state)).isEmpty();
    }

    @Test
    void aBarClosedByTradesDecides() {
        history("100", "100", "100", "100", "100");
        assertThat(tradeAt(301, "100")).as("no way yet").isEmpty();
        assertThat(tradeAt(350, "120")).isEmpty();

        assertThat(tradeAt(360, "120"))
                .singleElement()
                .satisfies(w -> assertThat(((Intent.Submit) w).side()).isEqualTo(Side.BUY));
    }

    @Test
    void itAsksForEnoughHistoryToForgetTheSeed() {
        assertThat(new Crossover(10, 100).warmUp()).containsExactly(new WarmUp(Crossover.FRAME, 400));
        assertThat(new Crossover(10, 50).warmUp()).containsExactly(new WarmUp(Crossover.FRAME, 250));
    }

    private static OrderEvent fill() {
        return new OrderEvent.Filled(
                new ClientOrderId("test1", 1, 1, 1),
                new Fill(
                        "BTC-USDT",
                        "v1",
                        "t1",
                        Side.SELL,
                        BigDecimal.TEN,
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        false,
                        START));
    }
}
