package trysail.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static trysail.risk.StateFake.BTC;
import static trysail.risk.StateFake.NOW;
import static trysail.risk.StateFake.calm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import trysail.model.ClientOrderId;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;
import trysail.scope.SessionClock;

/** Limits, and what of them is used. */
class RiskLimitsTest {
    private static final RiskLimits STANDARD = RiskLimits.standard();

    private final AtomicLong sequence = new AtomicLong();

    private Risk risk(RiskLimits limits) {
        var gate = new Gate(SessionClock.SYSTEM);
        return new Risk(limits, gate, () -> new ClientOrderId("test1", 1, 1, sequence.incrementAndGet()));
    }

    private static LimitUse of(String limit, List<LimitUse> uses) {
        return uses.stream().filter(u -> u.limit().equals(limit)).findFirst().orElseThrow();
    }

    private static void shows(LimitUse use, String said, String most, String used, String room) {
        assertThat(use.said()).isEqualTo(said);
        assertThat(use.most().map(RiskLimitsTest::plain).orElse("-")).isEqualTo(most);
        assertThat(use.used().map(RiskLimitsTest::plain).orElse("-")).isEqualTo(used);
        assertThat(use.room().map(RiskLimitsTest::plain).orElse("-")).isEqualTo(room);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    @Test
    void eachLimitTellsWhatOfItIsUsed() {
        var state = calm().holding("0.005").pending("0.002").open(3).at(NOW.plusMillis(300), Duration.ofMillis(100));
        var uses = risk(STANDARD).uses(List.of(BTC), state);

        assertThat(uses.stream().map(LimitUse::limit))
                .containsExactly(
                        "max-order",
                        "max-position",
                        "max-open-orders",
                        "orders-per-second",
                        "order-burst",
                        "max-data-age",
                        "price-band");
        shows(of("max-order", uses), "10%", "1000", "-", "1000");
        shows(of("max-position", uses), "10%", "1000", "420.0007", "579.9993"); // 0.007 at the ask
        shows(of("max-open-orders", uses), "200", "200", "3", "197");
        shows(of("orders-per-second", uses), "20", "20", "0", "-");
        shows(of("order-burst", uses), "40", "40", "0", "40");
        shows(of("max-data-age", uses), "2s", "2000", "300", "1700");
        shows(of("price-band", uses), "2%", "1200", "-", "1200");
        assertThat(of("max-position", uses).symbol()).contains("BTC-USDT");
        assertThat(of("max-position", uses).rule()).isEqualTo(StandardRule.MAX_POSITION);
    }

    @Test
    void whatIsBeyondALimitLeavesNoRoom() {
        var state = calm().holding("-0.020").open(250).at(NOW, Duration.ofSeconds(9));
        var uses = risk(STANDARD).uses(List.of(BTC), state);

        shows(of("max-position", uses), "10%", "1000", "1199.998", "0"); // short, at the bid
        shows(of("max-open-orders", uses), "200", "200", "250", "0");
        shows(of("max-data-age", uses), "2s", "2000", "9000", "0");
    }

    @Test
    void withoutAQuoteThereIsNothingToTell() {
        var uses = risk(STANDARD).uses(List.of(BTC), calm().blind());

        shows(of("max-position", uses), "10%", "1000", "-", "-");
        shows(of("max-data-age", uses), "2s", "2000", "-", "-");
        shows(of("price-band", uses), "2%", "-", "-", "-");
    }

    @Test
    void theRateTellsTheLastSecondAndWhatMayGoAtOnce() {
        var risk = risk(STANDARD);
        var buy = new Intent.Submit(BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false, "test");
        for (var i = 0; i < 25; i++) {
            assertThat(risk.judge(buy, calm())).isInstanceOf(Approved.class);
        }
        var now = risk.uses(List.of(BTC), calm());
        shows(of("orders-per-second", now), "20", "20", "25", "-");
        shows(of("order-burst", now), "40", "40", "25", "15");

        var later = risk.uses(List.of(BTC), calm().after(Duration.ofMillis(999)));
        shows(of("orders-per-second", later), "20", "20", "25", "-");
        shows(of("order-burst", later), "40", "40", "6", "34"); // a twentieth of a second each

        var muchLater = risk.uses(List.of(BTC), calm().after(Duration.ofSeconds(5)));
        shows(of("orders-per-second", muchLater), "20", "20", "0", "-");
        shows(of("order-burst", muchLater), "40", "40", "0", "40");
    }

    @Test
    void aChosenLimitIsTheOneThatHolds() {
        var buy = new Intent.Submit(BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false, "test");
        var state = calm().open(3).at(NOW.plusMillis(500), Duration.ZERO);

        assertThat(risk(STANDARD).judge(buy, state)).isInstanceOf(Approved.class);
        holds(STANDARD.maxOrder(new BigDecimal("0.01")), buy, state, "max-order-size"); // 120 are 1.2 %
        holds(STANDARD.maxPosition(new BigDecimal("0.01")), buy, state, "max-position");
        holds(STANDARD.maxOpenOrders(3), buy, state, "open-orders");
        holds(STANDARD.maxDataAge(Duration.ofMillis(499)), buy, state, "stale-data");
        var limit = new Intent.Submit(
                BTC, Side.BUY, new BigDecimal("0.002"), Terms.limit(new BigDecimal("59900.0")), false, "test");
        holds(STANDARD.priceBand(new BigDecimal("0.001")), limit, state, "price-band");
        var slow = risk(STANDARD.ordersPerSecond(1).burst(1));
        assertThat(slow.judge(buy, state)).isInstanceOf(Approved.class);
        assertThat(slow.judge(buy, state))
                .isInstanceOfSatisfying(Denied.class, d -> assertThat(d.rule()).isEqualTo("order-rate"));
    }

    private void holds(RiskLimits limits, Intent intent, RiskState state, String rule) {
        assertThat(risk(limits).judge(intent, state))
                .isInstanceOfSatisfying(Denied.class, d -> assertThat(d.rule()).isEqualTo(rule));
    }

    @Test
    void aLimitThatCannotBeIsRefusedByName() {
        refused("max-order 0% cannot be", () -> STANDARD.maxOrder(BigDecimal.ZERO));
        refused("max-order -1% cannot be", () -> STANDARD.maxOrder(new BigDecimal("-0.01")));
        refused("max-position 10100% cannot be", () -> STANDARD.maxPosition(new BigDecimal(101)));
        refused("price-band 1E+999999999 cannot be", () -> STANDARD.priceBand(new BigDecimal("1e999999999")));
        refused("price-band 1E-999999999 cannot be", () -> STANDARD.priceBand(new BigDecimal("1e-999999999")));
        refused("too many digits", () -> STANDARD.priceBand(new BigDecimal("0.0123456789123456")));
        refused("max-open-orders 0 cannot be", () -> STANDARD.maxOpenOrders(0));
        refused("max-open-orders 10001 cannot be", () -> STANDARD.maxOpenOrders(10_001));
        refused("orders-per-second 0 cannot be", () -> STANDARD.ordersPerSecond(0));
        refused("order-burst -1 cannot be", () -> STANDARD.burst(-1));
        refused("max-data-age", () -> STANDARD.maxDataAge(Duration.ZERO));
        refused("max-data-age", () -> STANDARD.maxDataAge(Duration.ofDays(2)));
    }

    private static void refused(String words, ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessageContaining(words);
    }
}
