package trysail.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trysail.scope.Rung;

/** A receipt in columns, as the terminal shows it: made of its JSON, so that one from the logbook reads the same. */
public final class ReceiptText {
    private static final int WIDTH = 79;

    private ReceiptText() {}

    public static String of(JsonNode r) {
        var text = new StringBuilder();
        var head = "%s · stopped: %s after %s"
                .formatted(r.path("session").asText(), r.path("reason").asText(), lifeTime(r));
        text.append(columns(head, "exit " + r.path("exit_code").asInt()));
        for (var rung : r.path("rungs")) {
            if (!rung.path("name").asText().equals(Rung.AUDIT.label())) {
                text.append(line(rung));
            }
        }
        text.append(DealingsText.of(r));
        var left = r.path("left");
        var counts = "  %-9s %s threads · %s sockets · %s files · %s orders"
                .formatted(
                        "left",
                        counted(left, "threads"),
                        counted(left, "sockets"),
                        counted(left, "files"),
                        counted(left, "orders"));
        if (left.path("threads").isNull()) {
            counts = "  %-9s not known: threads, sockets, files, orders".formatted("left");
        }
        text.append(columns(counts, "total " + millis(r.path("stop_ms").asDouble())));
        names(left).forEach(n -> text.append("            ").append(n).append('\n'));
        left.path("tasks")
                .forEach(t -> text.append("            task ")
                        .append(t.path("name").asText())
                        .append('\n')
                        .append(t.path("stack").asText().indent(14)));
        r.path("errors")
                .forEach(e -> text.append("  error     ").append(e.asText()).append('\n'));
        return text.toString();
    }

    private static String counted(JsonNode left, String what) {
        return left.path(what).isNull() ? "?" : String.valueOf(count(left, what));
    }

    private static int count(JsonNode left, String what) {
        return left.path(what).asInt();
    }

    /** The names come in this order: threads, tasks not among them, then sockets, files and orders. */
    private static List<String> names(JsonNode left) {
        var names = new ArrayList<String>();
        var threads = count(left, "threads") - left.path("tasks").size();
        var orders = left.path("names").size() - count(left, "orders");
        for (var name : left.path("names")) {
            var at = names.size();
            names.add((at < threads ? "thread " : at >= orders ? "order " : "") + name.asText());
        }
        return names;
    }

    private static String line(JsonNode rung) {
        var outcome = rung.path("outcome").asText();
        var detail = rung.path("detail").asText();
        var what = outcome.equals("done") ? detail : outcome + ": " + detail;
        return columns(
                "  %-9s %s".formatted(rung.path("name").asText(), what),
                millis(rung.path("ms").asDouble()));
    }

    private static String columns(String left, String right) {
        var gap = Math.max(2, WIDTH - left.length() - right.length());
        return left + " ".repeat(gap) + right + "\n";
    }

    /** So long as it ran; of one that never did, and of one from before that was kept, from its start to its end. */
    private static String lifeTime(JsonNode r) {
        var ran = r.path("ran_ms");
        if (ran.isNumber()) {
            return seconds(ran.asDouble());
        }
        try {
            var life = Duration.between(
                    Instant.parse(r.path("started_at").asText()),
                    Instant.parse(r.path("stopped_at").asText()));
            return seconds((double) life.toMillis()) + (ran.isNull() ? " of opening" : "");
        } catch (DateTimeParseException e) {
            return "?";
        }
    }

    private static String seconds(double ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    }

    private static String millis(double ms) {
        return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }
}
