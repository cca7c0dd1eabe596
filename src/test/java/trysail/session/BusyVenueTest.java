package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.look.WorkingOrder;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.OnStop;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;

/** A venue that surely did nothing is asked again for what only reduces; the exchange's record of orders is the witness. */
class BusyVenueTest {
    @TempDir
    private Path journals;

    private SessionScene scene;
    private Credentials keys;

    @BeforeEach
    void open() throws Exception {
        scene = SessionScene.ofMany(journals);
        keys = scene.keys();
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    /** Buys a little whenever it holds nothing and nothing is on its way. */
    private static final class Buys implements Strategy {
        private final AtomicInteger notSent = new AtomicInteger();

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (quote.isEmpty()
                    || !state.position(instrument).isFlat()
                    || !state.working(instrument).isEmpty()) {
                return List.of();
            }
            var size = instrument.smallestSize(quote.get().ask()).multiply(BigDecimal.TWO);
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.market(), false, "flat"));
        }

        @Override
        public List<Intent> onOrder(OrderEvent event, MarketState state) {
            if (event instanceof OrderEvent.NotSent) {
                notSent.incrementAndGet();
            }
            return List.of();
        }
    }

    private Session start(Strategy strategy) {
        return scene.sessions.start(scene.spec(strategy).credentials(keys).onStop(OnStop.FLATTEN));
    }

    private boolean holds() {
        return !scene.exchange.record().positions(keys.key()).isEmpty();
    }

    @Test
    void aFlattenIsSentAgainWhereTheServiceWasNotAvailable() throws Exception {
        var session = start(new Buys());
        until(() -> session.snapshot().fills() > 0 && holds());
        scene.exchange.inject(Fault.parse("unavailable:0.7"));

        var receipt = stopped(session);

        scene.exchange.clearFaults();
        assertThat(holds()).as(receipt.toText()).isFalse();
        assertThat(scene.exchange.record().orders().stream().filter(o -> o.reduceOnly()))
                .as("taken once, whatever was sent")
                .hasSize(1);
    }

    @Test
    void aVenueThatProtectsItselfTakesNoEntryAndEveryExit() throws Exception {
        var strategy = new Buys();
        scene.exchange.inject(Fault.parse("overloaded:1.0"));
        var session = start(strategy);

        until(() -> strategy.notSent.get() > 1);

        assertThat(session.orders())
                .as("surely not taken: no order is in doubt, one may be on its way")
                .noneMatch(o -> o.state() == WorkingOrder.State.UNRESOLVED);
        assertThat(scene.exchange.record().orders()).isEmpty();
        scene.exchange.clearFaults();
        until(() -> session.snapshot().fills() > 0 && holds());
        scene.exchange.inject(Fault.parse("overloaded:1.0"));
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(holds()).isFalse();
        assertThat(session.state()).isInstanceOf(SessionState.Stopped.class);
    }
}
