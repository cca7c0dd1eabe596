package trysail.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.risk.StateFake.BTC;
import static trysail.risk.StateFake.NOW;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import trysail.model.ClientOrderId;
import trysail.model.Intent;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;
import trysail.scope.SessionClock;

class RiskProperties {
    private final Gate gate = new Gate(SessionClock.SYSTEM);
    private final AtomicLong sequence = new AtomicLong();
    private final RiskLimits limits = RiskLimits.standard();
    private final Risk risk =
            new Risk(limits, gate, () -> new ClientOrderId("test1", 1, 1, sequence.incrementAndGet()));

    @Property
    void nothingPastALimitIsApproved(@ForAll("intents") Intent.Submit intent, @ForAll("states") StateFake state) {
        if (!(risk.judge(intent, state) instanceof Approved a)) {
            return;
        }
        var order = ((Approved.Action.Place) a.action()).order();
        assertThat(order)
                .isEqualTo(new Order(
                        order.id(),
                        intent.instrument(),
                        intent.side(),
                        intent.size(),
                        intent.terms(),
                        intent.reduceOnly()));
        if (intent.reduceOnly()) {
            var left = state.held().add(intent.side().signed(intent.size()));
            assertThat(left.signum() * state.held().signum())
                    .as("never through zero")
                    .isNotNegative();
            assertThat(left.abs()).isLessThan(state.held().abs());
            return;
        }
        var quote = state.quote().orElseThrow();
        var price = intent.terms() instanceof Terms.Limit l ? l.price() : quote.mid();
        var off = price.subtract(quote.mid()).abs();
        assertThat(off).isLessThanOrEqualTo(quote.mid().multiply(limits.priceBand()));
        assertThat(price.multiply(order.size())).isLessThanOrEqualTo(share(limits.maxOrder(), state));
        assertThat(order.size()).isGreaterThanOrEqualTo(BTC.minSize());
        var worst = intent.side().signed(state.held()).add(state.pending()).add(order.size());
        assertThat(worst.multiply(price)).isLessThanOrEqualTo(share(limits.maxPosition(), state));
        assertThat(state.openOrders()).isLessThan(limits.maxOpenOrders());
        assertThat(state.age()).isLessThanOrEqualTo(limits.maxDataAge());
        assertThat(Duration.between(quote.time(), state.time().orElseThrow())).isLessThanOrEqualTo(limits.maxDataAge());
    }

    @Property // A6
    void nothingIsApprovedOnceTheGateIsShut(
            @ForAll("intents") Intent.Submit intent, @ForAll("states") StateFake state) {
        gate.shut();

        assertThat(risk.judge(intent, state))
                .isInstanceOfSatisfying(Denied.class, d -> assertThat(d.rule()).isEqualTo("gate"));
    }

    @Property
    void theRateHoldsOverAnyStretchOfTime(@ForAll @IntRange(min = 1, max = 5_000) int step) {
        var rate = new OrderRate(limits.ordersPerSecond(), limits.burst());
        var sent = 0;
        for (var ms = 0L; ms <= 10_000; ms += step) {
            if (rate.allows(ms * 1_000_000, true)) {
                rate.spend();
                sent++;
            }
        }
        assertThat(sent).isLessThanOrEqualTo(limits.burst() + 10 * limits.ordersPerSecond());
    }

    private static BigDecimal share(BigDecimal part, StateFake state) {
        return state.equity().multiply(part).add(BigDecimal.ONE); // market orders are judged at the far side
    }

    @Provide
    Arbitrary<Intent.Submit> intents() {
        var sizes = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("0.030"))
                .ofScale(3);
        var prices = Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(58_000), BigDecimal.valueOf(62_000))
                .ofScale(1);
        var terms = Arbitraries.oneOf(prices.map(Terms::limit), Arbitraries.just(Terms.market()));
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        sizes,
                        terms,
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(4, Arbitraries.just(false)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.just(true))))
                .as((side, size, term, reduceOnly) -> new Intent.Submit(BTC, side, size, term, reduceOnly, "any"));
    }

    @Provide
    Arbitrary<StateFake> states() {
        var coins = Arbitraries.bigDecimals()
                .between(new BigDecimal("-0.020"), new BigDecimal("0.020"))
                .ofScale(3);
        return Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, BigDecimal.valueOf(20_000))
                                .ofScale(2),
                        Arbitraries.longs().between(0, 3_000),
                        coins,
                        coins.map(BigDecimal::abs),
                        Arbitraries.integers().between(0, 220),
                        Arbitraries.longs().between(0, 3_000))
                .as((equity, behind, held, pending, open, age) -> new StateFake(
                        equity,
                        Optional.of(StateFake.quote("59999.9", "60000.1", NOW)),
                        held,
                        pending,
                        open,
                        Optional.of(NOW.plusMillis(behind)),
                        Duration.ofMillis(age),
                        sequence.get() * 1_000_000_000));
    }
}
