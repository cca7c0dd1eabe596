package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.fault.Fault;
import trysail.model.ClientOrderId;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.stream.Channel;
import trysail.venue.binance.BinanceVenue;
import trysail.wire.Wires;

/** What a network in memory does to the clients on it: the same exceptions as the real one. */
@Timeout(180)
class SimulatedWireTest {
    private final SessionContext venueContext = SessionContext.standalone("venue");
    private final SessionContext context = SessionContext.standalone("client");
    private final SimulatedWire wire = new SimulatedWire(context.clock(), "wire-test", Weather.CALM);
    private SimulatedExchange exchange;
    private BinanceVenue venue;
    private ExchangeClient client;

    @BeforeEach
    void open() throws Exception {
        var config = SimulatedExchange.Config.session(new FeedSpec.Synthetic(3), Speed.REAL_TIME, List.of("BTC-USDT"));
        exchange = SimulatedExchange.open(venueContext, config, wire);
        var keys = exchange.openAccount(new BigDecimal("10000"));
        var credentials = Credentials.of(keys.key(), keys.secret());
        venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(credentials), 1);
        client = venue.client();
        client.clockOffset(soon());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        client.close();
        exchange.close();
        assertThat(wire.open()).isZero();
        assertThat(Wires.size()).isZero();
        for (var left : List.of(context, venueContext)) {
            for (var entry : left.ledger().entries()) {
                assertThat(entry.thread().orElseThrow().join(Duration.ofSeconds(60)))
                        .as(entry.name())
                        .isTrue();
            }
            assertThat(left.ledger().entries()).isEmpty();
        }
    }

    private Deadline soon() {
        return in(60_000);
    }

    private Deadline in(int millis) {
        return context.clock().deadline(Duration.ofMillis(millis));
    }

    private Order order(int number) {
        var btc = exchange.instruments().getFirst();
        var terms = Terms.postOnly(new BigDecimal("60000.0"));
        return new Order(
                new ClientOrderId("k4f9q", 1, 1, number), btc, Side.BUY, new BigDecimal("0.010"), terms, false);
    }

    @Test
    void venueThatIsNotThereRefusesAndNothingWasSent() {
        wire.refuse(true);
        assertThatThrownBy(() -> client.place(order(1), soon()))
                .isInstanceOf(ExchangeException.Unreachable.class)
                .hasMessageContaining("Connection refused");
        assertThat(exchange.record().ordersEver()).isZero();
    }

    // G11
    @Test
    void oddEntriesAreListedWhileTheyAreAskedFor() throws Exception {
        assertThat(client.listing(soon()).others()).isEmpty();
        exchange.inject(Fault.parse("odd-listings"));
        var listed = client.listing(soon());
        assertThat(listed.others()).anyMatch(Listed.Other::odd);
        assertThat(listed.instruments()).extracting(i -> i.symbol()).contains("BTC-USDT");
        exchange.clearFaults();
        assertThat(client.listing(soon()).others()).isEmpty();
    }

    @Test
    void frozenNetworkLeavesAnOrdersFateOpenUntilItThaws() throws Exception {
        wire.freeze(true);
        assertThatThrownBy(() -> client.place(order(1), in(100))).isInstanceOf(ExchangeException.OutcomeUnknown.class);
        wire.freeze(false);
        assertThat(client.find(order(1).instrument(), order(1).id(), soon())).isEmpty();
    }

    @Test
    void brokenConnectionLeavesAnOrdersFateOpen() throws Exception { // C1
        wire.weather(new Weather(Duration.ofMillis(600), Duration.ZERO, Duration.ZERO, 0, -1, 1));
        var breaking = context.startVirtual("breaking", () -> {
            try {
                while (exchange.record().ordersEver() == 0) {
                    context.clock().sleep(Duration.ofMillis(1));
                }
                wire.cut();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> client.place(order(1), soon()))
                .isInstanceOf(ExchangeException.OutcomeUnknown.class)
                .hasMessageContaining("Connection reset");
        breaking.join();
        wire.weather(Weather.CALM);
        assertThat(client.find(order(1).instrument(), order(1).id(), soon())).isPresent();
    }

    @Test
    void answerThatBreaksOffIsNoAnswer() {
        wire.weather(Weather.CALM.breakingAfter(40));
        assertThatThrownBy(() -> client.instruments(soon())).isInstanceOf(ExchangeException.Unreachable.class);
        assertThatThrownBy(() -> client.place(order(1), soon())).isInstanceOf(ExchangeException.OutcomeUnknown.class);
        assertThat(exchange.record().ordersEver()).isEqualTo(1);
    }

    @Test
    void refusalFor429SaysHowLongToWait() {
        exchange.inject(Fault.parse("http429@0s"));
        assertThatThrownBy(() -> client.workingOrders(soon())).isInstanceOf(ExchangeException.RateLimited.class);
    }

    @Test
    void hostThatIsGoneCannotBeReached() throws Exception {
        var nowhere = java.net.URI.create("sim://nowhere");
        var gone = new BinanceVenue(context, nowhere, nowhere, Optional.empty(), 1);
        try (var lost = gone.client()) {
            assertThatThrownBy(() -> lost.instruments(soon()))
                    .isInstanceOf(ExchangeException.Unreachable.class)
                    .hasMessageContaining("nowhere");
        }
    }

    private interface Steps {
        void go(trysail.exchange.MarketFeed feed) throws Exception;
    }

    private void whileAFeedRuns(Steps steps) throws Exception {
        var events = Channel.<MarketEvent>conflating("events", 1 << 14, e -> Optional.of(e.getClass()));
        var feed = venue.feed(exchange.instruments());
        var running = context.startVirtual("feed", () -> {
            try {
                feed.run(events);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            steps.go(feed);
        } finally {
            running.interrupt();
            running.join();
            feed.close();
        }
    }

    private void until(java.util.function.BooleanSupplier asked, Object words) throws InterruptedException {
        var until = soon();
        while (!asked.getAsBoolean()) {
            assertThat(until.expired()).as("%s", words).isFalse();
            context.clock().sleep(Duration.ofMillis(5));
        }
    }

    @Test
    void feedCutInSmallPiecesIsTheSameFeed() throws Exception {
        wire.weather(new Weather(Duration.ofMillis(2), Duration.ofMillis(3), Duration.ZERO, 700, -1, 5));
        whileAFeedRuns(feed -> {
            until(() -> feed.stats().frames() >= 200, feed.stats());
            assertThat(feed.stats().connects()).isEqualTo(1);
            assertThat(feed.stats().gaps()).isZero();
        });
    }

    @Test
    void feedThatIsCutInTheMiddleOfAFrameConnectsAgain() throws Exception { // D6
        wire.weather(Weather.CALM.breakingAfter(20_000));
        whileAFeedRuns(feed -> {
            until(() -> feed.stats().connects() >= 2, feed.stats());
            assertThat(exchange.record().openConnections()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void garbageAndAFrameWithoutEndCutTheFeedWhichConnectsAgain() throws Exception {
        byte[] noJson = {(byte) 0x81, 3, 'a', 'b', 'c'};
        byte[] endless = {(byte) 0x81, 127, 0x7f, -1, -1, -1, -1, -1, -1, -1};
        byte[] noFrame = {(byte) 0xff, (byte) 0xff, 1, 2, 3, 4, 5};
        whileAFeedRuns(feed -> {
            for (var bytes : List.of(noJson, endless, noFrame)) {
                until(() -> feed.stats().connects() > 0, feed.stats());
                var before = feed.stats().connects();
                wire.intrude(bytes);
                until(() -> feed.stats().connects() > before, feed.stats());
            }
        });
    }

    @Test
    void processThatIsGoneLeavesTheVenueWithItsOrdersAndNoConnection() throws Exception { // C5
        client.place(order(1), soon());
        whileAFeedRuns(feed -> {
            until(() -> feed.stats().connects() > 0, feed.stats());
            wire.refuse(true);
            wire.crash();
            assertThat(exchange.record().awaitOpenConnections(0, soon())).isTrue();
            assertThat(exchange.record().workingOrders()).hasSize(1);
        });
    }
}
