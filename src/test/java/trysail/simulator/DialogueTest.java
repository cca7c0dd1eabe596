package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.simulator.host.Protocol;
import trysail.venue.binance.BinanceVenue;

/**
 * What stock clients and our exchange said to each other once, held against both of our ends: were exchange and client of
 * ours wrong in the same way, the strangers' words would differ. {@link DialogueRecorder} makes the recordings.
 */
class DialogueTest {
    private static final long A_TIME = 1_000_000_000_000L;
    private static final ClientOrderId ID = new ClientOrderId("abcde", 1, 1, 1);

    private static final String LISTING = "GET /fapi/v1/exchangeInfo symbols";

    // ── the strangers' questions, our exchange ──

    @ParameterizedTest
    @ValueSource(strings = {"xchange.txt", "ccxt.txt"})
    void ourExchangeAnswersStockClientsAsItDid(String file) throws Exception {
        var dialogue = Dialogue.read(file);
        var began = dialogue.turns().getFirst().answer().path("serverTime").asLong();
        var ids = new HashMap<String, String>();
        try (var scene = new RestScene(Protocol.OF_2024)) {
            var later = Instant.now().toEpochMilli() - began;
            for (var turn : dialogue.turns()) {
                var parameters = new TreeMap<>(turn.parameters());
                parameters.replaceAll((name, value) -> name.endsWith("Time")
                        ? String.valueOf(Long.parseLong(value) + later)
                        : ids.getOrDefault(value, value));
                var again = new Dialogue.Turn(turn.method(), turn.path(), parameters, 0, turn.answer());

                var answer = scene.signed(turn.method(), turn.path(), again.query());

                assertThat(answer.status())
                        .as(turn.what() + " " + answer.json())
                        .isEqualTo(turn.status());
                same(turn.what(), turn.answer(), answer.json());
                var id = turn.answer().path("orderId");
                if (id.isNumber()) {
                    ids.put(id.asText(), answer.json().path("orderId").asText());
                }
            }
        }
        assertThat(ids).hasSizeGreaterThan(3);
    }

    /** The same names, kinds and values, but for ids and times; candles of a clock that goes on have the same form. */
    private static void same(String at, JsonNode was, JsonNode is) {
        assertThat(is.getNodeType()).as(at).isEqualTo(was.getNodeType());
        if (was.isObject()) {
            assertThat(names(is)).as(at).isEqualTo(names(was));
            was.fieldNames().forEachRemaining(n -> {
                if (!n.equals("listenKey")) {
                    same(at + " " + n, was.get(n), is.get(n));
                }
            });
        } else if (was.isArray()) {
            if (at.equals(LISTING)) {
                assertThat(is.size()).as("more is listed by now").isGreaterThanOrEqualTo(was.size());
            } else {
                assertThat(is.size()).as(at).isEqualTo(was.size());
            }
            for (var i = 0; i < was.size(); i++) {
                same(at + " " + i, was.get(i), is.get(i));
            }
        } else if (was.isNumber() && was.asLong() > A_TIME) {
            assertThat(is.asLong()).as(at).isGreaterThan(A_TIME);
        } else {
            assertThat(is).as(at).isEqualTo(was);
        }
    }

    private static List<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    // ── our client, the answers that the strangers took ──

    /** Asks a player of this recording as a session would. */
    private static final class Ours implements AutoCloseable {
        private final SessionContext context = SessionContext.standalone("ours");
        private final DialoguePlayer player;
        private final ExchangeClient client;

        private Ours(String file) throws Exception {
            player = new DialoguePlayer(Dialogue.read(file));
            var keys = Credentials.of("k".repeat(64), "s".repeat(64));
            client = new BinanceVenue(context, player.address(), URI.create("ws://127.0.0.1:1"), Optional.of(keys), 1)
                    .client();
        }

        private Deadline soon() {
            return context.clock().deadline(Duration.ofSeconds(60));
        }

        private Instrument btc() throws InterruptedException {
            return client.instruments(soon()).stream()
                    .filter(i -> i.symbol().equals("BTC-USDT"))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() {
            client.close();
            player.close();
        }
    }

    private static Order order(Instrument instrument, Side side, Terms terms, boolean reduceOnly) {
        return new Order(ID, instrument, side, new BigDecimal("0.01"), terms, reduceOnly);
    }

    @Test
    void ourClientReadsWhatStockClientsRead() throws Exception {
        try (var ours = new Ours("ccxt.txt")) {
            var client = ours.client;
            var btc = ours.btc();
            assertThat(btc.tick()).isEqualByComparingTo("0.1");
            assertThat(btc.lot()).isEqualByComparingTo("0.001");
            assertThat(client.bars(btc, Duration.ofMinutes(1), 2, ours.soon())).hasSize(2);
            assertThat(client.balance("USDT", ours.soon()).wallet()).isEqualByComparingTo("10000");

            var limit = Terms.limit(new BigDecimal("59400"));
            var rests = client.place(order(btc, Side.BUY, limit, false), ours.soon());
            assertThat(rests.state()).isEqualTo(OrderState.NEW);
            assertThat(rests.price()).isEqualByComparingTo("59400");
            assertThat(rests.size()).isEqualByComparingTo("0.01");
            assertThat(client.find(btc, ID, ours.soon()).orElseThrow().state()).isEqualTo(OrderState.NEW);
            assertThat(client.workingOrders(ours.soon()))
                    .extracting(o -> o.symbol())
                    .containsExactly("BTC-USDT");
            assertThat(client.cancel(btc, ID, ours.soon()).orElseThrow().state())
                    .isEqualTo(OrderState.CANCELLED);
            assertThat(client.find(btc, ID, ours.soon()).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
            assertThat(client.cancel(btc, ID, ours.soon()))
                    .as("cancelled again")
                    .isEmpty();

            client.place(order(btc, Side.SELL, Terms.postOnly(new BigDecimal("60600")), false), ours.soon());
            var bought = client.place(order(btc, Side.BUY, Terms.market(), false), ours.soon());
            assertThat(bought.state()).isEqualTo(OrderState.FILLED);
            assertThat(bought.filled()).isEqualByComparingTo("0.01");
            assertThat(client.positions(ours.soon())).singleElement().satisfies(p -> {
                assertThat(p.size()).isEqualByComparingTo("0.01");
                assertThat(p.entryPrice()).isEqualByComparingTo("60000.1");
            });
            client.place(order(btc, Side.SELL, Terms.market(), true), ours.soon());
            assertThatThrownBy(() -> client.place(order(btc, Side.BUY, limit, false), ours.soon()))
                    .isInstanceOfSatisfying(
                            ExchangeException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo("-2019"));
        }
    }

    @Test
    void ourClientReadsTheFillsThatStockClientsRead() throws Exception {
        try (var ours = new Ours("ccxt.txt")) {
            var recorded = Dialogue.read("ccxt.txt").turns().getFirst().answer().path("serverTime");
            var fills = ours.client.fills(ours.btc(), Instant.ofEpochMilli(recorded.asLong() - 60_000), ours.soon());

            assertThat(fills).hasSize(2);
            assertThat(fills.getFirst().side()).isEqualTo(Side.BUY);
            assertThat(fills.getFirst().price()).isEqualByComparingTo("60000.1");
            assertThat(fills.getFirst().fee().amount()).isEqualByComparingTo("0.3000005");
            assertThat(fills.getFirst().maker()).isFalse();
        }
    }

    // ── our questions and the strangers', for the same deeds ──

    /** Beside what the deed is: how long an answer may take, and which of two ids names an order. */
    private static final Set<String> MANNERS = Set.of("recvWindow", "newClientOrderId", "origClientOrderId", "orderId");

    /** XChange says what is the default all the same. */
    private static final Map<String, String> DEFAULTS =
            Map.of("closePosition", "false", "reduceOnly", "false", "newOrderRespType", "RESULT");

    private static Map<String, String> deed(Map<String, String> parameters) {
        var deed = new TreeMap<>(parameters);
        deed.keySet().removeAll(MANNERS);
        deed.entrySet().removeIf(e -> e.getValue().equals(DEFAULTS.get(e.getKey())));
        deed.replaceAll((name, value) -> name.equals("price") || name.equals("quantity")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value);
        return deed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"xchange.txt", "ccxt.txt"})
    void weAskForOrdersAsStockClientsDo(String file) throws Exception {
        var theirs = Dialogue.read(file);
        try (var ours = new Ours(file)) {
            var btc = ours.btc();
            var limit = Terms.limit(new BigDecimal("59400.0"));
            var orders = List.of(
                    order(btc, Side.BUY, limit, false),
                    order(btc, Side.SELL, Terms.postOnly(new BigDecimal("60600.0")), false),
                    order(btc, Side.BUY, Terms.market(), false),
                    order(btc, Side.SELL, Terms.market(), file.startsWith("ccxt")));
            for (var i = 0; i < orders.size(); i++) {
                var unused = ours.client.place(orders.get(i), ours.soon());
                assertThat(deed(ours.player.asked.getLast().parameters()))
                        .as("order %d", i)
                        .isEqualTo(deed(theirs.asked("POST /fapi/v1/order", i)));
            }
            var found = ours.client.find(btc, ID, ours.soon());
            assertThat(found).isPresent();
            assertThat(deed(ours.player.asked.getLast().parameters()))
                    .isEqualTo(deed(theirs.asked("GET /fapi/v1/order", 0)));
            var cancelled = ours.client.cancel(btc, ID, ours.soon());
            assertThat(cancelled).isPresent();
            assertThat(deed(ours.player.asked.getLast().parameters()))
                    .isEqualTo(deed(theirs.asked("DELETE /fapi/v1/order", 0)));
        }
    }

    @Test
    void weNameOrdersByOurIdAsStockClientsDo() throws Exception {
        var theirs = Dialogue.read("ccxt.txt");
        var named = theirs.turns().stream()
                .filter(t -> t.parameters().containsKey("origClientOrderId"))
                .map(Dialogue.Turn::what);
        assertThat(named).containsExactly("GET /fapi/v1/order", "DELETE /fapi/v1/order");
        try (var ours = new Ours("ccxt.txt")) {
            var btc = ours.btc();
            ours.client.find(btc, ID, ours.soon());
            ours.client.cancel(btc, ID, ours.soon());
            assertThat(ours.player.asked)
                    .filteredOn(a -> a.what().endsWith("/order"))
                    .allSatisfy(a -> assertThat(a.parameters())
                            .containsEntry("origClientOrderId", ID.toString())
                            .containsOnlyKeys("origClientOrderId", "recvWindow", "symbol"));
        }
    }

    @Test
    void noSecretIsInTheRecordings() throws Exception {
        for (var file : List.of("xchange.txt", "ccxt.txt")) {
            for (var turn : Dialogue.read(file).turns()) {
                assertThat(turn.parameters()).doesNotContainKeys("signature", "timestamp", "apiKey");
            }
        }
    }
}
