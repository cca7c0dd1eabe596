package trysail.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of the journal directory could not be opened, read or written. The message is one line: what, why, remedy. */
public final class JournalException extends RuntimeException {
    private JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** With what is to be done. */
    public static JournalException of(Path path, String why, String remedy, @Nullable Throwable cause) {
        return new JournalException(path + ": " + why + "; " + remedy, cause);
    }

    /** A disk did not answer in time. */
    public static JournalException stalled(Path path, String what) {
        return of(path, what + " did not end in time", "the disk may be slow, stuck or full", null);
    }

    /** The first line of what a library said. */
    public static String words(Throwable cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
