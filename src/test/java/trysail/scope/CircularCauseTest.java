package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Java lets a failure be its own cause's cause: who looks for the beginning must come to an end. */
class CircularCauseTest {
    private static Exception circular() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        return one;
    }

    @Test
    void aFailureThatIsItsOwnCauseHoldsNobodyWhoAsksForTheStop() {
        var stop = new StopSignal(SessionClock.SYSTEM, new Gate(SessionClock.SYSTEM));
        var first = new IllegalStateException("first");
        assertThat(stop.request(new StopReason.Failed(first))).isTrue();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(stop.request(new StopReason.Failed(circular())))
                        .isFalse());
        assertThat(first.getSuppressed()).hasSize(1);
    }
}
