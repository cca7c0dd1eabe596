package trysail.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.matching.Scene.told;
import static trysail.model.FeedNotice.Kind.GAP;
import static trysail.model.FeedNotice.Kind.LIVE;
import static trysail.model.FeedNotice.Kind.LOST;
import static trysail.model.Side.BUY;
import static trysail.model.Side.SELL;
import static trysail.model.TimeInForce.FOK;
import static trysail.model.TimeInForce.GTC;
import static trysail.model.TimeInForce.IOC;
import static trysail.model.TimeInForce.POST_ONLY;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import trysail.model.Terms;

class MatchingEngineTest {
    private final Scene scene = Scene.usual();

    @Test
    void marketOrderWalksTheVisibleBook() {
        assertThat(told(scene.market("a", "m", BUY, "2.5", false)))
                .containsExactly("m accepted", "m filled 1 @ 100.1", "m filled 1 @ 100.2", "m filled 0.5 @ 100.3");
    }

    @Test
    void marketOrderExpiresWhereTheBookEnds() {
        assertThat(told(scene.market("a", "m", SELL, "4", false)))
                .containsExactly(
                        "m accepted",
                        "m filled 1 @ 100.0",
                        "m filled 1 @ 99.9",
                        "m filled 1 @ 99.8",
                        "m expired NO_LIQUIDITY");
    }

    @Test
    void takerPaysTheTakersFeeAndMakerTheMakers() {
        var taken = (Execution.Filled) scene.market("a", "m", BUY, "1", false).getLast();
        scene.limit("a", "l", BUY, "100.0", "1", GTC);
        scene.trade("100.0", "1", SELL);
        var made = (Execution.Filled) scene.trade("100.0", "1", SELL).getFirst();

        assertThat(taken.fee()).isEqualByComparingTo("0.05005");
        assertThat(made.fee()).isEqualByComparingTo("0.02");
    }

    @Test
    void restingOrderWaitsForTheQueueBeforeIt() {
        scene.limit("a", "l", BUY, "100.0", "1", GTC);

        assertThat(told(scene.trade("100.0", "0.6", SELL))).isEmpty();
        assertThat(told(scene.trade("100.0", "0.7", SELL))).containsExactly("l filled 0.3 @ 100.0 maker");
        assertThat(told(scene.trade("100.0", "5", SELL))).containsExactly("l filled 0.7 @ 100.0 maker");
        assertThat(scene.engine.working()).isEmpty();
    }

    @Test
    void aTradeOfOurOwnSideAtOurPriceDoesNotFillUs() {
        scene.limit("a", "l", BUY, "100.0", "1", GTC);

        assertThat(scene.trade("100.0", "50", BUY)).isEmpty();
    }

    // G9
    @Test
    void aTradeOfNothingFillsNobody() {
        scene.limit("a", "l", BUY, "99.9", "1", GTC);
        scene.limit("a", "s", SELL, "100.2", "1", GTC);

        assertThat(scene.trade("0", "0", SELL)).isEmpty();
        assertThat(scene.trade("0", "1", SELL)).isEmpty();
        assertThat(scene.trade("100.2", "0", BUY)).isEmpty();
    }

    @Test
    void cancelsBeforeUsShortenTheQueue() {
        scene.limit("a", "l", BUY, "100.0", "1", GTC);
        scene.quote("100.0", "0.2", "100.1", "1");

        assertThat(told(scene.trade("100.0", "0.5", SELL))).containsExactly("l filled 0.3 @ 100.0 maker");
    }

    @Test
    void aGapInTheBookDoesNotBringUsToTheHeadOfTheQueue() {
        scene.limit("a", "l", BUY, "99.9", "1", GTC);
        scene.notice(GAP);

        assertThat(told(scene.trade("99.9", "1", SELL))).isEmpty();
        assertThat(told(scene.trade("99.9", "0.4", SELL))).containsExactly("l filled 0.4 @ 99.9 maker");
    }

    @Test
    void whatWeLeftOfTheOtherSideIsNoNewsAfterAGap() {
        scene.limit("a", "l", BUY, "100.1", "3", GTC);
        scene.notice(GAP);

        assertThat(told(scene.book(true, new String[] {"100.0:1"}, new String[] {"100.1:1"})))
                .isEmpty();
    }

    @Test
    void afterALostFeedNothingIsFilledAtItsOldPrices() {
        scene.quote("100.0", "1", "100.1", "1");
        scene.notice(LOST);
        scene.notice(LIVE);

        assertThat(told(scene.market("a", "m", BUY, "1", false)))
                .containsExactly("m accepted", "m expired NO_LIQUIDITY");
        scene.quote("101.0", "1", "101.1", "1");
        assertThat(told(scene.market("a", "n", BUY, "1", false))).containsExactly("n accepted", "n filled 1 @ 101.1");
    }

    @Test
    void sizeThatJoinsBehindUsDoesNotDelayUs() {
        scene.limit("a", "l", BUY, "100.0", "1", GTC);
        scene.quote("100.0", "9", "100.1", "1");

        assertThat(told(scene.trade("100.0", "2", SELL))).containsExactly("l filled 1 @ 100.0 maker");
    }

    @Test
    void aTradeThroughOurPriceFillsUsAtOurPrice() {
        scene.limit("a", "l", BUY, "100.0", "3", GTC);

        assertThat(told(scene.trade("99.9", "0.001", SELL))).containsExactly("l filled 3 @ 100.0 maker");
    }

    @Test
    void aQuoteThroughOurPriceFillsUs() {
        scene.limit("a", "l", SELL, "100.2", "2", GTC);

        assertThat(told(scene.quote("100.2", "1", "100.3", "1"))).containsExactly("l filled 2 @ 100.2 maker");
    }

    @Test
    void whatWeLeftOfALevelDoesNotFillUsAgain() {
        assertThat(told(scene.limit("a", "l", BUY, "100.1", "3", GTC)))
                .containsExactly("l accepted", "l filled 1 @ 100.1");
        assertThat(scene.quote("100.0", "1", "100.1", "1")).isEmpty();
        assertThat(scene.quote("100.0", "1", "100.2", "1")).isEmpty();
        assertThat(told(scene.quote("100.0", "1", "100.1", "1"))).containsExactly("l filled 2 @ 100.1 maker");
    }

    @Test
    void immediateOrCancelTakesWhatCrosses() {
        assertThat(told(scene.limit("a", "i", BUY, "100.2", "3", IOC)))
                .containsExactly("i accepted", "i filled 1 @ 100.1", "i filled 1 @ 100.2", "i expired NO_LIQUIDITY");
    }

    @Test
    void fillOrKillTakesAllOrNothing() {
        assertThat(told(scene.limit("a", "f1", BUY, "100.2", "2.001", FOK)))
                .containsExactly("f1 accepted", "f1 expired NO_LIQUIDITY");
        assertThat(told(scene.limit("a", "f2", BUY, "100.2", "2", FOK)))
                .containsExactly("f2 accepted", "f2 filled 1 @ 100.1", "f2 filled 1 @ 100.2");
    }

    @Test
    void postOnlyNeverTakes() {
        assertThat(told(scene.limit("a", "p", BUY, "100.1", "1", POST_ONLY))).containsExactly("p rejected WOULD_TAKE");
        assertThat(told(scene.limit("a", "p", BUY, "100.0", "1", POST_ONLY))).containsExactly("p accepted");
    }

    @Test
    void reduceOnlyNeedsAPositionAndEndsWithIt() {
        assertThat(told(scene.market("a", "r1", SELL, "1", true))).containsExactly("r1 rejected NOTHING_TO_REDUCE");
        scene.market("a", "m", BUY, "0.4", false);
        assertThat(told(scene.market("a", "r2", SELL, "1", true)))
                .containsExactly("r2 accepted", "r2 filled 0.4 @ 100.0", "r2 expired NOTHING_TO_REDUCE");
    }

    @Test
    void restingReduceOnlyExpiresWhenThePositionIsGone() {
        scene.market("a", "m", BUY, "1", false);
        scene.engine.submit(new Submission("a", "r", SELL, BigDecimal.ONE, Terms.limit(new BigDecimal("100.3")), true));

        assertThat(told(scene.market("a", "out", SELL, "1", false)))
                .containsExactly("out accepted", "out filled 1 @ 100.0", "r expired NOTHING_TO_REDUCE");
    }

    @Test
    void accountsTradeWithEachOtherInTheirPlaceInTheQueue() {
        scene.limit("a", "inside", SELL, "100.0", "0", GTC); // refused: no size
        scene.quote("99.8", "1", "100.1", "1");
        scene.limit("a", "better", SELL, "100.0", "0.5", GTC);
        scene.limit("a", "level", SELL, "100.1", "0.5", GTC);

        assertThat(told(scene.market("b", "m", BUY, "2", false)))
                .containsExactly(
                        "m accepted",
                        "better filled 0.5 @ 100.0 maker",
                        "m filled 0.5 @ 100.0",
                        "m filled 1 @ 100.1",
                        "level filled 0.5 @ 100.1 maker",
                        "m filled 0.5 @ 100.1");
    }

    @Test
    void anAccountTradesWithItselfAsWithAnyOther() {
        scene.quote("99.8", "1", "100.1", "1");
        scene.limit("a", "old", SELL, "100.0", "0.5", GTC);

        var executions = scene.limit("a", "new", BUY, "100.0", "0.7", GTC);

        assertThat(told(executions))
                .containsExactly("new accepted", "old filled 0.5 @ 100.0 maker", "new filled 0.5 @ 100.0");
        assertThat(executions.stream()
                        .filter(e -> e instanceof Execution.Filled)
                        .map(e -> ((Execution.Filled) e).tradeId())
                        .distinct())
                .as("one trade, told to both orders")
                .hasSize(1);
        assertThat(scene.engine.position("a")).isZero();
        assertThat(scene.engine.find("a", "new")).isPresent();
    }

    @Test
    void anAccountsOwnOrderCountsForWhatAFillOrKillCanTake() {
        scene.quote("99.8", "1", "100.1", "1");
        scene.limit("a", "old", SELL, "100.0", "0.5", GTC);

        assertThat(told(scene.limit("a", "all", BUY, "100.0", "0.5", FOK)))
                .containsExactly("all accepted", "old filled 0.5 @ 100.0 maker", "all filled 0.5 @ 100.0");
    }

    @Test
    void aWorkingClientIdIsNotTakenTwice() { // C1
        scene.limit("a", "x", BUY, "99.0", "1", GTC);

        assertThat(told(scene.limit("a", "x", BUY, "99.0", "1", GTC))).containsExactly("x rejected DUPLICATE");
        assertThat(scene.engine.working()).hasSize(1);
    }

    @Test
    void theInstrumentsStepsAndMinimaHold() {
        assertThat(told(scene.limit("a", "t", BUY, "99.05", "1", GTC))).containsExactly("t rejected TICK");
        assertThat(told(scene.limit("a", "l", BUY, "99.0", "1.0005", GTC))).containsExactly("l rejected LOT");
        assertThat(told(scene.limit("a", "n", BUY, "99.0", "0.05", GTC))).containsExactly("n rejected MIN_NOTIONAL");
        assertThat(told(scene.limit("a", "h", BUY, "99.0", "1e30", GTC))).containsExactly("h rejected LOT");
    }

    @Test
    void cancelEndsAnOrderOnce() { // A20
        scene.limit("a", "x", BUY, "99.0", "1", GTC);

        assertThat(scene.engine.cancel("b", "x")).isEmpty();
        assertThat(scene.engine.cancel("a", "x")).isPresent();
        assertThat(scene.engine.cancel("a", "x")).isEmpty();
    }

    @Test
    void anOlderBookDoesNotHideANewerQuote() {
        scene.quote("100.4", "2", "100.5", "2");

        assertThat(scene.engine.best(SELL)).hasValue(new BigDecimal("100.5"));
        assertThat(told(scene.market("a", "m", BUY, "3", false)))
                .containsExactly("m accepted", "m filled 2 @ 100.5", "m expired NO_LIQUIDITY");
    }

    private static String outcome(java.util.Optional<Amendment> amendment) {
        return switch (amendment.orElseThrow()) {
            case Amendment.Done(var executions) -> String.join(", ", told(executions));
            case Amendment.Refused(var why) -> "refused " + why;
        };
    }

    private String amend(String id, String price, String size) {
        return outcome(scene.engine.amend("a", id, new BigDecimal(price), new BigDecimal(size)));
    }

    @Test
    void anOrderThatBecomesSmallerKeepsItsPlace() {
        scene.limit("a", "first", BUY, "100.0", "2", GTC);
        scene.limit("a", "second", BUY, "100.0", "1", GTC);

        assertThat(amend("first", "100.0", "1.5")).isEqualTo("first amended");
        scene.trade("100.0", "1", SELL);

        assertThat(told(scene.trade("100.0", "2", SELL)))
                .containsExactly("first filled 1.5 @ 100.0 maker", "second filled 0.5 @ 100.0 maker");
    }

    @Test
    void anOrderThatBecomesLargerJoinsTheQueueAnew() {
        scene.limit("a", "first", BUY, "100.0", "1", GTC);
        scene.limit("a", "second", BUY, "100.0", "1", GTC);

        assertThat(amend("first", "100.0", "2")).isEqualTo("first amended");
        scene.trade("100.0", "1", SELL);

        assertThat(told(scene.trade("100.0", "1", SELL)).getFirst()).isEqualTo("second filled 1 @ 100.0 maker");
    }

    @Test
    void anOrderThatIsMovedAcrossTheBookTakes() {
        scene.limit("a", "o", BUY, "99.0", "0.5", GTC);
        assertThat(amend("o", "100.1", "0.5")).isEqualTo("o amended, o filled 0.5 @ 100.1");
        assertThat(scene.engine.amend("a", "o", new BigDecimal("99.0"), BigDecimal.ONE))
                .as("it is over")
                .isEmpty();
    }

    @Test
    void aPostOnlyOrderThatWouldTakeStaysAsItWas() {
        scene.limit("a", "o", BUY, "99.0", "0.5", POST_ONLY);
        assertThat(amend("o", "100.1", "0.5")).isEqualTo("refused WOULD_TAKE");
        assertThat(amend("o", "99.05", "0.5")).isEqualTo("refused TICK");
        assertThat(amend("o", "99.1", "0.5")).isEqualTo("o amended");
    }

    @Test
    void anOrderThatHasTradedAsMuchAsItMayNowIsCancelled() {
        scene.limit("a", "o", BUY, "100.0", "1", GTC);
        scene.trade("100.0", "1.4", SELL);
        assertThat(amend("o", "100.0", "0.4")).isEqualTo("o cancelled");
    }
}
