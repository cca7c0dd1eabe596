package trysail.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static trysail.risk.StateFake.BTC;
import static trysail.risk.StateFake.NOW;
import static trysail.risk.StateFake.calm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;
import trysail.scope.Latch;
import trysail.scope.SessionClock;

class RiskTest {
    private final Gate gate = new Gate(SessionClock.SYSTEM);
    private final AtomicLong sequence = new AtomicLong();
    private final Risk risk =
            new Risk(RiskLimits.standard(), gate, () -> new ClientOrderId("test1", 1, 1, sequence.incrementAndGet()));

    private static Intent.Submit buy(String size, Terms terms) {
        return new Intent.Submit(BTC, Side.BUY, new BigDecimal(size), terms, false, "test");
    }

    private static Intent.Submit exit(Side side, String size) {
        return new Intent.Submit(BTC, side, new BigDecimal(size), Terms.market(), true, "test");
    }

    private void denied(String rule, Intent intent, RiskState state) {
        assertThat(risk.judge(intent, state)).isInstanceOfSatisfying(Denied.class, d -> {
            assertThat(d.rule()).as(d.reason()).isEqualTo(rule);
            assertThat(d.intent()).isEqualTo(intent);
        });
    }

    private Approved approved(Intent intent, RiskState state) {
        var verdict = risk.judge(intent, state);
        assertThat(verdict).isInstanceOf(Approved.class);
        return (Approved) verdict;
    }

    @Test
    void anApprovedOrderIsWhatWasAskedForUnderANewId() {
        var approved = approved(buy("0.002", Terms.postOnly(new BigDecimal("59990.0"))), calm());

        assertThat(approved.why()).isEqualTo("test");
        assertThat(approved.action()).isInstanceOfSatisfying(Approved.Action.Place.class, p -> {
            assertThat(p.order().id()).hasToString("test1-s1-e1-1");
            assertThat(p.order().size()).isEqualByComparingTo("0.002");
            assertThat(p.order().reduceOnly()).isFalse();
        });
    }

    @Test // A6
    void aShutGateDeniesOrdersButNotCancels() {
        gate.shut();

        denied("gate", buy("0.002", Terms.market()), calm());
        denied("gate", exit(Side.SELL, "0.002"), calm().holding("0.002"));
        approved(new Intent.Cancel(new ClientOrderId("test1", 1, 1, 1), "requote"), calm());
    }

    @Test
    void theStopsOwnOrderPassesAShutGate() {
        gate.shut();
        var flatten = risk.flatten(BTC, calm().holding("-0.005").position(BTC));

        var order = ((Approved.Action.Place) flatten.action()).order();
        assertThat(order.side()).isEqualTo(Side.BUY);
        assertThat(order.size()).isEqualByComparingTo("0.005");
        assertThat(order.terms()).isEqualTo(Terms.market());
        assertThat(order.reduceOnly()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> risk.flatten(BTC, Position.flat("BTC-USDT")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> risk.flatten(eth(), calm().holding("1").position(BTC)));
    }

    @Test
    void sizesAndPricesOffTheirStepsAreDenied() {
        denied("step", buy("0.0025", Terms.market()), calm());
        denied("step", buy("0", Terms.market()), calm());
        denied("step", buy("0.002", Terms.limit(new BigDecimal("59990.05"))), calm());
    }

    @Test
    void anOrderBelowTheVenuesMinimumIsDenied() {
        denied("min-size", buy("0.001", Terms.market()), calm());
    }

    @Test
    void anOrderOverATenthOfEquityIsDenied() {
        denied("max-order-size", buy("0.017", Terms.market()), calm());
        approved(buy("0.016", Terms.market()), calm());
    }

    @Test
    void openOrdersCountTowardsThePosition() {
        denied("max-position", buy("0.010", Terms.market()), calm().holding("0.007"));
        denied("max-position", buy("0.010", Terms.market()), calm().pending("0.007"));
        approved(buy("0.010", Terms.market()), calm().pending("0.007").holding("-0.007"));
    }

    @Test
    void aSellLimitBelowTheBidCountsAtTheBid() {
        var sell = new Intent.Submit(
                BTC, Side.SELL, new BigDecimal("0.017"), Terms.limit(new BigDecimal("58900.0")), false, "test");
        denied("max-order-size", sell, calm()); // 1 001.3 at its limit, 1 020 at the bid
    }

    @Test
    void dataIsOldByTheFeedsClockOrByOurs() { // D1, D2: by the venue's time and by arrival, each instrument by itself
        var buy = buy("0.002", Terms.market());
        approved(buy, calm().at(NOW.plusMillis(2_000), Duration.ofMillis(1)));
        denied("stale-data", buy, calm().at(NOW.plusMillis(2_001), Duration.ofMillis(1)));
        denied("stale-data", buy, calm().at(NOW, Duration.ofMillis(2_001)));
        denied("stale-data", buy, calm().blind());
    }

    @Test
    void oldDataKeepsNobodyFromLeaving() {
        approved(exit(Side.SELL, "0.100"), calm().holding("0.100").at(NOW.plusSeconds(60), Duration.ofMinutes(1)));
        approved(exit(Side.SELL, "0.100"), calm().holding("0.100").blind());
    }

    @Test
    void anExitThatReducesNothingIsDenied() {
        denied("reduce-only", exit(Side.SELL, "0.002"), calm());
        denied("reduce-only", exit(Side.SELL, "0.002"), calm().holding("-0.002"));
        denied("reduce-only", exit(Side.SELL, "0.003"), calm().holding("0.002"));
    }

    @Test
    void aPriceOverTwoPercentAwayIsDenied() {
        approved(buy("0.002", Terms.limit(new BigDecimal("58800.0"))), calm());
        denied("price-band", buy("0.002", Terms.limit(new BigDecimal("58799.9"))), calm());
        denied("price-band", buy("0.002", Terms.limit(new BigDecimal("61200.1"))), calm());
    }

    @Test
    void theRateHasABurstAReserveForExitsAndComesBack() {
        var buy = buy("0.002", Terms.market());
        for (var i = 0; i < 32; i++) {
            approved(buy, calm());
        }
        denied("order-rate", buy, calm());
        for (var i = 0; i < 8; i++) {
            approved(exit(Side.SELL, "0.002"), calm().holding("0.002"));
        }
        denied("order-rate", exit(Side.SELL, "0.002"), calm().holding("0.002"));

        approved(buy, calm().after(Duration.ofMillis(500)));
    }

    @Test
    void openOrdersAreBounded() {
        approved(buy("0.002", Terms.market()), calm().open(199));
        denied("open-orders", buy("0.002", Terms.market()), calm().open(200));
    }

    private static Instrument eth() {
        var hundredth = new BigDecimal("0.01");
        return new Instrument("ETH-USDT", hundredth, hundredth, hundredth, BigDecimal.TEN);
    }

    @Test
    void drainingDeniesEntriesAndLetsExitsAndCancelsThrough() { // A5
        gate.hold(Latch.DRAINING);

        denied("drain", buy("0.002", Terms.postOnly(new BigDecimal("59990.0"))), calm());
        approved(exit(Side.SELL, "0.002"), calm().holding("0.002"));
        approved(new Intent.Cancel(new ClientOrderId("test1", 1, 1, 1), "test"), calm());
    }
}
