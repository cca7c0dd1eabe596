package trysail.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Who goes next, wherever there is a choice: it makes a run's schedule. One strategy serves one run. Used by the run's
 * carrier alone.
 */
@FunctionalInterface
public interface Scheduler {
    /** The index of the candidate that goes next. */
    int next(Turn turn);

    /** Each candidate is as likely as the others. */
    static Scheduler random(long seed) {
        var random = new SplittableRandom(seed);
        return turn -> random.nextInt(turn.size());
    }

    /**
     * Probabilistic concurrency testing (Burckhardt and others, 2010): each thread has a random priority, the highest
     * goes, and at {@code drops} random choices the one that would go falls below all others. It finds an error that
     * takes few preemptions with a probability that does not shrink with their distance.
     *
     * @param choices about how many choices a run has
     */
    static Scheduler pct(long seed, int drops, int choices) {
        return new Pct(seed, drops, choices);
    }

    /** The first in line, always: threads take turns. */
    static Scheduler inTurn() {
        return turn -> 0;
    }

    /**
     * What a trace recorded; after its end, the first in line.
     *
     * @throws IllegalStateException out of {@link #next}, when the run is not the one that was recorded
     */
    static Scheduler replay(Trace trace) {
        var choices = trace.choices().iterator();
        return turn -> {
            if (!choices.hasNext()) {
                return 0;
            }
            var choice = choices.next();
            if (choice >= turn.size()) {
                throw new IllegalStateException(
                        "the trace is of another run: it takes candidate " + choice + " of " + turn.size());
            }
            return choice;
        };
    }

    /** See {@link #pct}. */
    final class Pct implements Scheduler {
        /** A thread that waits for another by spinning would keep it from ever running. */
        private static final int PATIENCE = 1_000;

        private final SplittableRandom random;
        private final Set<Integer> drops = new HashSet<>();
        private final Map<Integer, Double> priorities = new HashMap<>();
        private int choice;
        private double lowest;
        private int running = -1;
        private int inARow;

        private Pct(long seed, int drops, int choices) {
            random = new SplittableRandom(seed);
            for (var i = 0; i < drops; i++) {
                this.drops.add(random.nextInt(choices));
            }
        }

        @Override
        public int next(Turn turn) {
            var best = highest(turn);
            if (drops.contains(choice++) || tooLong(turn.thread(best))) {
                priorities.put(turn.thread(best), --lowest);
                best = highest(turn);
            }
            return best;
        }

        private int highest(Turn turn) {
            var best = 0;
            for (var i = 0; i < turn.size(); i++) {
                if (priority(turn.thread(i)) > priority(turn.thread(best))) {
                    best = i;
                }
            }
            return best;
        }

        private double priority(int thread) {
            return priorities.computeIfAbsent(thread, t -> random.nextDouble());
        }

        private boolean tooLong(int thread) {
            inARow = thread == running ? inARow + 1 : 0;
            running = thread;
            return inARow > PATIENCE;
        }
    }
}
