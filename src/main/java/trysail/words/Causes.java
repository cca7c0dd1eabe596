package trysail.words;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures in words for people. */
public final class Causes {
    private Causes() {}

    /** What went wrong, in one line: our own errors speak for themselves, foreign ones are named. */
    public static String text(Throwable cause) {
        var root = cause;
        while ((root instanceof ExecutionException || root instanceof CompletionException) && root.getCause() != null) {
            root = root.getCause();
        }
        var message = root.getMessage();
        var ours = root.getClass().getName().startsWith("trysail.");
        var text = message == null
                ? root.getClass().getSimpleName()
                : ours ? message : root.getClass().getSimpleName() + ": " + message;
        return text.lines().findFirst().orElse(text);
    }
}
