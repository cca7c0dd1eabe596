package trysail.storm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trysail.schedule.Outcome;
import trysail.schedule.Stuck;

/**
 * One run of a trial under one seed.
 *
 * @param seed makes it again, plan and schedule
 * @param plan what went wrong on purpose, in words
 * @param outcome how the run went; its trace makes the same schedule again whatever becomes of strategies
 * @param transcript what was seen, in UTF-8
 * @param broken the first promise that was not kept: its name, and what was seen instead
 */
public record Storm(long seed, String plan, Outcome outcome, String transcript, Optional<Trial.Broken> broken) {
    private static final int TAIL = 20;

    static Storm of(long seed, Object plan, boolean mayLeave, Outcome outcome, byte[] transcript) {
        return new Storm(
                seed,
                plan.toString(),
                outcome,
                new String(transcript, StandardCharsets.UTF_8),
                outcome.failure()
                        .or(() -> outcome.uncaught().stream().findFirst())
                        .map(Storm::broken)
                        .or(() -> mayLeave ? Optional.empty() : left(outcome.left())));
    }

    private static Optional<Trial.Broken> left(List<String> threads) {
        return threads.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trial.Broken("nothing is left", String.join("\n", threads)));
    }

    private static Trial.Broken broken(Throwable failure) {
        if (failure instanceof Trial.Broken broken) {
            return broken;
        }
        var broken = new Trial.Broken(
                failure instanceof Stuck stuck ? stuck.property() : "ends without an error", String.valueOf(failure));
        broken.initCause(failure);
        return broken;
    }

    /** The same, which another run of its seed was not like: at the first line that differs. */
    Storm differing(Storm other) {
        var ours = transcript.lines().toList();
        var theirs = other.transcript.lines().toList();
        var at = 0;
        while (at < ours.size() && at < theirs.size() && ours.get(at).equals(theirs.get(at))) {
            at++;
        }
        var seen = "two runs differ from line " + (at + 1) + " on:\n  "
                + (at < ours.size() ? ours.get(at) : "its end") + "\n  "
                + (at < theirs.size() ? theirs.get(at) : "its end");
        return new Storm(seed, plan, outcome, transcript, Optional.of(new Trial.Broken(Stuck.Hidden.PROPERTY, seen)));
    }

    /** Everything somebody needs who is to repair it: seed, plan and the last lines of the transcript. */
    public String report() {
        var lines = transcript.lines().toList();
        return "seed " + seed + "\nplan " + plan + "\nbroken "
                + broken.map(Throwable::getMessage).orElse("nothing") + "\n"
                + lines.stream()
                        .skip(Math.max(0, lines.size() - TAIL))
                        .map(l -> "  " + l)
                        .collect(Collectors.joining("\n"));
    }
}
