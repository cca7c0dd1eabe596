package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.scope.SessionContext;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** What a stock ccxt.pro says on its connections is understood, and what it heard then is still said, in the same form. */
@Timeout(180)
class StreamDialogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One connection. */
    private record Talk(String path, List<String> said, List<JsonNode> heard) {}

    private static List<Talk> talks() throws Exception {
        var talks = new ArrayList<Talk>();
        try (var in = StreamDialogueTest.class.getResourceAsStream("/dialogue/ccxt-streams.txt")) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                var text = line.substring(2);
                switch (line.charAt(0)) {
                    case '@' -> talks.add(new Talk(text, new ArrayList<>(), new ArrayList<>()));
                    case '>' -> talks.getLast().said.add(text);
                    case '<' -> talks.getLast().heard.add(JSON.readTree(text));
                    default -> {}
                }
            }
        }
        return talks;
    }

    /** Names and kinds of what it holds; of a list those of its first element. */
    private static Object form(JsonNode node) {
        if (node.isObject()) {
            var form = new TreeMap<String, Object>();
            node.fieldNames().forEachRemaining(n -> form.put(n, form(node.get(n))));
            return form;
        }
        return node.isArray() ? List.of(node.isEmpty() ? "" : form(node.get(0))) : node.getNodeType();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(JsonNode message) {
        return message.path("e").asText() + message.path("o").path("X").asText();
    }

    @Test
    void whatCcxtHeardIsStillSaidInTheSameForm() throws Exception {
        var config = SimulatedExchange.Config.venue(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of("BTC-USDT"), 0)
                .in(Protocol.OF_2024);
        try (var venue = SimulatedExchange.open(SessionContext.standalone("venue"), config)) {
            var calls = new SignedCall(venue.restUri(), venue.testAccount());
            for (var talk : talks()) {
                var account = talk.path.startsWith("/private");
                try (var client = new StreamClient(venue.wsUri(), talk.path + (account ? key(calls) : ""))) {
                    talk.said.forEach(client::send);
                    if (account) {
                        trade(calls);
                    }
                    for (var was : talk.heard) {
                        var is = was.has("result")
                                ? read(client.await(m -> read(m).equals(was), 1).getFirst())
                                : read(client.await(m -> kind(read(m)).equals(kind(was)) && full(read(m)), 1)
                                        .getFirst());
                        assertThat(form(is)).as(talk.path + " " + kind(was)).isEqualTo(form(was));
                    }
                }
            }
        }
    }

    /** Both sides of a change of the book, so that there are levels to compare. */
    private static boolean full(JsonNode message) {
        return !message.path("e").asText().equals("depthUpdate")
                || !message.path("b").isEmpty() && !message.path("a").isEmpty();
    }

    private static String key(SignedCall calls) throws Exception {
        return "?listenKey="
                + read(calls.send("POST", "/fapi/v1/listenKey", ""))
                        .path("listenKey")
                        .asText();
    }

    /** The deeds of the script that ccxt ran. */
    private static void trade(SignedCall calls) throws Exception {
        var order = "symbol=BTCUSDT&quantity=0.002&";
        var last = read(calls.send("GET", "/fapi/v1/ticker/price", "symbol=BTCUSDT"));
        var far = new BigDecimal(last.path("price").asText())
                .multiply(new BigDecimal("0.98"))
                .setScale(1, RoundingMode.DOWN);
        calls.send(
                "POST",
                "/fapi/v1/order",
                order + "side=BUY&type=LIMIT&timeInForce=GTC&newClientOrderId=strange-1&price=" + far);
        calls.send("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=strange-1");
        calls.send("POST", "/fapi/v1/order", order + "side=BUY&type=MARKET&newClientOrderId=strange-2");
    }
}
