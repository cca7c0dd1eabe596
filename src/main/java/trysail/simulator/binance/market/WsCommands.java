package trysail.simulator.binance.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import trysail.simulator.host.Guest;
import trysail.simulator.play.StreamHub;

/** What clients say on their connection: subscribe, unsubscribe, list; answered as Binance answers. Thread-safe. */
public final class WsCommands {
    public static final int MAX_STREAMS = 200;

    private static final String SUBSCRIBE = "SUBSCRIBE";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamHub hub;
    private final WsRules rules;
    private final Function<String, Optional<String>> keyOwner;

    public WsCommands(StreamHub hub, WsRules rules, Function<String, Optional<String>> keyOwner) {
        this.hub = hub;
        this.rules = rules;
        this.keyOwner = keyOwner;
    }

    /** A refusal in Binance's words. */
    private static final class Bad extends RuntimeException {
        final int code;

        Bad(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    public void handle(Guest connection, String message) {
        var answer = JsonNodeFactory.instance.objectNode();
        JsonNode request = JsonNodeFactory.instance.missingNode();
        var granted = List.<String>of();
        try {
            request = parse(message);
            var id = request.get("id");
            if (id != null && !(id.isIntegralNumber() || id.isTextual() || id.isNull())) {
                throw new Bad(2, "Invalid request: request ID must be an unsigned integer");
            }
            var result = result(connection, request);
            granted = request.path("method").asText().equals(SUBSCRIBE) ? names(request) : List.of();
            answer.set("result", result);
            answer.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
        } catch (Bad e) {
            answer.removeAll();
            ObjectNode error = answer.putObject("error");
            error.put("code", e.code).put("msg", e.getMessage());
            answer.set(
                    "id", request.path("id").isValueNode() ? request.path("id") : JsonNodeFactory.instance.nullNode());
        }
        connection.send(answer.toString());
        granted.forEach(name -> subscribe(connection, name)); // no frame comes before the answer
    }

    private static JsonNode parse(String message) {
        try {
            var request = JSON.readTree(message);
            if (request == null || !request.isObject()) {
                throw new Bad(2, "Invalid request: expected a JSON object");
            }
            return request;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Bad(
                    3,
                    "Invalid JSON: " + "expected value at line " + (at == null ? 1 : at.getLineNr()) + " column "
                            + (at == null ? 1 : at.getColumnNr()));
        }
    }

    private JsonNode result(Guest connection, JsonNode request) {
        var method = request.get("method");
        if (method == null) {
            throw new Bad(2, "Invalid request: missing field `method`");
        }
        switch (method.asText()) {
            case SUBSCRIBE -> mayHave(connection, names(request));
            case "UNSUBSCRIBE" -> unsubscribe(connection, names(request));
            case "LIST_SUBSCRIPTIONS" -> {
                var list = JsonNodeFactory.instance.arrayNode();
                connection.streams().forEach(list::add);
                return list;
            }
            case "SET_PROPERTY" -> {
                if (!request.at("/params/0").asText().equals("combined")
                        || !request.at("/params/1").isBoolean()) {
                    throw new Bad(1, "Invalid value type: expected Boolean for property `combined`");
                }
                connection.combined(request.at("/params/1").asBoolean());
            }
            case "GET_PROPERTY" -> {
                if (!request.at("/params/0").asText().equals("combined")) {
                    throw new Bad(0, "Unknown property");
                }
                return JsonNodeFactory.instance.booleanNode(connection.combined());
            }
            default ->
                throw new Bad(
                        2,
                        "Invalid request: unknown variant `" + method.asText() + "`, expected one of `SUBSCRIBE`, "
                                + "`UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`");
        }
        return JsonNodeFactory.instance.nullNode();
    }

    private static List<String> names(JsonNode request) {
        var params = request.get("params");
        if (params == null) {
            throw new Bad(2, "Invalid request: missing field `params`");
        }
        var names = new ArrayList<String>();
        if (!params.isArray() || params.isEmpty()) {
            throw new Bad(2, "Invalid request: params must be an array with at least one stream");
        }
        for (var name : params) {
            if (!name.isTextual()) {
                throw new Bad(2, "Invalid request: invalid type: expected a string for a stream name");
            }
            names.add(name.asText());
        }
        return names;
    }

    /** It may subscribe to all of them, or to none. */
    private void mayHave(Guest connection, List<String> names) {
        for (var name : names) {
            if (rules.refuses() && !hub.offers(name) && keyOwner.apply(name).isEmpty()) {
                throw new Bad(2, "Invalid request: unknown stream `" + name + "`");
            }
        }
        if (connection.streams().size() + names.size() > MAX_STREAMS) {
            throw new Bad(2, "Invalid request: more than " + MAX_STREAMS + " streams on one connection");
        }
    }

    /** Adds one stream or listen key, if there is such a thing at the path through which the client came. */
    public void subscribe(Guest connection, String name) {
        var owner = WsPath.isStream(name) ? Optional.<String>empty() : keyOwner.apply(name);
        if (owner.isPresent()) {
            if (rules.servesAccounts(connection.path())) {
                connection.owner(new Guest.Owner(name, owner.get()));
            }
        } else if (rules.refuses() || (hub.offers(name) && rules.serves(connection.path(), name))) {
            if (connection.subscribed(name) && !hub.subscribe(name, connection)) {
                connection.unsubscribed(name);
            }
        }
    }

    private void unsubscribe(Guest connection, List<String> names) {
        for (var name : names) {
            hub.unsubscribe(name, connection);
            connection.unsubscribed(name);
        }
    }
}
