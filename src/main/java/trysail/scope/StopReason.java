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
