package trysail.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.model.Terms;

/** What may be at work at once, positions and entries together. */
class CapitalLimitTest {
    private static final CapitalLimit LIMIT = new CapitalLimit(new BigDecimal("300"));

    private static Optional<String> objection(StateFake state, Side side, String size) {
        var order = new Intent.Submit(StateFake.BTC, side, new BigDecimal(size), Terms.market(), false, "test");
        return LIMIT.objection(order, state);
    }

    @Test
    void upToTheLimitNothingIsObjected() {
        assertThat(objection(StateFake.calm(), Side.BUY, "0.005")).isEmpty();
    }

    @Test
    void beyondItTheSumIsNamed() {
        assertThat(objection(StateFake.calm(), Side.BUY, "0.006"))
                .contains("360.00 would be at work, over a limit of 300");
    }

    @Test
    void whatIsHeldAndWhatMayStillFillCountsToo() {
        assertThat(objection(StateFake.calm().holding("0.003"), Side.BUY, "0.002"))
                .isEmpty();
        assertThat(objection(StateFake.calm().holding("0.003").pending("0.001"), Side.BUY, "0.002"))
                .isPresent();
    }

    @Test
    void anOrderToTheOtherSideCountsByWhereItLeads() {
        assertThat(objection(StateFake.calm().holding("0.004"), Side.SELL, "0.008"))
                .isEmpty();
        assertThat(objection(StateFake.calm().holding("0.004"), Side.SELL, "0.010"))
                .isPresent();
    }

    @Test
    void exitsAreNotHeldToIt() {
        assertThat(LIMIT.holdsExits()).isFalse();
    }
}
