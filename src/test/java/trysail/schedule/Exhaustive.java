package trysail.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Depth-first search through all schedules of a program, or through those that differ from taking turns in a few places
 * only. The program must be built anew for each run.
 */
public final class Exhaustive {
    private static final int KEPT = 16;

    private final int most;
    private final int deviations;

    /**
     * What a search has found.
     *
     * @param schedules how many were run, no two the same
     * @param complete whether there are no more
     * @param failed how many failed
     * @param failing the first of them
     */
    public record Found(int schedules, boolean complete, int failed, List<Outcome> failing) {}

    private Exhaustive(int most, int deviations) {
        this.most = most;
        this.deviations = deviations;
    }

    /** All schedules, but {@code most} at most. */
    public static Exhaustive all(int most) {
        return new Exhaustive(most, Integer.MAX_VALUE);
    }

    /** Those in which at {@code deviations} choices at most another than the first in line goes: far fewer than all. */
    public Exhaustive within(int newDeviations) {
        return new Exhaustive(most, newDeviations);
    }

    /** Runs {@code program} once a schedule. A run fails with the outcome's failure. */
    public Found search(Function<Simulation, Outcome> program) {
        var prefix = List.<Integer>of();
        var failing = new ArrayList<Outcome>();
        var failed = 0;
        for (var runs = 1; ; runs++) {
            var simulation = new Simulation(Scheduler.replay(new Trace(prefix)));
            var outcome = program.apply(simulation);
            if (outcome.failure().isPresent()) {
                failed++;
                if (failing.size() < KEPT) {
                    failing.add(outcome);
                }
            }
            var next = next(simulation.trace().choices(), simulation.widths());
            if (next.isEmpty() || runs >= most) {
                return new Found(runs, next.isEmpty(), failed, List.copyOf(failing));
            }
            prefix = next;
        }
    }

    /** The next schedule in order: the last choice that can be another is; what follows is first in line. */
    private List<Integer> next(List<Integer> choices, List<Integer> widths) {
        var before = new int[choices.size() + 1];
        for (var i = 0; i < choices.size(); i++) {
            before[i + 1] = before[i] + (choices.get(i) == 0 ? 0 : 1);
        }
        for (var k = choices.size() - 1; k >= 0; k--) {
            if (choices.get(k) + 1 < widths.get(k) && before[k] < deviations) {
                var next = new ArrayList<>(choices.subList(0, k));
                next.add(choices.get(k) + 1);
                return next;
            }
        }
        return List.of();
    }
}
