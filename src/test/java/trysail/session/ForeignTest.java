package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.fault.Fault;
import trysail.look.SessionState;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.OrderEvent.ForeignFill.Source;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.OnStop;
import trysail.recon.OnForeign;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.view.ProfitPart;

/** What others do on a session's account becomes its own truth: the exchange's record of positions is the witness. */
class ForeignTest {
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

    /** Buys a little at the market, once. */
    private static final class BuysOnce implements Strategy {
        private boolean sent;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (sent || quote.isEmpty()) {
                return List.of();
            }
            sent = true;
            var size = instrument.smallestSize(quote.get().ask()).multiply(BigDecimal.TWO);
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.market(), false, "once"));
        }
    }

    private Session start(OnForeign policy) throws InterruptedException {
        var session = scene.sessions.start(
                scene.spec(new BuysOnce()).credentials(keys).onForeign(policy));
        until(() -> session.snapshot().fills() > 0 && session.orders().isEmpty());
        return session;
    }

    private static Map<String, BigDecimal> held(Session session) {
        var sizes = new TreeMap<String, BigDecimal>();
        session.positions().stream()
                .filter(p -> p.size().signum() != 0)
                .forEach(p -> sizes.put(p.symbol(), p.size().stripTrailingZeros()));
        return sizes;
    }

    private Map<String, BigDecimal> atVenue() {
        var sizes = new TreeMap<String, BigDecimal>();
        scene.exchange
                .record()
                .positions(keys.key())
                .forEach(p -> sizes.put(p.symbol(), p.size().stripTrailingZeros()));
        return sizes;
    }

    private void inject(String fault) {
        scene.exchange.inject(Fault.parse(fault));
    }

    private static Source source(Session session) {
        return ((OrderEvent.ForeignFill) session.foreign(1).getFirst()).source();
    }

    @Test
    void aPositionThatAHandClosesIsFlatHereAndPausesTheSession() throws Exception { // G3
        var session = start(OnForeign.PAUSE);
        assertThat(held(session)).isEqualTo(atVenue()).isNotEmpty();

        inject("hand-trade");

        until(() -> !session.foreign(1).isEmpty());
        assertThat(held(session)).isEmpty();
        assertThat(atVenue()).isEmpty();
        assertThat(source(session)).isEqualTo(Source.OTHER_ORDER);
        until(() -> session.snapshot().held().contains("paused"));
        until(() -> session.warnings().stream()
                .anyMatch(w -> w.startsWith("foreign: sold ") && w.endsWith("(--on-foreign pause)")));
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.fills()).isEqualTo(1); // ours alone
        assertThat(receipt.toText()).contains("  foreign   sold ");
        assertThat(receipt.positions()).isEmpty();
    }

    @Test
    void whatAHandBuysIsHeldAndNotClosedByOurStop() throws Exception { // G3
        var session = scene.sessions.start(
                scene.spec((event, state) -> List.of()).credentials(keys).onStop(OnStop.FLATTEN));
        until(() -> session.state() instanceof SessionState.Running);

        scene.buyByHand(keys);

        until(() -> !session.foreign(1).isEmpty());
        assertThat(held(session)).isEqualTo(atVenue()).isNotEmpty();
        assertThat(session.snapshot().held()).isEmpty(); // on paper it is a notice
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(atVenue())
                .as("only what the session traded itself is closed")
                .isNotEmpty();
        assertThat(receipt.positions()).singleElement();
    }

    @Test
    void aLiquidationIsNamedAndEndsTheSessionWhereThatIsAsked() throws Exception { // G3
        var session = start(OnForeign.STOP);

        inject("liquidation");

        var receipt = session.await();
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(source(session)).isEqualTo(Source.LIQUIDATION);
        assertThat(receipt.reasonText()).contains("on-foreign").contains("liquidation");
        assertThat(receipt.positions()).isEmpty();
        assertThat(atVenue()).isEmpty();
    }

    @Test
    void anAutoDeleveragingIsNamed() throws Exception { // G3
        var session = start(OnForeign.NOTE);

        inject("adl");

        until(() -> !session.foreign(1).isEmpty());
        assertThat(source(session)).isEqualTo(Source.ADL);
        assertThat(held(session)).isEmpty();
        assertThat(stopped(session).exitCode()).isZero();
    }

    @Test
    void fundingIsInTheProfitToTheLastDigit() throws Exception { // G6
        var session = start(OnForeign.PAUSE);

        inject("funding");

        until(() -> !session.foreign(1).isEmpty());
        var paid = (OrderEvent.Paid) session.foreign(1).getFirst();
        assertThat(paid.kind()).isEqualTo(OrderEvent.Paid.Kind.FUNDING);
        assertThat(paid.amount()).isNegative();
        assertThat(session.earned()).isEqualByComparingTo(paid.amount());
        assertThat(session.snapshot().held())
                .as("money that came or went pauses nobody")
                .isEmpty();
        var receipt = stopped(session);
        assertThat(receipt.dealings().earned()).isEqualByComparingTo(paid.amount());
        assertThat(receipt.toText()).contains("  foreign   funding of -").contains("funding and the like -");
    }

    @Test
    void everyCentIsExplainedAsTheVenuesWalletHasIt() throws Exception { // G6, F1
        var session = start(OnForeign.NOTE);
        inject("funding");
        until(() -> session.foreign(10).size() == 1);
        inject("hand-trade");
        until(() -> session.foreign(10).size() == 2);

        var parts = session.explained();

        assertThat(parts)
                .extracting(ProfitPart::what)
                .contains(ProfitPart.What.REALISED, ProfitPart.What.FEES, ProfitPart.What.FUNDING);
        var sum = parts.stream().map(ProfitPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(session.snapshot().pnl());
        assertThat(scene.wallet(keys).subtract(SessionScene.CAPITAL))
                .as("all is closed: the money is the profit")
                .isCloseTo(sum, within(new BigDecimal("1e-8")));
        assertThat(stopped(session).pnl()).isEqualByComparingTo(sum);
    }

    @Test
    void aHandJustBeforeTheStopIsInTheReceipt() throws Exception { // G3
        var session = start(OnForeign.NOTE);
        inject("hand-trade");

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.positions()).isEmpty();
        assertThat(atVenue()).isEmpty();
        assertThat(receipt.toText()).contains("  foreign   sold ");
    }

    @Test
    void aStreamThatTellsOfNothingIsNoReasonToBelieveOtherwise() throws Exception { // G2, G3
        var session = start(OnForeign.NOTE);
        inject("mute");

        inject("hand-trade");

        until(() -> held(session).isEmpty());
        assertThat(atVenue()).isEmpty();
        assertThat(stopped(session).exitCode()).isZero();
    }
}
