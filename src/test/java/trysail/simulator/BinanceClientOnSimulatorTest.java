package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.simulator.FakeMarkets.BTC;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;
import trysail.scope.SessionContext;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.fault.RestFaults;
import trysail.venue.binance.BinanceVenue;

/** The client we trade with against the venue we test with: both halves of the REST protocol, over a real socket. */
@Timeout(180)
class BinanceClientOnSimulatorTest {
    final RestScene scene;
    private final SessionContext context = SessionContext.standalone("client");
    private final ExchangeClient client;

    private volatile RestFaults.Action afterPost = new RestFaults.Proceed();

    BinanceClientOnSimulatorTest() throws Exception {
        var faults = new RestFaults() {
            @Override
            public Action after(String method, String path) {
                return method.equals("POST") ? afterPost : new Proceed();
            }
        };
        scene = new RestScene(faults, RateLimits.Budget.USUAL);
        client = client(Credentials.of(scene.keys.key(), scene.keys.secret()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + scene.server.port());
    }

    private ExchangeClient client(Credentials credentials) {
        return new BinanceVenue(context, address(), BinanceVenue.WEB_SOCKET, Optional.of(credentials), 1).client();
    }

    @AfterEach
    void nothingIsLeft() throws Exception { // E1
        client.close();
        scene.close();
        for (var entry : context.ledger().entries()) {
            assertThat(entry.thread().orElseThrow().join(Duration.ofSeconds(60)))
                    .isTrue();
        }
        assertThat(context.ledger().entries()).isEmpty();
    }

    @Test
    void venueListsItsInstrumentsWithTheirSteps() throws Exception {
        assertThat(client.instruments(scene.soon())).contains(BTC).allSatisfy(i -> {
            assertThat(i.tick()).isPositive();
            assertThat(i.lot()).isPositive();
        });
        var btc = client.instruments(scene.soon()).stream()
                .filter(BTC::equals)
                .findFirst()
                .orElseThrow();
        assertThat(btc.tick()).isEqualByComparingTo(BTC.tick());
        assertThat(btc.lot()).isEqualByComparingTo(BTC.lot());
        assertThat(btc.minNotional()).isEqualByComparingTo(BTC.minNotional());
    }

    @Test
    void orderIsPlacedFoundListedAndCancelled() throws Exception {
        var order = limit(1, Side.BUY, "59000.0", TimeInForce.GTC);

        var placed = client.place(order, scene.soon());

        assertThat(placed.clientId()).isEqualTo(order.id().toString());
        assertThat(placed.state()).isEqualTo(OrderState.NEW);
        assertThat(placed.price()).isEqualByComparingTo("59000.0");
        assertThat(client.find(BTC, order.id(), scene.soon())).contains(placed);
        assertThat(client.workingOrders(scene.soon())).containsExactly(placed);
        assertThat(client.cancel(BTC, order.id(), scene.soon()).orElseThrow().state())
                .isEqualTo(OrderState.CANCELLED);
        assertThat(client.cancel(BTC, order.id(), scene.soon())).isEmpty();
        assertThat(client.find(BTC, order.id(), scene.soon()).orElseThrow().state())
                .isEqualTo(OrderState.CANCELLED);
        assertThat(client.find(BTC, id(99), scene.soon())).isEmpty();
        assertThat(scene.record.workingOrders()).isEmpty();
        assertThat(scene.record.ordersEver()).isEqualTo(1);
    }

    @Test
    void fillsPositionsAndBalanceAreTheVenues() throws Exception {
        var since = Instant.now().minusSeconds(60);
        var bought = client.place(market(1, Side.BUY, "0.010", false), scene.soon());
        assertThat(bought.state()).isEqualTo(OrderState.FILLED);
        assertThat(bought.filled()).isEqualByComparingTo("0.010");

        assertThat(client.fills(BTC, since, scene.soon())).singleElement().satisfies(f -> {
            assertThat(f.venueId()).isEqualTo(bought.venueId());
            assertThat(f.price()).isEqualByComparingTo("60000.1");
            assertThat(f.size()).isEqualByComparingTo("0.010");
            assertThat(f.fee().amount()).isEqualByComparingTo("0.3000005");
            assertThat(f.side()).isEqualTo(Side.BUY);
        });
        assertThat(client.positions(scene.soon())).singleElement().satisfies(p -> {
            assertThat(p.symbol()).isEqualTo("BTC-USDT");
            assertThat(p.size()).isEqualByComparingTo("0.010");
        });
        assertThat(client.balance("USDT", scene.soon()).wallet()).isEqualByComparingTo("9999.6999995");

        client.place(market(2, Side.SELL, "0.010", true), scene.soon());
        assertThat(client.positions(scene.soon())).isEmpty();
        assertThat(client.fills(BTC, since, scene.soon())).hasSize(2);
    }

    @Test
    void venuesRefusalsArriveWithTheirCodes() {
        assertThatThrownBy(() -> client.place(limit(1, Side.BUY, "60000.1", TimeInForce.POST_ONLY), scene.soon()))
                .isInstanceOfSatisfying(
                        ExchangeException.Refused.class,
                        e -> assertThat(e.code()).isEqualTo("-5022"));
        assertThatThrownBy(() -> client.place(limit(2, Side.BUY, "59000.05", TimeInForce.GTC), scene.soon()))
                .isInstanceOf(ExchangeException.Refused.class);
    }

    @Test
    void immediateOrdersAreToldAsTheyEnded() throws Exception {
        var order = limit(1, Side.BUY, "59000.0", TimeInForce.IOC);
        assertThat(client.place(order, scene.soon()).state()).isEqualTo(OrderState.EXPIRED);
    }

    @Test // C1
    void orderSentTwiceIsOneOrder() throws Exception {
        var order = limit(1, Side.BUY, "59000.0", TimeInForce.GTC);
        var first = client.place(order, scene.soon());
        assertThat(client.place(order, scene.soon()).venueId()).isEqualTo(first.venueId());
        assertThat(client.workingOrders(scene.soon())).hasSize(1);
    }

    @Test // C1, C2
    void orderWhoseAnswerIsLostIsFoundAndWasTakenOnce() throws Exception {
        afterPost = new RestFaults.Drop();
        var order = limit(1, Side.BUY, "59000.0", TimeInForce.GTC);

        assertThatThrownBy(() -> client.place(order, scene.soon()))
                .isInstanceOf(ExchangeException.OutcomeUnknown.class);

        assertThat(client.find(BTC, order.id(), scene.soon()).orElseThrow().state())
                .isEqualTo(OrderState.NEW);
        assertThat(scene.record.ordersEver()).isEqualTo(1);
        assertThat(scene.record.requests().stream().filter(r -> r.method().equals("POST")))
                .hasSize(1);
    }

    @Test
    void muteAnswerToAnOrderIsCutAtTheDeadline() throws Exception {
        client.clockOffset(scene.soon()); // loads classes: a call that is cut before that was never sent
        afterPost = new RestFaults.Mute();
        var order = limit(1, Side.BUY, "59000.0", TimeInForce.GTC);
        var deadline = scene.ctx.clock().deadline(Duration.ofSeconds(3));
        assertThatThrownBy(() -> client.place(order, deadline)).isInstanceOf(ExchangeException.OutcomeUnknown.class);
        assertThat(client.cancel(BTC, order.id(), scene.soon())).isPresent();
    }

    @Test
    void barsAreTheVenues() throws Exception {
        var bars = client.bars(BTC, Duration.ofMinutes(1), 250, scene.soon());
        assertThat(bars).hasSize(250);
        assertThat(bars.getFirst().openTime()).isBefore(bars.getLast().openTime());
    }

    @Test
    void clocksOfOneMachineAgree() throws Exception {
        var asked = Instant.now();
        var offset = client.clockOffset(scene.soon());
        var answered = Duration.between(asked, Instant.now());
        assertThat(offset.abs()).isLessThanOrEqualTo(answered.plusMillis(2));
    }

    @Test
    void wrongSecretIsUnauthenticated() throws Exception {
        try (var wrong = client(Credentials.of(scene.keys.key(), "not-the-secret"));
                var unknown = client(Credentials.of("nobodys-key", "x"))) {
            assertThatThrownBy(() -> wrong.workingOrders(scene.soon()))
                    .isInstanceOf(ExchangeException.Unauthenticated.class)
                    .hasMessageContaining("-1022");
            assertThatThrownBy(() -> unknown.place(limit(1, Side.BUY, "59000.0", TimeInForce.GTC), scene.soon()))
                    .isInstanceOf(ExchangeException.Unauthenticated.class);
        }
    }

    @Test
    void manyClientsCallAtOnceAndEverySignatureHolds() throws Exception {
        var tasks = new java.util.ArrayList<Thread>();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        for (var i = 0; i < 4; i++) {
            var base = 1 + i * 100;
            tasks.add(Thread.ofVirtual().start(() -> {
                try (var mine = client(Credentials.of(scene.keys.key(), scene.keys.secret()))) {
                    for (var n = base; n < base + 40; n++) {
                        mine.place(limit(n, Side.BUY, "59000.0", TimeInForce.GTC), scene.soon());
                        mine.cancel(BTC, id(n), scene.soon());
                    }
                } catch (InterruptedException | RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        for (var task : tasks) {
            task.join();
        }
        assertThat(failures).isEmpty();
        assertThat(scene.record.ordersEver()).isEqualTo(160);
        assertThat(scene.record.workingOrders()).isEmpty();
    }

    private static ClientOrderId id(long sequence) {
        return new ClientOrderId("k4f9q", 7, 2, sequence);
    }

    private static Order limit(long sequence, Side side, String price, TimeInForce timeInForce) {
        var terms = new Terms.Limit(new BigDecimal(price), timeInForce);
        return new Order(id(sequence), BTC, side, new BigDecimal("0.010"), terms, false);
    }

    private static Order market(long sequence, Side side, String size, boolean reduceOnly) {
        return new Order(id(sequence), BTC, side, new BigDecimal(size), Terms.market(), reduceOnly);
    }
}
