package trysail.session;

import org.jspecify.annotations.Nullable;

/** A session had not opened when the time for that was over; the message says what it waited for, and the cause why. */
final class OpeningFailed extends RuntimeException {
    OpeningFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
