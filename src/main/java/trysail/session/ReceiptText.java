package trysail.session;

import java.time.Duration;
import java.util.Locale;
import trysail.scope.StopLadder;

/** A receipt in columns, as the terminal shows it. */
final class ReceiptText {
    private static final int WIDTH = 79;

    private ReceiptText() {}

    static String of(Receipt r) {
        var text = new StringBuilder();
        var head = "%s · stopped: %s after %s".formatted(r.session(), r.reasonText(), seconds(r.lifeTime()));
        text.append(columns(head, "exit " + r.exitCode()));
        for (var step : r.rungs()) {
            if (step.rung() != trysail.scope.Rung.AUDIT) {
                text.append(line(step));
            }
        }
        var left = r.left();
        var counts = "  %-9s %d threads · %d sockets · %d files · %d orders"
                .formatted(
                        "left",
                        left.threads().size() + left.tasks().size(),
                        left.sockets().size(),
                        left.files().size(),
                        left.orders().size());
        text.append(columns(counts, "total " + millis(r.stopTime())));
        left.threads().forEach(t -> text.append("            thread ").append(t).append('\n'));
        left.sockets().forEach(s -> text.append("            ").append(s).append('\n'));
        left.files().forEach(f -> text.append("            ").append(f).append('\n'));
        left.orders().forEach(o -> text.append("            order ").append(o).append('\n'));
        left.tasks()
                .forEach(t -> text.append("            task ")
                        .append(t.name())
                        .append('\n')
                        .append(t.stack().indent(14)));
        r.errors().forEach(e -> text.append("  error     ").append(e).append('\n'));
        return text.toString();
    }

    private static String line(StopLadder.Step step) {
        var what = step.outcome().equals("done") ? step.detail() : step.outcome() + ": " + step.detail();
        return columns("  %-9s %s".formatted(step.rung().label(), what), millis(step.took()));
    }

    private static String columns(String left, String right) {
        var gap = Math.max(2, WIDTH - left.length() - right.length());
        return left + " ".repeat(gap) + right + "\n";
    }

    private static String seconds(Duration d) {
        return String.format(Locale.ROOT, "%.1f s", d.toNanos() / 1e9);
    }

    static String millis(Duration d) {
        var ms = d.toNanos() / 1e6;
        return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }
}
