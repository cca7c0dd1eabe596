package trysail.command;

import static trysail.picture.Table.number;
import static trysail.picture.Table.word;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import trysail.picture.Paper;
import trysail.picture.StormPlanText;
import trysail.picture.Table;
import trysail.storm.Robustness;
import trysail.storm.StormResult;

/** A report on storms for people. */
record StormText(StormOptions options, Paper paper) {
    private static final int SHOWN = 10;
    private static final int TAIL = 20;

    String report(Robustness came, Duration took) {
        var all = came.all();
        var text = new StringBuilder();
        text.append(line(
                "%,d storms, %,d different schedules, %s",
                all.storms(),
                came.schedules(),
                paper.paint(
                        all.broken() == 0 ? Paper.Tone.GOOD : Paper.Tone.BAD,
                        line("%,d broken", all.broken()).strip())));
        text.append(line(
                "stop   p50 %s ms  p90 %s ms  p99 %s ms  max %s ms, simulated",
                millis(all, 50), millis(all, 90), millis(all, 99), millis(all, 100)));
        text.append(
                all.unknown() == 0
                        ? "left   no order of unknown fate\n"
                        : line(
                                "left   %,d orders of unknown fate in %,d storms, each named in its receipt",
                                all.unknown(), came.uncertain()));
        text.append("exits  ")
                .append(came.codes().entrySet().stream()
                        .map(e -> line("%d in %,d", e.getKey(), e.getValue()).strip())
                        .collect(Collectors.joining(", ")))
                .append("\n\n");
        text.append(faults(came).text(paper)).append('\n');
        text.append(seeds(came).text(paper)).append('\n');
        return text.append(
                        line("%s storms a second, %s s", StormJson.rate(all.storms(), took), StormJson.seconds(took)))
                .toString();
    }

    private static Table faults(Robustness came) {
        var table = new Table(
                "no storm", "fault", "storms", "broken", "fills", "p&l mean", "p&l worst", "stop p99 ms", "unknown");
        came.kinds()
                .forEach((name, kind) -> table.row(
                        word(name),
                        number(kind.storms()),
                        number(kind.broken()).in(kind.broken() == 0 ? Paper.Tone.PLAIN : Paper.Tone.BAD),
                        number(kind.fills()),
                        money(StormJson.mean(kind)),
                        money(kind.worst()),
                        number(millis(kind, 99)),
                        number(kind.unknown())));
        return table;
    }

    private Table seeds(Robustness came) {
        var table = new Table("no storm came to its end", "worst", "value", "again");
        came.broken().stream()
                .limit(SHOWN)
                .forEach(b -> table.row(
                        word("broken").in(Paper.Tone.BAD), word(b.property()), word(options.again(b.seed()))));
        came.longest().stream()
                .limit(2)
                .forEach(n -> table.row(
                        word("longest stop"),
                        word(StormJson.millis(n.value()) + " ms"),
                        word(options.again(n.seed()))));
        came.poorest().stream()
                .limit(2)
                .forEach(n -> table.row(word("least p&l"), money(n.value()), word(options.again(n.seed()))));
        return table;
    }

    /** The one storm of a replay: what it did, the end of what was seen, and its receipt. */
    String one(StormResult passage) {
        var lines = passage.storm().transcript().lines().toList();
        return "seed " + passage.storm().seed() + "\n" + StormPlanText.of(passage.plan()) + "\n"
                + lines.stream()
                        .skip(Math.max(0, lines.size() - TAIL - 1))
                        .limit(TAIL)
                        .map(l -> "  " + l + "\n")
                        .collect(Collectors.joining())
                + "\n" + passage.receipt().map(r -> r.toText() + "\n").orElse("");
    }

    private static Table.Cell money(BigDecimal amount) {
        var cell = Table.money(amount);
        return new Table.Cell(
                String.format(Locale.ROOT, "%+.2f", amount.setScale(2, RoundingMode.HALF_EVEN)),
                cell.value(),
                cell.tone(),
                true);
    }

    private static BigDecimal millis(Robustness.Kind kind, int percent) {
        return StormJson.millis(kind.stops().at(percent));
    }

    @SuppressWarnings("AnnotateFormatMethod") // every caller is in this file, and a test prints each
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
