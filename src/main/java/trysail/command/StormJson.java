package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import trysail.storm.Robustness;

/** A report on storms for programs: seed, runs, plan and strategy decide all of it but the last four fields. */
final class StormJson {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private StormJson() {}

    static ObjectNode of(StormOptions options, Robustness came) {
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("seed", options.seed())
                .put("runs", options.runs())
                .put("done", came.all().storms())
                .put("strategy", options.strategy())
                .put("plan", options.plan())
                .put("schedules", came.schedules())
                .put("failed", came.all().broken());
        var broken = report.putArray("broken");
        came.broken().forEach(b -> broken.addObject().put("seed", b.seed()).put("property", b.property()));
        stops(report.putObject("stop_ms"), came.all().stops());
        var codes = report.putObject("exit_codes");
        came.codes().forEach((code, count) -> codes.put(String.valueOf(code), count));
        report.putObject("left_unknown")
                .put("storms", came.uncertain())
                .put("orders", came.all().unknown());
        var faults = report.putArray("faults");
        came.kinds()
                .forEach((name, kind) -> faults.addObject()
                        .put("fault", name)
                        .put("storms", kind.storms())
                        .put("broken", kind.broken())
                        .put("fills", kind.fills())
                        .put("pnl_mean", mean(kind))
                        .put("pnl_worst", kind.worst())
                        .put("stop_p99_ms", millis(kind.stops().at(99)))
                        .put("left_unknown", kind.unknown()));
        var worst = report.putObject("worst");
        var longest = worst.putArray("stop_ms");
        came.longest().forEach(n -> longest.addObject().put("seed", n.seed()).put("value", millis(n.value())));
        var poorest = worst.putArray("pnl");
        came.poorest().forEach(n -> poorest.addObject().put("seed", n.seed()).put("value", n.value()));
        return report.put("transcripts_sha256", came.transcriptsSha256());
    }

    /** The four that the machine decides. */
    static ObjectNode timed(ObjectNode report, int storms, Instant began, Duration took) {
        return report.put("seconds", seconds(took))
                .put("wall_ms", took.toMillis())
                .put("storms_per_second", rate(storms, took))
                .put("started_at", began.toString());
    }

    private static void stops(ObjectNode into, Robustness.Times stops) {
        into.put("p50", millis(stops.at(50)))
                .put("p90", millis(stops.at(90)))
                .put("p99", millis(stops.at(99)))
                .put("max", millis(stops.at(100)));
    }

    static BigDecimal mean(Robustness.Kind kind) {
        return kind.storms() == 0
                ? BigDecimal.ZERO
                : kind.sum().divide(BigDecimal.valueOf(kind.storms()), 4, RoundingMode.HALF_EVEN);
    }

    static BigDecimal millis(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 6).setScale(1, RoundingMode.HALF_UP);
    }

    static BigDecimal seconds(Duration took) {
        return BigDecimal.valueOf(took.toNanos()).divide(NANOS, 1, RoundingMode.HALF_UP);
    }

    static BigDecimal rate(int storms, Duration took) {
        return BigDecimal.valueOf(storms)
                .multiply(NANOS)
                .divide(BigDecimal.valueOf(Math.max(1, took.toNanos())), 0, RoundingMode.HALF_UP);
    }
}
