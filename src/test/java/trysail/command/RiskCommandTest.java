package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.risk.RiskLimits;
import trysail.risk.StandardRule;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;

/** What {@code risk} shows of a session with limits and a rule of its user's. */
class RiskCommandTest {
    @TempDir
    private Path journals;

    private Deck deck;
    private Session session;

    @BeforeEach
    void startASession() {
        deck = Deck.script(journals);
        session = deck.helm.begin(
                SessionSpec.paper()
                        .symbols(List.of("BTC-USDT", "ETH-USDT"))
                        .limits(RiskLimits.standard()
                                .maxPosition(new BigDecimal("0.25"))
                                .maxDataAge(Duration.ofSeconds(3)))
                        .rule(
                                "only-bitcoin",
                                (order, state) -> order.instrument().base().equals("BTC")
                                        ? Optional.empty()
                                        : Optional.of("not bitcoin"))
                        .maxLoss(new BigDecimal("12.50"))
                        .journal(journals),
                true);
        until(() ->
                session.snapshot().working() > 0 && session.snapshot().vitals().denied() > 0);
    }

    @AfterEach
    void stopIt() throws Exception {
        deck.helm.stopAll(new StopReason.StopRequested("test"));
        deck.close();
    }

    private static void until(BooleanSupplier condition) {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(soon.expired()).as("condition not met in time").isFalse();
            Thread.onSpinWait();
        }
    }

    private String said(String line) {
        var before = deck.out().length();
        assertThat(deck.line(line)).as(deck.err()).isZero();
        return deck.out().substring(before);
    }

    @Test
    void eachLimitIsALineWithItsUseAndItsRoomAndEachRuleWithItsDenials() {
        assertThat(said("risk"))
                .startsWith("paper-1  equity ")
                .containsPattern("limit +symbol +said +most +used +room +denied\n")
                .containsPattern("max-order +- +10% +\\d+\\.\\d\\d +- +\\d+\\.\\d\\d +0\n")
                .containsPattern(
                        "max-position +BTC-USDT +25% +2[45]\\d\\d\\.\\d\\d +\\d+\\.\\d\\d +2[34]\\d\\d\\.\\d\\d +0\n")
                .containsPattern("max-position +ETH-USDT +25% +2[45]\\d\\d\\.\\d\\d +0\\.00 +2[45]\\d\\d\\.\\d\\d +0\n")
                .containsPattern("max-open-orders +- +200 +200 +\\d+ +\\d+ +0\n")
                .containsPattern("order-burst +- +40 +40 +\\d+ +\\d+ +0\n")
                .containsPattern("max-data-age +BTC-USDT +3s +3000 ms +\\d+ ms +\\d+ ms +0\n")
                .containsPattern("price-band +ETH-USDT +2% +\\d+\\.\\d\\d +- +\\d+\\.\\d\\d +0\n")
                .containsPattern("max-loss +- +12\\.50 +12\\.50 +\\d+\\.\\d\\d +\\d+\\.\\d\\d +-\n")
                .containsPattern("\nonly-bitcoin +own +[1-9]\\d*\n");
    }

    @Test
    void aProgramReadsTheSameFigures() throws Exception {
        var json = new ObjectMapper().readTree(said("risk --json"));

        assertThat(json.get("session").asText()).isEqualTo("paper-1");
        assertThat(json.get("limits")).hasSize(1 + 2 + 3 + 2 + 2 + 1);
        var position = limit(json, "max-position");
        assertThat(position.get("symbol").asText()).isEqualTo("BTC-USDT");
        assertThat(position.get("unit").asText()).isEqualTo("quote");
        assertThat(position.get("rule").asText()).isEqualTo("max-position");
        assertThat(position.get("used").decimalValue().add(position.get("room").decimalValue()))
                .isEqualByComparingTo(position.get("most").decimalValue());
        assertThat(limit(json, "max-order").get("used").isNull()).isTrue();
        var loss = limit(json, "max-loss");
        assertThat(loss.get("most").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(json.get("rules")).hasSize(StandardRule.values().length + 1);
        var own = json.get("rules").get(StandardRule.values().length);
        assertThat(own.get("rule").asText()).isEqualTo("only-bitcoin");
        assertThat(own.get("own").asBoolean()).isTrue();
        assertThat(own.get("denied").asLong()).isPositive();
        assertThat(json.get("warnings")).isEmpty();
        assertThat(json.has("killed")).isFalse();
    }

    private static JsonNode limit(JsonNode json, String name) {
        for (var limit : json.get("limits")) {
            if (limit.get("limit").asText().equals(name)) {
                return limit;
            }
        }
        throw new AssertionError(name + " in " + json);
    }

    @Test
    void aHeldSessionSaysWhatHoldsIt() {
        session.disarm();
        assertThat(said("risk").lines()).first().asString().endsWith("  disarmed");
    }
}
