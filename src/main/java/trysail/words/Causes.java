package trysail.words;

import trysail.scope.Told;

/** Failures in words for people. */
public final class Causes {
    private Causes() {}

    /** What went wrong, in one line of bounded length: our own errors speak for themselves, foreign ones are named. */
    public static String text(Throwable cause) {
        return Told.line(cause);
    }
}
