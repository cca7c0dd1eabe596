package trysail.machine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where a thread stands, in words. */
public final class Stacks {
    private static final int DEEPEST = 40;
    private static final List<String> INFRASTRUCTURE =
            List.of("java.", "jdk.", Stacks.class.getPackageName() + ".", "trysail.scope.");

    private Stacks() {}

    /** The first frame outside the JDK and what sessions wait with, or the first of all; empty when the thread is not running. */
    public static String top(Thread thread) {
        var frames = thread.getStackTrace();
        return Arrays.stream(frames)
                .filter(f -> INFRASTRUCTURE.stream().noneMatch(f.getClassName()::startsWith))
                .findFirst()
                .or(() -> Arrays.stream(frames).findFirst())
                .map(StackTraceElement::toString)
                .orElse("");
    }

    /** The whole stack, one frame a line. */
    public static String of(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(DEEPEST)
                .map(f -> "at " + f)
                .collect(Collectors.joining("\n"));
    }
}
