package trysail.look;

import java.time.Duration;
import java.util.List;
import trysail.receipt.Receipt;
import trysail.scope.Rung;

/** Where a session stands. */
public sealed interface SessionState {
    /**
     * It connects, recovers, warms up.
     *
     * @param at what it is at, such as {@code recovering paper-6: 3 of 12 orders} or {@code waiting for the market streams}
     */
    record Opening(String at) implements SessionState {}

    /** It trades: recovered, warmed up, subscribed. */
    record Running() implements SessionState {}

    /** It stops: at this rung, which may take this much longer. */
    record Stopping(Rung rung, Duration left) implements SessionState {}

    /** It is over. */
    record Stopped(Receipt receipt) implements SessionState {}

    /** All that {@link #word} may say, in the order of a session's life. */
    List<String> WORDS = List.of("opening", "running", "stopping", "stopped");

    /** It in one word, as it is asked for. */
    default String word() {
        return switch (this) {
            case Opening o -> "opening";
            case Running r -> "running";
            case Stopping s -> "stopping";
            case Stopped s -> "stopped";
        };
    }

    /** It in words, as it is shown: {@code stopping (orders)}, {@code stopped, exit 0}. */
    default String text() {
        return switch (this) {
            case Opening o -> word();
            case Running r -> word();
            case Stopping s -> word() + " (" + s.rung().label() + ")";
            case Stopped s -> word() + ", exit " + s.receipt().exitCode();
        };
    }
}
