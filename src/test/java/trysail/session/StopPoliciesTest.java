package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.journal.OrderFate.Fate;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.session.SessionScene.BuysOnce;
import trysail.session.SessionScene.Rests;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** Keep, cancel, flatten: what each leaves at the venue, in the venue's own words. */
class StopPoliciesTest { // A4
    @TempDir
    private Path journals;

    private SessionScene scene;
    private VenueRecord record;
    private Credentials keys;

    @BeforeEach
    void openExchange() throws Exception {
        scene = SessionScene.open(journals);
        record = scene.exchange.record();
        keys = scene.keys();
    }

    @AfterEach
    void closeExchange() throws Exception {
        scene.close();
    }

    @Test
    void keepLeavesOrdersAndPositionAndIsNoFailure() throws Exception { // A4
        var receipt = stoppedWithOrdersAndPosition(OnStop.KEEP);

        assertThat(fates(receipt)).containsExactly(Fate.KEPT, Fate.KEPT);
        assertThat(record.workingOrders()).hasSize(2);
        assertThat(record.positions(keys.key())).hasSize(1);
    }

    @Test
    void cancelEndsTheOrdersAndLeavesThePosition() throws Exception { // A4
        var receipt = stoppedWithOrdersAndPosition(OnStop.CANCEL);

        assertThat(fates(receipt)).containsExactly(Fate.CANCELLED, Fate.CANCELLED);
        assertThat(record.workingOrders()).isEmpty();
        assertThat(record.positions(keys.key())).hasSize(1);
        assertThat(record.orders()).noneMatch(OrderSeen::reduceOnly);
    }

    @Test
    void flattenEndsTheOrdersAndClosesThePositionWithOneReduceOnlyOrder() throws Exception { // A4
        var receipt = stoppedWithOrdersAndPosition(OnStop.FLATTEN);

        assertThat(fates(receipt)).containsExactly(Fate.CANCELLED, Fate.CANCELLED, Fate.FILLED);
        assertThat(record.workingOrders()).isEmpty();
        assertThat(record.positions(keys.key())).isEmpty();
        assertThat(record.orders()).filteredOn(OrderSeen::reduceOnly).hasSize(1);
    }

    @Test
    void flattenClosesWhatTheSessionTradedAndNothingElse() throws Exception { // F7
        scene.buyByHand(keys);
        until(() -> !record.positions(keys.key()).isEmpty());
        var held = record.positions(keys.key());

        var looker = scene.sessions.start(
                scene.spec((event, state) -> List.of()).credentials(keys).onStop(OnStop.FLATTEN));
        until(() -> looker.positions().stream().anyMatch(p -> p.size().signum() > 0));
        var receipt = stopped(looker);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(record.positions(keys.key())).isEqualTo(held).isNotEmpty();
        assertThat(record.orders()).noneMatch(OrderSeen::reduceOnly);
        assertThat(receipt.positions())
                .singleElement()
                .satisfies(p -> assertThat(p.why()).isEqualTo("kept: not traded by this session"));
    }

    @Test
    void anAccountHasOneSessionAtATimeAndTheSecondIsToldWhoHasIt() throws Exception { // F7
        var first = scene.sessions.start(scene.spec(new BuysOnce()).credentials(keys));
        until(() -> first.snapshot().fills() > 0);

        assertThatThrownBy(() -> scene.sessions.start(scene.spec(new BuysOnce()).credentials(keys)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("account " + keys.fingerprint() + " at " + scene.exchange.restUri())
                .hasMessageContaining(" is traded by session 'paper' of process ")
                .hasMessageNotContaining(keys.key());
        stopped(first);

        assertThat(stopped(scene.sessions.start(scene.spec(new BuysOnce()).credentials(keys)))
                        .exitCode())
                .isZero();
    }

    private Receipt stoppedWithOrdersAndPosition(OnStop policy) throws Exception {
        var session = scene.sessions.start(
                scene.spec(new BuysAndRests()).credentials(keys).onStop(policy));
        until(() -> session.snapshot().fills() > 0
                && session.snapshot().working() == 2
                && record.workingOrders().size() == 2);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.left().isEmpty()).isTrue();
        until(() -> record.openConnections() == 0);
        return receipt;
    }

    private static List<Fate> fates(Receipt receipt) {
        return receipt.orders().stream().map(o -> o.fate()).toList();
    }

    private static final class BuysAndRests implements Strategy {
        private final Strategy buys = new BuysOnce();
        private final Strategy rests = new Rests(2);

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<>(buys.onEvent(event, state));
            intents.addAll(rests.onEvent(event, state));
            return intents;
        }
    }
}
