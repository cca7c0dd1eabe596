package trysail.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import trysail.words.BadInput;
import trysail.words.Durations;

/**
 * What {@code scripts/soak} runs: cycles, a flapping venue, a flood of orders, in one process that is looked at all along.
 * Draws the curves, says one line a phase; exit 0 when each holds, 1 when one does not.
 */
public final class Soak {
    private static final int WARM_UP = 60;
    private static final int LOOKS = 30;
    private static final long USUAL_CYCLES = 10_000;

    private Soak() {}

    private static Plan usable(String text) {
        try {
            return plan(text);
        } catch (BadInput e) {
            System.err.println(e.getMessage() + "; or how many sessions, such as 1000");
            System.exit(2);
            throw e;
        }
    }

    /** How much of each phase, and how often to look. */
    record Plan(long warmUp, Budget cycles, int looks, Budget flaps, List<String> faults, Budget orders) {}

    public static void main(String[] args) throws Exception {
        var picture = Path.of(args[0]);
        var plan = usable(args.length > 1 ? args[1] : String.valueOf(USUAL_CYCLES));
        var verdicts = run(plan, System.out::println, picture);
        verdicts.forEach(System.out::println);
        System.out.println("curves: " + picture);
        System.exit(verdicts.stream().allMatch(Verdict::holds) ? 0 : 1);
    }

    /** So many sessions with ten orders each to flood with; or so long, half of it cycles. */
    static Plan plan(String text) {
        if (text.matches("[1-9]\\d{0,7}")) {
            var cycles = Long.parseLong(text);
            return new Plan(
                    WARM_UP,
                    new Budget.Count(cycles),
                    LOOKS,
                    new Budget.Time(Duration.ofMillis(20 * cycles)),
                    Flapping.FAULTS,
                    new Budget.Count(10 * cycles));
        }
        var whole = Durations.parse("soak", text);
        return new Plan(
                WARM_UP,
                new Budget.Time(whole.dividedBy(2)),
                LOOKS,
                new Budget.Time(whole.dividedBy(4)),
                Flapping.FAULTS,
                new Budget.Time(whole.dividedBy(4)));
    }

    static List<Verdict> run(Plan plan, Consumer<String> out, Path picture) throws Exception {
        try (var watch = new Watch(out)) {
            try (var unseen = new Watch(line -> {})) {
                new Cycles(unseen).run("warm-up", new Budget.Count(plan.warmUp()), 1);
            }
            new Cycles(watch).run("cycles", plan.cycles(), plan.looks());
            new Flapping(watch, plan.faults()).run("flapping", plan.flaps(), plan.looks());
            new Flood(watch).run("flood", plan.orders(), plan.looks());
            var verdicts = Verdict.of(watch.looks(), watch.troubles());
            Files.createDirectories(picture.toAbsolutePath().getParent());
            Files.writeString(picture, Picture.of(watch.looks(), verdicts));
            return verdicts;
        }
    }
}
