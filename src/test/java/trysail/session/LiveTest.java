package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.receipt.FailureCause;
import trysail.receipt.ReceiptJson;
import trysail.strategy.Strategies;
import trysail.words.BadInput;

/** A session that trades with an account, at a venue that is told by its address. */
class LiveTest {
    @TempDir
    private Path journals;

    private SessionScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = SessionScene.ofMany(journals);
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private SessionSpec spec() {
        return SessionSpec.live("binance-usdm")
                .at(scene.exchange.restUri(), scene.exchange.wsUri())
                .credentials(scene.keys())
                .symbols(List.of("BTC-USDT"))
                .strategy(Strategies.named("quoter"))
                .capitalLimit(new BigDecimal(2_000))
                .maxLoss(new BigDecimal(20))
                .journal(journals);
    }

    private long countdowns() {
        return scene.exchange.record().requests().stream()
                .filter(r -> r.path().equals("/fapi/v1/countdownCancelAll"))
                .count();
    }

    @Test
    void theVenuesSwitchIsSetWhileItRunsAndTakenOffAtTheStop() throws Exception { // B3, B4
        var session = scene.sessions.start(spec());
        until(() -> session.deadMan().filter(d -> d.contains("BTC-USDT armed")).isPresent());
        assertThat(countdowns()).isPositive();

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(session.deadMan()).contains("1m  BTC-USDT off");
        assertThat(countdowns()).isGreaterThan(1);
    }

    @Test
    void whereSomebodyElsesOrderWorksItIsNotSetAndSaysSo() throws Exception {
        var keys = scene.keys();
        scene.placeForeignOrder(keys);
        var session = scene.sessions.start(spec().credentials(keys));

        until(() -> session.warnings().stream().anyMatch(w -> w.contains("1 order of others works there")));

        assertThat(countdowns()).isZero();
        assertThat(stopped(session).exitCode()).isZero();
        assertThat(scene.exchange.record().workingOrders()).hasSize(1);
    }

    @Test
    void itsOrdersAreAtTheVenueAndItsReceiptSaysWhatItWas() throws Exception {
        var session = scene.sessions.start(spec().deadMan(Optional.empty()));
        until(() -> scene.exchange.record().ordersEver() > 0);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.session()).isEqualTo("live-1");
        assertThat(ReceiptJson.read(receipt.toJson()).path("mode").asText()).isEqualTo("live");
        assertThat(scene.exchange.record().workingOrders()).isEmpty();
    }

    @Test
    void withoutALimitItIsNotStarted() {
        var without = SessionSpec.live("binance-usdm").strategy("quoter").journal(journals);

        assertThatThrownBy(() -> scene.sessions.start(without))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--capital-limit");
        assertThatThrownBy(() -> scene.sessions.start(without.capitalLimit(BigDecimal.TEN)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--max-loss");
        assertThatThrownBy(() -> scene.sessions.start(
                        without.capitalLimit(BigDecimal.TEN).maxLoss(new BigDecimal(11))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--max-loss 11 is more than --capital-limit 10");
        assertThatThrownBy(() -> scene.sessions.start(
                        without.capitalLimit(BigDecimal.TEN).maxLoss(BigDecimal.ONE)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("TRYSAIL_API_KEY");
    }

    @Test
    void theExchangeInsideIsNoPlaceForIt() {
        var inside = SessionSpec.live(SessionSpec.SIMULATOR).strategy("quoter").journal(journals);

        assertThatThrownBy(() -> scene.sessions.start(inside))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("write paper");
    }

    @Test
    void aKeyThatMayWithdrawEndsTheOpeningAndNothingWasSent() throws Exception {
        scene.exchange.inject(Fault.parse("key-rights:withdraw"));

        var receipt = scene.sessions.start(spec()).await();

        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(1);
        assertThat(receipt.cause()).contains(FailureCause.USAGE);
        assertThat(receipt.reasonText()).contains("the key may withdraw");
        assertThat(scene.exchange.record().ordersEver()).isZero();
    }

    @Test
    void entriesStayWithinTheCapitalLimit() throws Exception {
        var session = scene.sessions.start(spec().strategy(new ControlsTest.Renews())
                .capitalLimit(new BigDecimal(30))
                .deadMan(Optional.empty()));
        until(() -> session.denials().stream().anyMatch(d -> d.rule().equals("capital-limit"))
                || session.denials().stream().anyMatch(d -> d.count() > 3));

        assertThat(scene.exchange.record().ordersEver()).isZero();
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.deadMan()).isEmpty();
        assertThat(stopped(session).exitCode()).isZero();
    }
}
