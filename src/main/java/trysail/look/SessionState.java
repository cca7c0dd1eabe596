package trysail.look;

import java.time.Duration;
import trysail.receipt.Receipt;
import trysail.scope.Rung;

/** Where a session stands. */
public sealed interface SessionState {
    /** It connects, recovers, warms up. */
    record Opening() implements SessionState {}

    /** It trades. */
    record Running() implements SessionState {}

    /** It stops: at this rung, which may take this much longer. */
    record Stopping(Rung rung, Duration left) implements SessionState {}

    /** It is over. */
    record Stopped(Receipt receipt) implements SessionState {}
}
