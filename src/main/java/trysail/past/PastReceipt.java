package trysail.past;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trysail.model.Numbers;

/**
 * What is read of a receipt that was kept. A session that runs, or whose process was killed, has none: then it says nothing.
 *
 * @param json the receipt's own
 */
record PastReceipt(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PastReceipt of(Optional<String> kept) {
        return new PastReceipt(kept.map(PastReceipt::read).orElseGet(MissingNode::getInstance));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    Optional<Integer> exitCode() {
        return json.path("exit_code").isInt()
                ? Optional.of(json.path("exit_code").intValue())
                : Optional.empty();
    }

    long fills() {
        return json.path("fills").asLong();
    }

    Optional<BigDecimal> pnl() {
        return number(json.path("pnl"));
    }

    /** When the session had ended. */
    Optional<Instant> ended() {
        try {
            return Optional.of(Instant.parse(json.path("stopped_at").asText()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The last prices of what was left open, by symbol. */
    Map<String, BigDecimal> marks() {
        var marks = new TreeMap<String, BigDecimal>();
        for (var position : json.path("positions")) {
            number(position.path("mark"))
                    .ifPresent(m -> marks.put(position.path("symbol").asText(), m));
        }
        return marks;
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        try {
            return node.isNumber() || node.isTextual() ? Optional.of(Numbers.of(node.asText())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
