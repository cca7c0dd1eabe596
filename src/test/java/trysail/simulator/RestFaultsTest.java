package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trysail.matching.Latency;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.binance.AccountListenKeys;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.fault.RestFaults;

class RestFaultsTest {
    private volatile RestFaults.Action before = new RestFaults.Proceed();
    private volatile RestFaults.Action after = new RestFaults.Proceed();
    private final RestScene scene;

    RestFaultsTest() throws Exception {
        scene = new RestScene(
                new RestFaults() {
                    @Override
                    public Action before(String method, String path) {
                        return before;
                    }

                    @Override
                    public Action after(String method, String path) {
                        return after;
                    }
                },
                RateLimits.Budget.USUAL);
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        scene.close();
        assertThat(scene.ctx.ledger().entries()).isEmpty();
    }

    @Test
    void aSwallowedAnswerLeavesTheOrderInTheBook() throws Exception { // C1
        after = new RestFaults.Drop();
        assertThatThrownBy(() -> scene.limit("lost", "BUY", "59000")).isInstanceOf(IOException.class);
        after = new RestFaults.Proceed();

        assertThat(scene.record.awaitWorkingOrders(1, scene.soon())).isTrue();
        assertThat(scene.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=lost")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDroppedRequestIsNotExecuted() throws Exception {
        before = new RestFaults.Drop();
        assertThatThrownBy(() -> scene.limit("never", "BUY", "59000")).isInstanceOf(IOException.class);
        before = new RestFaults.Proceed();

        assertThat(scene.record.orders()).isEmpty();
    }

    @Test
    void aRefusalCarriesItsStatus() throws Exception {
        before = new RestFaults.Refuse(503, "");
        assertThat(scene.get("/fapi/v1/ping").status()).isEqualTo(503);
    }

    @Test
    void aMuteAnswerEndsWithTheServer() throws Exception {
        before = new RestFaults.Mute();
        var asked = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var client = Thread.ofVirtual().start(() -> {
            asked.countDown();
            try {
                scene.get("/fapi/v1/ping");
            } catch (IOException | InterruptedException e) {
                ended.countDown();
            }
        });
        asked.await();
        assertThat(scene.record.awaitRequest("GET", "/fapi/v1/ping", scene.soon()))
                .isTrue();
        scene.closeServer();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        client.join();
    }

    @Test
    void anOrderIsOnItsWayForAsLongAsTheLatencySays() throws Exception {
        var distance = Duration.ofMillis(80);
        try (var far = new RestScene(
                RestScene.NO_FAULTS, new Latency(distance, Duration.ofMillis(20), 1), RateLimits.Budget.USUAL)) {
            var before = far.ctx.clock().nanos();
            far.limit("far", "BUY", "59000");
            assertThat(Duration.ofNanos(far.ctx.clock().nanos() - before)).isGreaterThan(Duration.ofMillis(60));
            far.get("/fapi/v1/ping");
            assertThat(far.record.workingOrders()).hasSize(1);
        }
    }

    @Test
    void anOrderOnItsWayIsSeenButNotInTheBook() throws Exception { // C3
        var far = new RestScene(
                RestScene.NO_FAULTS, new Latency(Duration.ofMinutes(5), Duration.ZERO, 1), RateLimits.Budget.USUAL);
        var client = Thread.ofVirtual().start(() -> {
            try {
                far.limit("far", "BUY", "59000");
            } catch (IOException | InterruptedException e) {
                // the server closes before the order is there
            }
        });
        assertThat(far.record.awaitOrder(o -> o.state().isEmpty(), far.soon())).isTrue();
        assertThat(far.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=far")
                        .code())
                .isEqualTo(-2013);
        far.close();
        client.join();
        assertThat(far.record.workingOrders()).isEmpty();
        assertThat(far.ctx.ledger().entries()).isEmpty();
    }

    /** A clock that stands until it is moved. */
    private static final class Still implements SessionClock {
        private Instant now = Instant.parse("2026-01-01T00:00:30Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return now.toEpochMilli() * 1_000_000;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public void await(java.util.concurrent.locks.Condition condition, Deadline until) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean join(Thread thread, Deadline until) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void overBudgetIs429AndIgnoringItIs418() { // F1
        var clock = new Still();
        var limits = new RateLimits(clock, new RateLimits.Budget(10, 100, 100));
        assertThat(limits.request("here", 10).status()).isEqualTo(200);
        var over = limits.request("here", 1);
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.retryAfter()).isEqualTo(30);
        for (var i = 0; i < RateLimits.IGNORED_BEFORE_BAN; i++) {
            limits.request("here", 1);
        }
        assertThat(limits.request("here", 1).status()).isEqualTo(418);
        assertThat(limits.request("elsewhere", 1).status()).isEqualTo(200);
        clock.sleep(Duration.ofMinutes(3));
        assertThat(limits.request("here", 1).status()).isEqualTo(200);
    }

    @Test
    void tooManyOrdersAreRefusedForTheirAccount() {
        var limits = new RateLimits(new Still(), new RateLimits.Budget(10, 2, 100));
        limits.order("a");
        limits.order("a");
        assertThatThrownBy(() -> limits.order("a"))
                .isInstanceOfSatisfying(
                        BinanceError.class, e -> assertThat(e.code()).isEqualTo(-1015));
        limits.order("b");
    }

    @Test
    void aListenKeyLastsAnHourFromItsRenewal() {
        var clock = new Still();
        var keys = new AccountListenKeys(clock);
        var key = keys.open("a");
        clock.sleep(Duration.ofMinutes(59));
        keys.renew("a");
        clock.sleep(Duration.ofMinutes(59));
        assertThat(keys.owner(key)).hasValue("a");
        clock.sleep(Duration.ofMinutes(1));
        assertThat(keys.owner(key)).isEmpty();
        assertThat(keys.takeExpired()).containsExactly(key);
        assertThat(keys.takeExpired()).isEmpty();
        assertThat(keys.open("a")).isNotEqualTo(key);
    }
}
