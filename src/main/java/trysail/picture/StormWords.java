package trysail.picture;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.schedule.Stuck;
import trysail.scope.StopReason;
import trysail.storm.StormResult;
import trysail.storm.Trial;

/** What a broken promise means for the author of a strategy. */
public final class StormWords {
    private static final int LONGEST = 400;
    private static final int DEEPEST = 8;
    /** Of a difference: the line's number, and both lines. */
    private static final int HIDDEN = 3;

    private StormWords() {}

    /** Some lines: the promise, what was seen, and where the author may look. */
    public static String of(StormResult passage, Trial.Broken broken) {
        var cause = passage.receipt()
                .map(r -> r.reason() instanceof StopReason.Failed f ? f.cause() : broken)
                .orElse(broken);
        if (broken.property().equals(Trial.COMES_BACK)) {
            return broken.getMessage() + "\n  the storms end here: it would never be over. It sits\n" + stack(broken);
        }
        if (broken.getCause() instanceof Stuck.Hidden || broken.property().equals(Stuck.Hidden.PROPERTY)) {
            return cut(broken).lines().limit(HIDDEN).collect(Collectors.joining("\n"))
                    + "\n  a storm decides time, threads and chance by its seed: a strategy must not sleep, wait, read a clock,"
                    + "\n  start a thread, or draw numbers without a seed of its own; the time is MarketState.time\n";
        }
        return cause == broken ? cut(broken) + "\n" : broken.property() + ": " + cause + "\n" + stack(cause);
    }

    private static String cut(Trial.Broken broken) {
        var text = String.valueOf(broken.getMessage());
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    private static String stack(Throwable thrown) {
        return frames(thrown).limit(DEEPEST).map(f -> "    at " + f + "\n").collect(Collectors.joining());
    }

    /** Down to who called the strategy. */
    private static Stream<StackTraceElement> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(f -> !f.getClassName().startsWith("trysail.storm.")
                        && !f.getClassName().startsWith("trysail.script."));
    }
}
