package trysail.scope;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a session ends. It decides the exit code. */
public sealed interface StopReason {
    /** Its time was over. */
    record DurationReached() implements StopReason {}

    /** The venue's feed came to its end. */
    record FeedEnded() implements StopReason {}

    /** Somebody asked: the REPL, a script, a caller of {@code close()}. */
    record StopRequested(String by) implements StopReason {}

    /** The process got a signal: {@code INT}, {@code TERM} or {@code HUP}. */
    record Signalled(String name) implements StopReason {}

    /**
     * A task failed, or opening did. Two are equal when their cause is the same one: a user's failure is not asked, since
     * its {@code equals} and {@code toString} may throw or never come back.
     */
    final class Failed implements StopReason {
        private final Throwable cause;
        private volatile Optional<String> words = Optional.empty();

        public Failed(Throwable cause) {
            this.cause = cause;
        }

        public Throwable cause() {
            return cause;
        }

        /** The failure in one line; it is asked once, and 200 ms at the most. */
        public String words() {
            if (words.isEmpty()) {
                words = Optional.of(Told.line(cause));
            }
            return words.orElseThrow();
        }

        /** The same for who may not wait: where it was not asked yet, the name of its class. */
        public String wordsAtOnce() {
            return words.orElseGet(() -> cause.getClass().getSimpleName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Failed f && f.cause == cause;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(cause);
        }

        @Override
        public String toString() {
            return "Failed[cause=" + words() + "]";
        }
    }

    /** The code a process ends with for this reason when nothing is left. */
    default int exitCode() {
        return switch (this) {
            case DurationReached d -> ExitCode.OK;
            case FeedEnded f -> ExitCode.OK;
            case StopRequested r -> ExitCode.OK;
            case Signalled s ->
                switch (s.name()) {
                    case "INT" -> ExitCode.INTERRUPTED;
                    case "HUP" -> ExitCode.HUNG_UP;
                    default -> ExitCode.TERMINATED;
                };
            case Failed f -> ExitCode.FAILED;
        };
    }
}
