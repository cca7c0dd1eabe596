package trysail.session;

import org.jspecify.annotations.Nullable;
import trysail.receipt.FailureCause;

/** A session had not opened when the time for that was over; the message says what it waited for, and the cause why. */
final class OpeningFailed extends RuntimeException {
    private final FailureCause whose;

    OpeningFailed(String message, FailureCause whose, @Nullable Throwable cause) {
        super(message, cause);
        this.whose = whose;
    }

    /** Whose failure it is that it took so long. */
    FailureCause whose() {
        return whose;
    }
}
