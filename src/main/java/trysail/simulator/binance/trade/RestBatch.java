package trysail.simulator.binance.trade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;

/** Several orders in one request: each has its own answer, and none hinders another. */
public final class RestBatch {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PLACED = 5;
    private static final int MOST_CANCELLED = 10;

    private RestBatch() {}

    /** The new orders of {@code batchOrders}, each as if it had come alone. */
    public static List<RestRequest> orders(RestRequest batch) {
        var all = new ArrayList<RestRequest>();
        for (var order : list(batch, "batchOrders", MOST_PLACED)) {
            var text = new ArrayList<String>();
            order.properties().forEach(p -> text.add(pair(p.getKey(), p.getValue())));
            all.add(single(batch, String.join("&", text)));
        }
        return all;
    }

    /** The cancels of a list of ids or of client ids, each as if it had come alone. */
    static List<RestRequest> cancels(RestRequest batch) {
        var ids = either(batch, "orderIdList", "orderidlist");
        var list = ids.orElseGet(() -> either(batch, "origClientOrderIdList", "origclientorderidlist")
                .orElseThrow(() -> BinanceError.missing("orderIdList")));
        var symbol = pair("symbol", JSON.textNode(batch.need("symbol")));
        var all = new ArrayList<RestRequest>();
        for (var name : list(batch, list, MOST_CANCELLED)) {
            all.add(single(batch, symbol + "&" + pair(ids.isPresent() ? "orderId" : "origClientOrderId", name)));
        }
        return all;
    }

    /** The venue takes this list's name in lower case too. */
    private static Optional<String> either(RestRequest batch, String name, String lower) {
        return batch.maybe(name).map(v -> name).or(() -> batch.maybe(lower).map(v -> lower));
    }

    private static RestRequest single(RestRequest batch, String parameters) {
        return new RestRequest(batch.method(), batch.path(), parameters, "", batch.apiKey());
    }

    private static String pair(String name, JsonNode value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> list(RestRequest batch, String name, int most) {
        var all = new ArrayList<JsonNode>();
        parse(batch.need(name)).filter(JsonNode::isArray).ifPresent(list -> list.forEach(all::add));
        if (all.isEmpty() || all.size() > most) {
            throw BinanceError.malformed(name);
        }
        return all;
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What became of one of them, its refusal included. */
    public static JsonNode answer(Supplier<JsonNode> one) {
        try {
            return one.get();
        } catch (BinanceError refused) {
            return refused.json();
        }
    }
}
