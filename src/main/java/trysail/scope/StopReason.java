package trysail.scope;

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

    /** A task failed, or opening did. */
    record Failed(Throwable cause) implements StopReason {}

    /** The code a process ends with for this reason when nothing is left. */
    default int exitCode() {
        return switch (this) {
            case DurationReached d -> 0;
            case FeedEnded f -> 0;
            case StopRequested r -> 0;
            case Signalled s ->
                switch (s.name()) {
                    case "INT" -> 130;
                    case "HUP" -> 129;
                    default -> 143;
                };
            case Failed f -> 1;
        };
    }
}
