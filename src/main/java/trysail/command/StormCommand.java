package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.session.BadInput;
import trysail.storm.SessionTrial;
import trysail.storm.Storm;
import trysail.storm.Storms;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;

/** {@code storm}: sessions of one's own strategy, under one seed after another. */
@ShellOnly
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        header = "Puts sessions of a strategy through storms: schedules, weather and faults drawn from seeds.",
        footer = {"", "Examples:", "  storm --runs 1000", "  storm --seed 4711 --runs 1", "  storm --strategy crossover"
        })
final class StormCommand implements Callable<Integer> {
    /** The first JDK whose virtual threads may wait in a monitor without their carrier (JEP 491). */
    private static final int UNPINNED = 24;

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final Helm helm;

    @Option(names = "--runs", paramLabel = "N", description = "how many storms", defaultValue = "1000")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the first storm; the next ones follow",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description = "by name, with options",
            defaultValue = "quoter")
    private String strategy = "";

    @Option(names = "--json", description = "the report as JSON, on one line")
    private boolean json;

    private volatile boolean cut;

    StormCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        if (runs < 1) {
            throw new BadInput("--runs " + runs + " must be 1 or more");
        }
        if (Runtime.version().feature() < UNPINNED) {
            throw new BadInput(
                    "storms of whole sessions need JDK 24 or later, where a monitor no longer pins a thread's"
                            + " carrier; this is JDK " + Runtime.version().feature());
        }
        var maker = maker();
        helm.signals().listen(press -> cut = true);
        var stops = new ArrayList<Duration>();
        var began = SessionClock.SYSTEM.nanos();
        Storms.Tally tally;
        try {
            tally = new Storms<>(new SessionTrial(maker, receipt -> stops.add(receipt.stopTime())))
                    .run(seed, runs, this::told);
        } catch (CancellationException e) { // a storm cannot be interrupted: it is over in a moment
            return new StopReason.Signalled(helm.signals().first().orElseThrow()).exitCode();
        }
        Collections.sort(stops);
        var took = Duration.ofNanos(SessionClock.SYSTEM.nanos() - began);
        helm.console().print(json ? json(tally, stops, took) + "\n" : text(tally, stops, took));
        return tally.broken().isEmpty() ? 0 : 1;
    }

    private Supplier<Strategy> maker() {
        var unused = BadInput.unless(() -> Strategies.named(strategy));
        return () -> Strategies.named(strategy);
    }

    private void told(Storm storm) {
        if (cut) {
            throw new CancellationException();
        }
        if (!json && storm.broken().isPresent()) {
            helm.console()
                    .print(storm.report() + "\nagain: scripts/trysail storm --runs 1 --seed " + storm.seed()
                            + " --strategy " + strategy + "\n");
        }
    }

    private String text(Storms.Tally tally, List<Duration> stops, Duration took) {
        return "%,d storms, %,d different schedules, %,d broken%nstop  p50 %s ms  p99 %s ms  max %s ms, simulated%n%s storms a second%n"
                .formatted(
                        runs,
                        tally.schedules(),
                        tally.failed(),
                        millis(stops, 50),
                        millis(stops, 99),
                        millis(stops, 100),
                        rate(took));
    }

    private JsonNode json(Storms.Tally tally, List<Duration> stops, Duration took) {
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("seed", seed)
                .put("runs", runs)
                .put("schedules", tally.schedules())
                .put("failed", tally.failed());
        var broken = report.putArray("broken");
        for (var storm : tally.broken()) {
            broken.addObject()
                    .put("seed", storm.seed())
                    .put("property", storm.broken().orElseThrow().property());
        }
        report.putObject("stop_ms")
                .put("p50", millis(stops, 50))
                .put("p99", millis(stops, 99))
                .put("max", millis(stops, 100));
        return report.put("transcripts_sha256", tally.transcriptsSha256())
                .put("seconds", seconds(took))
                .put("storms_per_second", rate(took));
    }

    private static BigDecimal millis(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return BigDecimal.ZERO;
        }
        var at = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        return BigDecimal.valueOf(sorted.get(at).toNanos(), 6).setScale(1, RoundingMode.HALF_UP);
    }

    private static BigDecimal seconds(Duration took) {
        return BigDecimal.valueOf(took.toNanos()).divide(NANOS, 1, RoundingMode.HALF_UP);
    }

    private BigDecimal rate(Duration took) {
        return BigDecimal.valueOf(runs)
                .multiply(NANOS)
                .divide(BigDecimal.valueOf(Math.max(1, took.toNanos())), 0, RoundingMode.HALF_UP);
    }
}
