package trysail.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * A receipt as one JSON object on one line. Times are ISO-8601 UTC, durations are milliseconds as numbers; a count that
 * is not known is {@code null}.
 */
public final class ReceiptJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReceiptJson() {}

    static String of(Receipt r) {
        return tree(r).toString();
    }

    /** A kept receipt; a missing node when it cannot be read. */
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static ObjectNode tree(Receipt r) {
        var o = JSON.createObjectNode();
        o.put("session", r.session());
        o.put("mode", r.trader().mode());
        o.put("strategy", r.trader().strategy());
        o.put("strategy_sha256", r.trader().sha256().orElse(null));
        o.put("reason", r.reasonText());
        o.put("cause", r.cause().map(FailureCause::word).orElse(null));
        o.put("exit_code", r.exitCode());
        o.put("started_at", r.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        o.put("stopped_at", r.stoppedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        o.put("stop_ms", millis(r.stopTime()));
        o.put("ran_ms", r.ran().map(ReceiptJson::millis).orElse(null));
        var rungs = o.putArray("rungs");
        for (var step : r.rungs()) {
            rungs.addObject()
                    .put("name", step.rung().label())
                    .put("outcome", step.outcome().word())
                    .put("ms", millis(step.took()))
                    .put("detail", step.detail());
        }
        o.put("on_the_wire", r.onTheWire());
        var orders = o.putArray("orders");
        for (var fate : r.orders()) {
            orders.addObject()
                    .put("client_id", fate.id().toString())
                    .put("venue_id", fate.venueId().orElse(""))
                    .put("fate", fate.fate().word());
        }
        var opened = o.putObject("opened");
        r.opened().forEach(opened::put);
        left(o.putObject("left"), r.left());
        strings(o.putArray("errors"), r.errors());
        dealings(o, r.dealings());
        var host = o.putObject("host");
        r.host().forEach(host::put);
        return o;
    }

    /** What is not known is null, never 0. */
    private static void dealings(ObjectNode o, Dealings d) {
        if (!d.known()) {
            for (var name : List.of(
                    "market_events",
                    "fills",
                    "pnl",
                    "fees",
                    "fees_not_valued",
                    "earned",
                    "foreign",
                    "denials",
                    "positions")) {
                o.putNull(name);
            }
            return;
        }
        o.put("market_events", d.marketEvents());
        o.put("fills", d.fills());
        o.put("pnl", d.pnl());
        o.put("fees", d.fees());
        var fees = o.putObject("fees_not_valued");
        new TreeMap<>(d.feesNotValued()).forEach((asset, amount) -> fees.put(asset, amount.toPlainString()));
        o.put("earned", d.earned());
        strings(o.putArray("foreign"), d.foreign());
        var denials = o.putObject("denials");
        new TreeMap<>(d.denials()).forEach(denials::put);
        if (d.positions().isEmpty()) {
            o.putNull("positions");
            return;
        }
        var positions = o.putArray("positions");
        for (var p : d.positions().get()) {
            positions
                    .addObject()
                    .put("symbol", p.symbol())
                    .put("size", p.size())
                    .put("mark", p.mark().orElse(null))
                    .put("unrealised", p.unrealised().orElse(null))
                    .put("why", p.why());
        }
    }

    private static void left(ObjectNode o, Receipt.Left left) {
        if (left.isKnown()) {
            o.put("threads", left.threads().size() + left.tasks().size());
            o.put("sockets", left.sockets().size());
            o.put("files", left.files().size());
            o.put("orders", left.orders().size());
        } else {
            List.of("threads", "sockets", "files", "orders").forEach(o::putNull);
        }
        var tasks = o.putArray("tasks");
        left.tasks().forEach(t -> tasks.addObject().put("name", t.name()).put("stack", t.stack()));
        var names = o.putArray("names");
        strings(names, left.threads());
        strings(names, left.sockets());
        strings(names, left.files());
        strings(names, left.orders());
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    private static BigDecimal millis(Duration d) {
        return BigDecimal.valueOf(d.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
    }
}
