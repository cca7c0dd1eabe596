package trysail.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Receipts as children print them. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return object();
        }
    }

    /** The receipts among these lines. */
    static List<JsonNode> receipts(String out) {
        return out.lines()
                .filter(l -> l.startsWith("{"))
                .map(Json::read)
                .filter(n -> n.has("exit_code"))
                .toList();
    }
}
