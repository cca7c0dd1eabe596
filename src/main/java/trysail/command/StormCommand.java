package trysail.command;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.helm.Helm;
import trysail.helm.ShellOnly;
import trysail.picture.StormWords;
import trysail.schedule.Simulation;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.script.StrategyFile;
import trysail.storm.Robustness;
import trysail.storm.StormResult;
import trysail.storm.StormRunner;
import trysail.storm.Trial;
import trysail.words.BadInput;

/** {@code storm}: sessions of one's own strategy, under one seed after another. */
@ShellOnly
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Puts sessions of a strategy through storms: schedules, weather and faults drawn from seeds.",
        description = {
            "",
            "Exit code 0 when every promise of a stop was kept, whatever was lost or won; 1 when one was not.",
            "The same seed, plan and strategy make the same storm. A file's strategy is made anew for each, statics too.",
            "",
            "A plan is a file of such lines; # begins a comment, A alone is A..A, what is not said stays as it is here:",
            "  life 300ms..2800ms       how long a session lasts, 20ms to 1m",
            "  faults 0..3              how many go wrong in one storm",
            "  fault mute@1s..2s for 1ms..400ms x3",
            "                           one that may, as --fault of start has it; when, how long and how likely may be",
            "                           left out; on as many lines as there are; none: all of them",
            "  stops 0..2               how often the stop is asked for; 0: its time ends the session",
            "  asked 0ms..1s            when first; none: at any time of its life",
            "  aimed 50%%                how many stops are aimed at an order on its way to the wire",
            "  aim 0us..39us            how long after the order is wanted",
            "  on-stop cancel keep      one of cancel, keep, flatten",
            "  stop-within 5s 500ms     what the stop may take, one of these",
            "  latency 0ms..4ms         of each connection, to 1s",
            "  jitter 0ms..4ms          by how much more at most",
            "  pieces 0 500 1000        longest piece of what is sent in bytes, one of these; 0: as written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  storm --runs 1000",
            "  storm --strategy jshell/my-strategy.jsh --plan scripts/flapping.plan",
            "  storm --seed 4711 --runs 1        shows plan, journal's end and receipt of one",
            "  storm --strategy crossover,fast=5 --json",
            "  storm --kills --runs 200          kill -9 and restarts, again and again"
        })
final class StormCommand implements Callable<Integer> {
    /** The first JDK whose virtual threads may wait in a monitor without their carrier (JEP 491). */
    private static final int UNPINNED = 24;

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LINE_EVERY = Duration.ofMillis(200);
    /** So many are told one by one as they come; all of them are counted, and named in the report. */
    private static final int TOLD = 5;

    private final Helm helm;

    @Mixin
    private StormOptions options = new StormOptions();

    private final SessionClock clock = SessionClock.SYSTEM;
    private volatile boolean cut;
    private long drawn;

    StormCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        if (Runtime.version().feature() < UNPINNED) {
            throw new BadInput(
                    "storms of whole sessions need JDK 24 or later, where a monitor no longer pins a thread's"
                            + " carrier; this is JDK " + Runtime.version().feature());
        }
        try {
            Simulation.requireDoor();
        } catch (IllegalStateException shut) {
            throw new BadInput(String.valueOf(shut.getMessage()), shut);
        }
        var forecast = options.forecast();
        var strategies = options.strategies();
        helm.signals().listen(press -> cut = true);
        if (options.kills()) {
            return new KillStorms(helm, options, () -> cut).run();
        }
        var came = new Robustness();
        var began = clock.now();
        var from = clock.nanos();
        var sample = strategies.get();
        new StormRunner(forecast, strategies, options.lanes(), PATIENCE)
                .run(
                        options.seed(),
                        options.runs(),
                        passage -> {
                            came.add(passage);
                            passage.storm().broken().ifPresent(b -> {
                                StrategyFile.translate(sample, b);
                                if (b.getCause() != null) {
                                    StrategyFile.translate(sample, b.getCause());
                                }
                            });
                            told(passage, came, from);
                        },
                        () -> cut);
        var took = Duration.ofNanos(clock.nanos() - from);
        var text = new StormText(options, helm.console().paper());
        helm.console()
                .print(
                        options.json()
                                ? StormJson.timed(
                                                StormJson.of(options, came),
                                                came.all().storms(),
                                                began,
                                                took)
                                        + "\n"
                                : (live() ? CLEAR_LINE : "") + text.report(came, took));
        return cut
                ? new StopReason.Signalled(helm.signals().first().orElse("INT")).exitCode()
                : came.all().broken() == 0 ? 0 : 1;
    }

    private void told(StormResult passage, Robustness came, long from) {
        if (options.json()) {
            return;
        }
        var storm = passage.storm();
        var text = new StormText(options, helm.console().paper());
        var clear = live() ? CLEAR_LINE : "";
        if (options.runs() == 1) {
            helm.console().print(clear + text.one(passage));
        }
        if (storm.broken().isPresent() && came.all().broken() <= TOLD) {
            helm.console().print(clear + words(passage, storm.broken().get()));
        }
        var now = clock.nanos();
        if (live() && now - drawn > LINE_EVERY.toNanos()) {
            drawn = now;
            var took = Duration.ofNanos(now - from);
            helm.console()
                    .print(CLEAR_LINE
                            + String.format(
                                    Locale.ROOT,
                                    "%,d of %,d storms  %s/s  %,d broken",
                                    came.all().storms(),
                                    options.runs(),
                                    StormJson.rate(came.all().storms(), took),
                                    came.all().broken()));
        }
    }

    private String words(StormResult passage, Trial.Broken broken) {
        var seed = passage.storm().seed();
        return "seed " + seed + " broken: " + StormWords.of(passage, broken) + "  again: " + options.again(seed)
                + "\n\n";
    }

    private boolean live() {
        return helm.console().paper().colour() && !options.json();
    }
}
