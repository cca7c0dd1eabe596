package trysail.command;

import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import trysail.script.StrategyFile;
import trysail.storm.Forecast;
import trysail.storm.PlanFile;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** What {@code storm} is told. */
final class StormOptions {
    private static final int MOST_LANES = 64;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "how many storms; 1: shows the one",
            defaultValue = "1000")
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
            description = "by name, with options, or a .jsh file that defines one",
            defaultValue = "quoter")
    private String strategy = "";

    @Option(names = "--plan", paramLabel = "FILE", description = "what seeds may draw: see below")
    private String plan = "";

    @Option(
            names = "--kills",
            description = "the process is killed (kill -9) at drawn instants and started again; one storm at a time")
    private boolean kills;

    @Option(names = "--lanes", paramLabel = "N", description = "how many at once; default: one for each core")
    private int lanes = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "the report as JSON, on one line")
    private boolean json;

    /** @throws BadInput for the first that makes no sense */
    void check() {
        if (runs < 1) {
            throw new BadInput("--runs " + runs + " must be 1 or more");
        }
        if (kills && !plan.isEmpty()) {
            throw new BadInput("--kills draws its own plans: leave out --plan " + plan);
        }
        if (lanes < 1 || lanes > MOST_LANES) {
            throw new BadInput("--lanes " + lanes + " must be from 1 to " + MOST_LANES);
        }
    }

    boolean kills() {
        return kills;
    }

    int runs() {
        return runs;
    }

    long seed() {
        return seed;
    }

    String strategy() {
        return strategy;
    }

    String plan() {
        return plan;
    }

    int lanes() {
        return lanes;
    }

    boolean json() {
        return json;
    }

    Forecast forecast() {
        return plan.isEmpty() ? Forecast.STANDARD : PlanFile.read(Path.of(plan));
    }

    /** Makes a strategy for each storm; a file is compiled here, once. */
    Supplier<Strategy> strategies() {
        if (StrategyFile.isOne(strategy)) {
            return StrategyFile.copies(strategy);
        }
        return BadInput.unless(() -> Strategies.maker(strategy));
    }

    /** What a user types to see one seed's storm again. */
    String again(long which) {
        return "scripts/trysail storm --runs 1 --seed " + which + " --strategy " + quoted(strategy)
                + (kills ? " --kills" : "")
                + (plan.isEmpty() ? "" : " --plan " + quoted(plan));
    }

    private static String quoted(String word) {
        return word.matches("[\\w./,=:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
