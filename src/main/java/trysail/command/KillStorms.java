package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import trysail.helm.Helm;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.storm.CrashTrial;
import trysail.storm.Storm;
import trysail.storm.Storms;

/**
 * {@code storm --kills}: sessions whose process is killed at drawn instants and started again, until one is left to end;
 * what must hold is what recovery promises. One storm at a time.
 */
final class KillStorms {
    private final Helm helm;
    private final StormOptions options;
    private final BooleanSupplier cut;
    private final AtomicInteger lives = new AtomicInteger();

    KillStorms(Helm helm, StormOptions options, BooleanSupplier cut) {
        this.helm = helm;
        this.options = options;
        this.cut = cut;
    }

    int run() {
        var clock = SessionClock.SYSTEM;
        var began = clock.now();
        var from = clock.nanos();
        Storms.Tally tally;
        try {
            tally = new Storms<>(new CrashTrial(options.strategies(), receipt -> lives.incrementAndGet()))
                    .run(options.seed(), options.runs(), this::told);
        } catch (CancellationException e) { // a storm cannot be interrupted: it is over in a moment
            return new StopReason.Signalled(helm.signals().first().orElse("INT")).exitCode();
        }
        var took = Duration.ofNanos(clock.nanos() - from);
        helm.console().print(options.json() ? json(tally, began, took) + "\n" : text(tally, took));
        return tally.failed() == 0 ? 0 : 1;
    }

    private void told(Storm storm) {
        if (cut.getAsBoolean()) {
            throw new CancellationException();
        }
        if (!options.json() && (options.runs() == 1 || storm.broken().isPresent())) {
            helm.console().print(storm.report() + "\nagain: " + options.again(storm.seed()) + "\n");
        }
    }

    private String text(Storms.Tally tally, Duration took) {
        return String.format(
                Locale.ROOT,
                "%,d storms with kills, %,d different schedules, %,d broken%n%,d sessions came to an end%n%s storms a second, %s s%n",
                tally.runs(),
                tally.schedules(),
                tally.failed(),
                lives.get(),
                StormJson.rate(tally.runs(), took),
                StormJson.seconds(took));
    }

    private ObjectNode json(Storms.Tally tally, Instant began, Duration took) {
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("seed", tally.firstSeed())
                .put("runs", tally.runs())
                .put("strategy", options.strategy())
                .put("kills", true)
                .put("schedules", tally.schedules())
                .put("failed", tally.failed());
        var broken = report.putArray("broken");
        tally.broken()
                .forEach(s -> broken.addObject()
                        .put("seed", s.seed())
                        .put("property", s.broken().orElseThrow().property()));
        report.put("ended", lives.get()).put("transcripts_sha256", tally.transcriptsSha256());
        return StormJson.timed(report, tally.runs(), began, took);
    }
}
