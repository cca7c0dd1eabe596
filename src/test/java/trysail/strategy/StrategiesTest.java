package trysail.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategiesTest {
    @Test
    void aNameAloneIsEnough() {
        assertThat(Strategies.named("quoter")).isInstanceOf(Quoter.class);
        assertThat(Strategies.named("crossover, fast=5, slow=20")).isInstanceOf(Crossover.class);
        assertThat(Strategies.names()).containsExactly("crossover", "quoter");
    }

    @Test
    void mistakesAreNamedWithTheirRemedy() {
        refused("quotr", "strategy 'quotr' is not known: did you mean 'quoter'? (there are: crossover, quoter)");
        refused("quoter,spred=3", "strategy quoter has no option 'spred': did you mean 'spread'?");
        refused("quoter,spread", "strategy quoter: 'spread' is not of the form option=value");
        refused(
                "quoter,spread=wide",
                "strategy quoter: spread=wide must be a number from 0 to 500 (basis points between bid and ask)");
        refused(
                "crossover,fast=0",
                "strategy crossover: fast=0 must be a number from 1 to 499 (bars of the fast average)");
        refused("crossover,fast=1.5", "strategy crossover: fast=1.5 must be a whole number");
        refused("crossover,fast=50,slow=10", "crossover: fast=50 must be below slow=10");
    }

    @Test
    void aLambdaIsAStrategy() {
        Strategy idle = (event, state) -> List.of();
        assertThat(idle.warmUp()).isEmpty();
    }

    @Test
    void anAverageIsSeededByItsFirstValueAndValidFromItsLength() {
        var ema = new Ema(3); // α = 1/2
        ema.add(BigDecimal.valueOf(10));
        ema.add(BigDecimal.valueOf(20));
        assertThat(ema.value()).isEmpty();
        ema.add(BigDecimal.valueOf(5));
        assertThat(ema.value()).get().satisfies(v -> assertThat(v).isEqualByComparingTo("10"));
    }

    private static void refused(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategies.named(spec))
                .withMessage(message);
    }
}
