package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.journal.OrderFate.Fate;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.OnStop;
import trysail.receipt.Receipt;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.SessionScene.BuysOnce;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.venue.binance.BinanceVenue;

/** Stops and targets live at the venue in a namespace of their own: found there, filled there, dealt with there. */
@Timeout(180)
class ProtectiveOrdersTest { // G8
    private static final Duration SOON = Duration.ofSeconds(30);

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
    void aStopThatIsSetOffClosesThePositionAndItsFillsAreOurs() throws Exception { // G8
        var session = scene.sessions.start(
                scene.spec(new Protected("0.99999", "1.00001")).credentials(keys));
        until(() -> record.positions(keys.key()).isEmpty() && protective().anyMatch(ProtectiveOrdersTest::filled));
        until(() -> session.snapshot().fills() >= 2);

        var receipt = stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.positions()).isEmpty();
        assertThat(receipt.fills()).isEqualTo(2);
        var filled = protective().filter(ProtectiveOrdersTest::filled).toList();
        assertThat(filled).hasSize(1);
        assertThat(ClientOrderId.parse(filled.getFirst().clientId())).isPresent();
    }

    @Test
    void aStopOfTheSessionEndsThemAndSaysThatThePositionIsUnprotected() throws Exception { // G8
        var receipt = stoppedUnderProtection(OnStop.CANCEL);

        assertThat(receipt.orders()).extracting("fate").containsExactly(Fate.CANCELLED, Fate.CANCELLED);
        assertThat(record.workingOrders()).isEmpty();
        assertThat(receipt.positions().getFirst().why()).contains("position left unprotected");
    }

    @Test
    void keptWithThePositionTheyAreFoundByWhoeverLooks() throws Exception { // G8
        var receipt = stoppedUnderProtection(OnStop.KEEP);

        assertThat(receipt.orders()).extracting("fate").containsExactly(Fate.KEPT, Fate.KEPT);
        assertThat(receipt.positions().getFirst().why()).doesNotContain("unprotected");
        try (var client = client()) {
            assertThat(client.workingOrders(soon())).hasSize(2);
        }
    }

    @Test
    void flattenedNothingIsLeft() throws Exception { // G8
        var receipt = stoppedUnderProtection(OnStop.FLATTEN);

        assertThat(receipt.positions()).isEmpty();
        assertThat(record.positions(keys.key())).isEmpty();
        assertThat(record.workingOrders()).isEmpty();
    }

    @Test
    void aClientThatNeverHeardOfItFindsWhatItsTriggerMadeOfIt() throws Exception { // G8, C5
        var instrument = scene.exchange.instruments().getFirst();
        var since = Instant.now().minusSeconds(60);
        var entry = new ClientOrderId("dead0", 1, 1, 1);
        var stop = new ClientOrderId("dead0", 1, 1, 2);
        var target = new ClientOrderId("dead0", 1, 1, 3);
        Order below;
        Order above;
        try (var dead = client()) {
            var price = dead.price("BTC", "USDT", soon()).orElseThrow();
            var size = instrument.smallestSize(price);
            dead.place(new Order(entry, instrument, Side.BUY, size, Terms.market(), false), soon());
            below = protects(instrument, stop, size, Terms.stopMarket(part(instrument, price, "0.9999")));
            above = protects(instrument, target, size, Terms.takeProfitMarket(part(instrument, price, "1.0001")));
            dead.place(below, soon());
            dead.place(above, soon());
        }
        until(() -> protective().anyMatch(ProtectiveOrdersTest::filled));
        var clientId = protective()
                .filter(ProtectiveOrdersTest::filled)
                .findFirst()
                .orElseThrow()
                .clientId();
        var setOff = clientId.equals(stop.toString()) ? below : above;
        try (var next = client()) {
            assertThat(next.find(instrument, setOff.id(), soon()))
                    .as("not in the book's namespace")
                    .isEmpty();
            next.remember(setOff);
            var found = next.find(instrument, setOff.id(), soon()).orElseThrow();
            assertThat(found.state()).isEqualTo(OrderState.FILLED);
            assertThat(found.clientId()).isEqualTo(clientId);
            assertThat(next.fills(instrument, since, soon()))
                    .filteredOn(f -> f.venueId().equals(found.venueId()))
                    .hasSize(1);
            assertThat(next.cancel(instrument, setOff.id(), soon())).isEmpty();
        }
    }

    private static BigDecimal part(Instrument instrument, BigDecimal price, String of) {
        return instrument.roundPrice(price.multiply(new BigDecimal(of)), RoundingMode.HALF_EVEN);
    }

    private static Order protects(Instrument instrument, ClientOrderId id, BigDecimal size, Terms terms) {
        return new Order(id, instrument, Side.SELL, size, terms, true);
    }

    private static boolean filled(OrderSeen order) {
        return order.state().equals(Optional.of(OrderState.FILLED));
    }

    private Stream<OrderSeen> protective() {
        return record.orders().stream().filter(OrderSeen::reduceOnly);
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(SOON);
    }

    private ExchangeClient client() {
        var context = SessionContext.standalone("looks");
        return new BinanceVenue(context, scene.exchange.restUri(), scene.exchange.wsUri(), Optional.of(keys), 1)
                .client();
    }

    private Receipt stoppedUnderProtection(OnStop policy) throws Exception {
        var session = scene.sessions.start(
                scene.spec(new Protected("0.9", "1.1")).credentials(keys).onStop(policy));
        until(() -> session.snapshot().fills() > 0
                && session.snapshot().working() == 2
                && record.workingOrders().size() == 2);
        assertThat(session.orders()).extracting(o -> o.type()).containsExactlyInAnyOrder("stop", "take profit");
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        return receipt;
    }

    /** Buys once, and has what it holds protected by a stop and a target at these parts of the price. */
    private static final class Protected implements Strategy {
        private final Strategy buys = new BuysOnce();
        private final BigDecimal below;
        private final BigDecimal above;
        private boolean asked;

        Protected(String below, String above) {
            this.below = new BigDecimal(below);
            this.above = new BigDecimal(above);
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            var held = state.position(instrument).size();
            if (asked || held.signum() <= 0 || quote.isEmpty()) {
                return buys.onEvent(event, state);
            }
            asked = true;
            var stop = instrument.roundPrice(quote.get().bid().multiply(below), RoundingMode.FLOOR);
            var target = instrument.roundPrice(quote.get().ask().multiply(above), RoundingMode.CEILING);
            return List.of(
                    new Intent.Submit(instrument, Side.SELL, held, Terms.stopMarket(stop), true, "stop"),
                    new Intent.Submit(instrument, Side.SELL, held, Terms.takeProfitMarket(target), true, "target"));
        }
    }
}
