package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.model.Quote;
import trysail.scope.SessionContext;
import trysail.simulator.desk.FeeAsset;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** Positions pay or receive what is due; stream, income and balance tell the same. */
@Timeout(180)
class FundingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static BigDecimal number(JsonNode node, String name) {
        return new BigDecimal(node.path(name).asText());
    }

    private static BigDecimal cash(SignedCall calls) throws Exception {
        return number(JSON.readTree(calls.send("GET", "/fapi/v3/balance", "")).get(0), "balance");
    }

    // G6
    @Test
    void aPositionPaysWhatIsDueAndStreamIncomeAndBalanceTellTheSame() throws Exception {
        var config = SimulatedExchange.Config.venue(
                        new FeedSpec.Synthetic(1), new Speed.Times(60), List.of("BTC-USDT"), 0)
                .fundedEvery(Duration.ofSeconds(60));
        try (var venue = SimulatedExchange.open(SessionContext.standalone("venue"), config)) {
            var calls = new SignedCall(venue.restUri(), venue.testAccount());
            var key = JSON.readTree(calls.send("POST", "/fapi/v1/listenKey", ""))
                    .path("listenKey")
                    .asText();
            try (var client = new StreamClient(venue.wsUri(), "/private/ws?listenKey=" + key)) {
                calls.send("POST", "/fapi/v1/order", "symbol=BTCUSDT&quantity=0.1&side=BUY&type=MARKET");
                Predicate<String> isFunding = m -> m.contains("FUNDING_FEE");
                client.await(isFunding, 2);
                calls.send("POST", "/fapi/v1/order", "symbol=BTCUSDT&quantity=0.1&side=SELL&type=MARKET");

                var income = JSON.readTree(calls.send("GET", "/fapi/v1/income", "limit=1000"));
                var sum = BigDecimal.ZERO;
                var paid = BigDecimal.ZERO;
                var times = 0;
                for (var entry : income) {
                    sum = sum.add(number(entry, "income"));
                    if (entry.path("incomeType").asText().equals("FUNDING_FEE")) {
                        paid = paid.add(number(entry, "income"));
                        times++;
                        assertThat(number(entry, "income"))
                                .as("who is long pays a ten thousandth")
                                .isBetween(new BigDecimal("-2"), new BigDecimal("-0.1"));
                    }
                }
                var told = BigDecimal.ZERO;
                for (var message : client.await(isFunding, times)) {
                    var balance = JSON.readTree(message).path("a").path("B").get(0);
                    told = told.add(number(balance, "bc"));
                    assertThat(number(balance, "wb")).isLessThan(new BigDecimal("10000"));
                }
                assertThat(times).isGreaterThanOrEqualTo(2);
                assertThat(told).isEqualByComparingTo(paid);
                assertThat(cash(calls).subtract(new BigDecimal("10000"))).isEqualByComparingTo(sum);
                assertThat(JSON.readTree(calls.send("GET", "/fapi/v1/premiumIndex", "symbol=BTCUSDT"))
                                .path("lastFundingRate")
                                .asText())
                        .isEqualTo("0.00010000");
            }
        }
    }

    @Test
    void aTimeThatCannotBeIsRefused() {
        assertThatThrownBy(() -> SimulatedExchange.Config.fundable(Duration.ofMillis(10)))
                .hasMessageContaining("cannot be: from 1s to 1d; 8h is usual");
    }

    // G6
    @Test
    void anAccountPaysItsFeesInAnotherAssetWhileItLasts() throws Exception {
        assertThatThrownBy(() -> FeeAsset.parse("BNB")).hasMessageContaining("such as BNB:0.5@600");
        var config = SimulatedExchange.Config.venue(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of("BTC-USDT"), 0);
        try (var venue = SimulatedExchange.open(SessionContext.standalone("venue"), config)) {
            var calls = new SignedCall(venue.restUri(), venue.testAccount(FeeAsset.parse("BNB:0.007@600")));
            for (var i = 0; i < 2; i++) {
                calls.send("POST", "/fapi/v1/order", "symbol=BTCUSDT&quantity=0.1&side=BUY&type=MARKET");
            }
            var assets = JSON.readTree(calls.send("GET", "/fapi/v1/income", "incomeType=COMMISSION"))
                    .findValuesAsText("asset");
            assertThat(assets).startsWith("BNB").endsWith("USDT");
        }
    }

    // G3
    @Test
    void whatAnAccountCanNoLongerCarryIsClosed() throws Exception {
        try (var scene = new RestScene()) {
            scene.accounts.fundEvery(Duration.ofSeconds(1));
            scene.signed("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=125");
            var bought = scene.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=9");
            assertThat(bought.status()).as(bought.json().toString()).isEqualTo(200);
            scene.limit("rests", "BUY", "59000");
            var quote = scene.markets.btc.quote();
            for (var second = 1; second <= 300 && isHeld(scene); second++) {
                scene.markets.play(new Quote(
                        quote.instrument(),
                        quote.bid(),
                        quote.bidSize(),
                        quote.ask(),
                        quote.askSize(),
                        quote.time().plusSeconds(second)));
            }

            assertThat(isHeld(scene)).isFalse();
            assertThat(scene.signed("GET", "/fapi/v1/openOrders", "").json()).isEmpty();
            assertThat(scene.published.stream()
                            .map(e -> e.path("o"))
                            .filter(o -> o.path("c").asText().startsWith("autoclose-")))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.path("o").asText()).isEqualTo("LIQUIDATION"));
            assertThat(cash(scene))
                    .as("what must be kept is left, less the fee")
                    .isPositive();
        }
    }

    private static BigDecimal cash(RestScene scene) throws Exception {
        return number(scene.signed("GET", "/fapi/v3/balance", "").json().get(0), "balance");
    }

    private static boolean isHeld(RestScene scene) {
        return scene.record.positions(scene.keys.key()).stream().anyMatch(p -> !p.isFlat());
    }
}
