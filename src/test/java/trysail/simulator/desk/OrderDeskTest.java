package trysail.simulator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import trysail.model.Side;
import trysail.simulator.RestScene;

/** Many clients and a market that plays on, all at once: what REST says, what the witness saw and the money agree. */
class OrderDeskTest {
    private static final int CLIENTS = 6;
    private static final int ORDERS = 15;

    @Test
    void clientsAndMarketAtOnceLeaveOneTruth() throws Exception {
        try (var scene = new RestScene()) {
            scene.signed("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=125"); // capital for all of it
            var failures = new ConcurrentLinkedQueue<Throwable>();
            var done = new AtomicBoolean();
            var player = Thread.ofPlatform().start(() -> {
                try {
                    for (var i = 0; !done.get(); i++) {
                        scene.markets.trade("60000.0", "0.01", i % 2 == 0 ? Side.SELL : Side.BUY);
                    }
                } catch (InterruptedException e) {
                    failures.add(e);
                }
            });
            var clients = new ArrayList<Thread>();
            for (var c = 0; c < CLIENTS; c++) {
                var client = c;
                clients.add(Thread.ofVirtual().start(() -> trade(scene, client, failures)));
            }
            for (var client : clients) {
                client.join();
            }
            done.set(true);
            player.join();

            assertThat(failures).isEmpty();
            agree(scene);
        }
    }

    private static void trade(RestScene scene, int client, ConcurrentLinkedQueue<Throwable> failures) {
        try {
            for (var i = 0; i < ORDERS; i++) {
                var id = "c" + client + "-" + i;
                var placed = scene.limit(id, i % 2 == 0 ? "BUY" : "SELL", i % 2 == 0 ? "60000.0" : "60000.2");
                assertThat(placed.status()).as(placed.response().body()).isEqualTo(200);
                if (i % 3 == 0) {
                    scene.signed("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=" + id);
                }
            }
        } catch (IOException | InterruptedException | AssertionError e) {
            failures.add(e);
        }
    }

    private static void agree(RestScene scene) throws IOException, InterruptedException {
        assertThat(scene.record.orders()).hasSize(CLIENTS * ORDERS);
        var working =
                scene.signed("GET", "/fapi/v1/openOrders", "symbol=BTCUSDT").json();
        assertThat(working).hasSize(scene.record.workingOrders().size());

        var trades = scene.signed("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT&limit=1000")
                .json();
        var ids = new HashSet<Long>();
        var position = BigDecimal.ZERO;
        for (var t : trades) {
            assertThat(ids.add(t.path("id").asLong())).isTrue();
            var size = new BigDecimal(t.path("qty").asText());
            position = position.add(t.path("side").asText().equals("BUY") ? size : size.negate());
        }
        var risk =
                scene.signed("GET", "/fapi/v2/positionRisk", "symbol=BTCUSDT").json();
        assertThat(new BigDecimal(risk.get(0).path("positionAmt").asText())).isEqualByComparingTo(position);
        var seen = BigDecimal.ZERO;
        for (var p : scene.record.positions(scene.keys.key())) {
            seen = seen.add(p.size());
        }
        assertThat(seen).isEqualByComparingTo(position);
    }
}
