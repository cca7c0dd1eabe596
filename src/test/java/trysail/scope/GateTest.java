package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(SessionClock.SYSTEM);

    @Test
    void shutGateLetsNobodyIn() {
        gate.shut();

        assertThat(gate.tryEnter()).isFalse();
    }

    @Test
    void whoIsInsideMayFinishAndIsWaitedFor() throws Exception {
        assertThat(gate.tryEnter()).isTrue();
        gate.shut();
        var leaver = Thread.ofVirtual().start(gate::leave);

        assertThat(gate.awaitQuiet(Duration.ofSeconds(5))).isZero();
        leaver.join();
    }

    @Test
    void waitingForQuietIsBounded() throws Exception {
        assertThat(gate.tryEnter()).isTrue();
        gate.shut();

        assertThat(gate.awaitQuiet(Duration.ofMillis(5))).isEqualTo(1);
    }
}
