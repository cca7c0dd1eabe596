package trysail.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.matching.Scene.dec;
import static trysail.matching.Scene.told;

import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.Side;
import trysail.model.Terms;

/** Orders that wait for their trigger: apart from the book, set off by the market's trades, reduce-only. */
class ConditionalTest { // G8
    private final Scene scene = Scene.usual();

    private List<Execution> waits(String id, Side side, Terms terms) {
        return scene.engine.submit(new Submission("a", id, side, dec("0.5"), terms, true));
    }

    @Test
    void aStopWaitsAndSellsWhatIsHeldWhenTheMarketFallsToIt() {
        scene.market("a", "in", Side.BUY, "0.5", false);
        assertThat(told(waits("stop", Side.SELL, Terms.stopMarket(dec("99.8")))))
                .containsExactly("stop accepted");
        assertThat(told(scene.trade("99.9", "1", Side.SELL))).isEmpty();
        assertThat(scene.engine.working()).hasSize(1);

        var happened = scene.trade("99.8", "1", Side.SELL);

        assertThat(told(happened)).containsExactly("stop triggered", "stop filled 0.5 @ 100.0");
        assertThat(happened.getFirst().order().triggered()).isTrue();
        assertThat(scene.engine.position("a")).isZero();
        assertThat(scene.engine.working()).isEmpty();
    }

    @Test
    void aTargetIsMetTheOtherWay() {
        scene.market("a", "in", Side.BUY, "0.5", false);
        waits("target", Side.SELL, Terms.takeProfitMarket(dec("101.0")));
        assertThat(told(scene.trade("100.9", "1", Side.BUY))).isEmpty();
        assertThat(told(scene.trade("101.2", "1", Side.BUY)))
                .containsExactly("target triggered", "target filled 0.5 @ 100.0");
    }

    @Test
    void withNothingLeftToReduceItEndsUnfilled() {
        waits("stop", Side.SELL, Terms.stopMarket(dec("99.8")));
        assertThat(told(scene.trade("99.7", "1", Side.SELL)))
                .containsExactly("stop triggered", "stop expired NOTHING_TO_REDUCE");
    }

    @Test
    void oneThatTheMarketHasReachedAlreadyIsRefused() {
        scene.trade("99.7", "1", Side.SELL);
        assertThat(told(waits("stop", Side.SELL, Terms.stopMarket(dec("99.8")))))
                .containsExactly("stop rejected WOULD_TRIGGER");
        assertThat(told(waits("stop", Side.SELL, Terms.stopMarket(dec("99.75")))))
                .containsExactly("stop rejected TICK");
    }

    @Test
    void cancelledItIsNotSetOffAnyMore() {
        scene.market("a", "in", Side.BUY, "0.5", false);
        waits("stop", Side.SELL, Terms.stopMarket(dec("99.8")));
        assertThat(scene.engine.cancel("a", "stop")).isPresent();
        assertThat(told(scene.trade("99.8", "1", Side.SELL))).isEmpty();
        assertThat(scene.engine.position("a")).isEqualByComparingTo("0.5");
    }
}
