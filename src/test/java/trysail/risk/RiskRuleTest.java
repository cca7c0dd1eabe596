package trysail.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static trysail.risk.StateFake.BTC;
import static trysail.risk.StateFake.calm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import trysail.model.ClientOrderId;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;
import trysail.scope.SessionClock;

/** Rules of a user's own. */
class RiskRuleTest {
    private static final Intent.Submit BUY =
            new Intent.Submit(BTC, Side.BUY, new BigDecimal("0.002"), Terms.market(), false, "test");
    private static final Intent.Submit EXIT =
            new Intent.Submit(BTC, Side.SELL, new BigDecimal("0.002"), Terms.market(), true, "test");

    private final Gate gate = new Gate(SessionClock.SYSTEM);
    private final AtomicLong sequence = new AtomicLong();
    private final List<String> warnings = new ArrayList<>();

    private Risk risk(RiskRule... own) {
        return new Risk(
                RiskLimits.standard(),
                List.of(own),
                gate,
                () -> new ClientOrderId("test1", 1, 1, sequence.incrementAndGet()),
                warnings::add);
    }

    private static RiskRule says(String name, String objection) {
        return RiskRule.of(name, (order, state) -> Optional.of(objection));
    }

    private static void denied(Risk risk, Intent intent, RiskState state, String rule, String reason) {
        assertThat(risk.judge(intent, state)).isInstanceOfSatisfying(Denied.class, d -> {
            assertThat(d.rule()).isEqualTo(rule);
            assertThat(d.reason()).isEqualTo(reason);
        });
    }

    @Test
    void rulesAreListedInTheOrderInWhichTheyJudge() {
        var risk = risk(says("mine", "no"), says("other", "no"));

        assertThat(risk.rules().stream().map(RiskRule::name))
                .startsWith(
                        "gate",
                        "step",
                        "reduce-only",
                        "drain",
                        "stale-data",
                        "price-band",
                        "min-size",
                        "max-order-size",
                        "max-position",
                        "open-orders",
                        "order-rate")
                .endsWith("mine", "other")
                .hasSize(StandardRule.values().length + 2);
        denied(risk, BUY, calm().blind(), "stale-data", "no quote of BTC-USDT has come yet");
        denied(risk, BUY, calm(), "mine", "no");
    }

    @Test
    void aRuleSeesTheOrderAndWhatRiskSees() {
        var risk = risk(RiskRule.of("shy", (order, state) -> {
            var held = state.position(order.instrument()).size();
            return held.signum() == 0 && state.openOrders() == 0
                    ? Optional.empty()
                    : Optional.of("held " + held + ", open " + state.openOrders() + ", worth " + state.equity());
        }));

        assertThat(risk.judge(BUY, calm())).isInstanceOf(Approved.class);
        denied(risk, BUY, calm().holding("0.001").open(2), "shy", "held 0.001, open 2, worth 10000");
    }

    @Test
    void exitsPassARuleThatDoesNotSayItHoldsThem() {
        var state = calm().holding("0.002");
        assertThat(risk(says("mine", "no")).judge(EXIT, state)).isInstanceOf(Approved.class);

        denied(risk(holdingExits((order, s) -> Optional.of("no"))), EXIT, state, "strict", "no");
    }

    private static RiskRule holdingExits(BiFunction<Intent.Submit, RiskState, Optional<String>> judgement) {
        return new RiskRule() {
            @Override
            public String name() {
                return "strict";
            }

            @Override
            public Optional<String> objection(Intent.Submit order, RiskState state) {
                return judgement.apply(order, state);
            }

            @Override
            public boolean holdsExits() {
                return true;
            }
        };
    }

    @Test
    void anOrderThatARuleDeniesTakesNothingFromTheRate() {
        var refusing = new boolean[] {true};
        var risk =
                risk(RiskRule.of("switch", (order, state) -> refusing[0] ? Optional.of("not now") : Optional.empty()));
        for (var i = 0; i < 100; i++) {
            denied(risk, BUY, calm(), "switch", "not now");
        }
        refusing[0] = false;
        for (var i = 0; i < 32; i++) {
            assertThat(risk.judge(BUY, calm())).isInstanceOf(Approved.class);
        }
    }

    @Test
    void aRuleThatFailsDeniesAndIsWarnedOfOnce() {
        var risk = risk(RiskRule.of("broken", (order, state) -> {
            throw new ArithmeticException("/ by zero");
        }));
        for (var i = 0; i < 3; i++) {
            denied(risk, BUY, calm(), "broken", "the rule itself failed: ArithmeticException: / by zero");
        }
        assertThat(warnings)
                .containsExactly("rule broken failed: ArithmeticException: / by zero; it denies what it cannot judge");
        assertThat(risk.judge(new Intent.Cancel(new ClientOrderId("test1", 1, 1, 1), "test"), calm()))
                .isInstanceOf(Approved.class);
    }

    @Test
    void aRuleThatGivesNullOrFillsTheStackFails() {
        denied(
                risk(RiskRule.of("empty", (order, state) -> null)),
                BUY,
                calm(),
                "empty",
                "the rule itself failed: it gave null");
        denied(
                risk(RiskRule.of("deep", RiskRuleTest::deeper)),
                BUY,
                calm(),
                "deep",
                "the rule itself failed: StackOverflowError");
        assertThat(warnings).hasSize(2);
    }

    private static Optional<String> deeper(Intent.Submit order, RiskState state) {
        return deeper(order, state).or(() -> Optional.of("never"));
    }

    @Test
    void anErrorIsNoJudgement() {
        var risk = risk(RiskRule.of("fatal", (order, state) -> {
            throw new AssertionError("a bug");
        }));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> risk.judge(BUY, calm()))
                .withMessage("a bug");
    }

    @Test
    void aNameThatCannotBeIsRefused() {
        for (var name : List.of("", "Mine", "9lives", "a b", "x".repeat(33))) {
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(() -> risk(says(name, "no")))
                    .withMessageContaining("'" + name + "'");
        }
        Arrays.stream(StandardRule.values())
                .forEach(r -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> risk(says(r.word(), "no")))
                        .withMessageContaining("built in"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> risk(says("mine", "no"), says("mine", "no")))
                .withMessageContaining("twice");
    }
}
