package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;

/** What the account's stream does not tell is found by asking: the exchange's own record is the witness. */
class LostNewsTest {
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

    /** Bids once, some ticks under the best bid: it rests until the market comes to it. */
    private static final class BidsOnce implements Strategy {
        private static final BigDecimal DEEP = new BigDecimal(60);

        private boolean sent;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (sent || quote.isEmpty()) {
                return List.of();
            }
            sent = true;
            var price = quote.get().bid().subtract(instrument.tick().multiply(DEEP));
            var size = instrument.smallestSize(price);
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.limit(price), false, "rests"));
        }
    }

    private BigDecimal held(Session session) {
        return session.positions().stream().map(p -> p.size()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aFillThatTheStreamLostIsFoundByAsking() throws Exception { // G2, C12
        scene.exchange.inject(Fault.parse("lost-fill"));
        var session = scene.start(new BidsOnce());
        until(() -> scene.exchange.record().orders().stream()
                .anyMatch(o -> o.state().filter(OrderState.FILLED::equals).isPresent()));

        until(() -> session.snapshot().fills() == 1);

        assertThat(held(session)).isPositive();
        until(() -> session.orders().isEmpty());
        until(() -> session.warnings().stream()
                .anyMatch(w -> w.startsWith("lost on the account stream, found by asking: order ")
                        && w.contains(" is filled, ")));
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.fills()).isEqualTo(1);
    }

    @Test
    void anOrderThatSomebodyCancelledUnheardIsFoundByAsking() throws Exception {
        var keys = scene.keys();
        var session = scene.sessions.start(scene.spec(new SessionScene.Rests(1)).credentials(keys));
        until(() -> session.orders().size() == 1
                && scene.exchange.record().workingOrders().size() == 1);
        scene.exchange.inject(Fault.parse("lost-event"));

        scene.cancelAll(keys);

        until(() -> session.orders().isEmpty());
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);
        assertThat(stopped(session).exitCode()).isZero();
    }

    @Test
    void whatTheStreamLostJustBeforeTheStopIsInTheReceipt() throws Exception {
        scene.exchange.inject(Fault.parse("lost-fill"));
        var session = scene.start(new BidsOnce());
        until(() -> scene.exchange.record().orders().stream()
                .anyMatch(o -> o.state().filter(OrderState.FILLED::equals).isPresent()));

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.fills()).isEqualTo(1);
        assertThat(receipt.positions()).singleElement();
    }
}
