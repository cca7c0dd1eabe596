package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.look.RiskView;
import trysail.look.SessionState;
import trysail.risk.RiskLimits;
import trysail.risk.RiskRule;
import trysail.scope.SessionContext;
import trysail.words.BadInput;

/** A user's rules and limits in a whole session, with the venue's record as the witness. */
class OwnRulesTest {
    @TempDir
    private Path journals;

    private SessionScene scene;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.open(journals);
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    private List<Entry.Denied> denied(Session session) throws InterruptedException {
        var context = SessionContext.standalone("test");
        var soon = context.clock().deadline(java.time.Duration.ofSeconds(10));
        return JournalReader.entries(context, journals, session.name(), soon).stream()
                .map(Entry.Stamped::entry)
                .filter(Entry.Denied.class::isInstance)
                .map(Entry.Denied.class::cast)
                .toList();
    }

    @Test
    void anOrderThatAnOwnRuleDeniesNeverReachesTheVenue() throws Exception {
        var session = scene.sessions.start(scene.spec(new ControlsTest.Renews())
                .rule(
                        "only-bitcoin",
                        (order, state) -> order.instrument().base().equals("BTC")
                                ? Optional.empty()
                                : Optional.of(order.instrument().base() + " is not bitcoin")));
        until(() -> session.snapshot().vitals().denied() > 1
                && scene.exchange.record().ordersEver() > 1);

        var risk = session.risk();
        assertThat(risk.rules().getLast()).satisfies(r -> {
            assertThat(r.name()).isEqualTo("only-bitcoin");
            assertThat(r.own()).isTrue();
            assertThat(r.holdsExits()).isFalse();
            assertThat(r.denied()).isGreaterThan(1);
        });
        assertThat(risk.rules()).filteredOn(RiskView.Rule::own).hasSize(1);
        stopped(session);
        assertThat(scene.exchange.record().orders())
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.symbol()).isEqualTo("BTC-USDT"));
        assertThat(denied(session)).anySatisfy(d -> {
            assertThat(d.rule()).isEqualTo("only-bitcoin");
            assertThat(d.reason()).isEqualTo("ETH is not bitcoin");
        });
        assertThat(session.risk().denied("only-bitcoin")).as("after the end").isGreaterThan(1);
    }

    @Test
    void aRuleThatFailsDeniesAndItsSessionLivesAndSaysSo() throws Exception {
        var session = scene.sessions.start(scene.spec(new ControlsTest.Renews()).rule("broken", (order, state) -> {
            throw new IllegalStateException("no such day");
        }));
        until(() -> session.snapshot().vitals().denied() > 3);

        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(session.warnings())
                .containsExactly(
                        "rule broken failed: IllegalStateException: no such day; it denies what it cannot judge");
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(scene.exchange.record().ordersEver()).isZero();
        assertThat(denied(session))
                .filteredOn(d -> !d.rule().equals("gate")) // which a stop shuts while the strategy goes on
                .isNotEmpty()
                .allSatisfy(d ->
                        assertThat(d.reason()).isEqualTo("the rule itself failed: IllegalStateException: no such day"));
    }

    @Test
    void aChosenLimitHoldsTheSession() throws Exception {
        var session = scene.sessions.start(scene.spec(new SessionScene.Rests(9))
                .limits(RiskLimits.standard().maxOpenOrders(4)));
        until(() -> session.snapshot().vitals().denied() > 0
                && scene.exchange.record().ordersEver() >= 4);

        assertThat(session.risk().denied("open-orders")).isPositive();
        stopped(session);
        assertThat(scene.exchange.record().ordersEver()).isEqualTo(4);
    }

    @Test
    void aRuleThatHasNoNameOfItsOwnIsRefused() {
        var rule = RiskRule.of("max-position", (order, state) -> Optional.empty());
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> SessionSpec.paper().rule(rule))
                .withMessageContaining("'max-position' is built in");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> SessionSpec.paper()
                        .rule("mine", (o, s) -> Optional.empty())
                        .rule("mine", (o, s) -> Optional.empty()))
                .withMessageContaining("twice");
    }
}
