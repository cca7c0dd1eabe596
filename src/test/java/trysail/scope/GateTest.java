package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(SessionClock.SYSTEM);

    @Test
    void shutGateLetsNobodyIn() {
        gate.shut();

        assertThat(gate.tryEnter(false)).isFalse();
    }

    @Test
    void whoIsInsideMayFinishAndIsWaitedFor() throws Exception {
        assertThat(gate.tryEnter(false)).isTrue();
        gate.shut();
        var leaver = Thread.ofVirtual().start(gate::leave);

        assertThat(gate.awaitQuiet(Duration.ofSeconds(5))).isZero();
        leaver.join();
    }

    @Test
    void waitingForQuietIsBounded() throws Exception {
        assertThat(gate.tryEnter(false)).isTrue();
        gate.shut();

        assertThat(gate.awaitQuiet(Duration.ofMillis(5))).isEqualTo(1);
    }

    @Test
    void aHeldGateIsNotShutAndEachLatchIsTakenOffByItself() {
        assertThat(gate.hold(Latch.PAUSED)).isTrue();
        assertThat(gate.hold(Latch.PAUSED)).isFalse();
        gate.hold(Latch.DISARMED);

        assertThat(gate.tryEnter(false)).isFalse();
        assertThat(gate.isShut()).isFalse();

        assertThat(gate.free(Latch.PAUSED)).isTrue();
        assertThat(gate.free(Latch.PAUSED)).isFalse();
        assertThat(gate.tryEnter(false)).isFalse();
        gate.free(Latch.DISARMED);
        assertThat(gate.tryEnter(false)).isTrue();
    }

    @Test
    void drainingHoldsEntriesAndLetsExitsIn() {
        gate.hold(Latch.DRAINING);

        assertThat(gate.tryEnter(false)).isFalse();
        assertThat(gate.tryEnter(true)).isTrue();
        gate.hold(Latch.PAUSED);
        assertThat(gate.tryEnter(true)).isFalse();
    }

    @Test
    void noLatchOpensAShutGate() {
        gate.hold(Latch.PAUSED);
        gate.shut();
        gate.free(Latch.PAUSED);

        assertThat(gate.tryEnter(true)).isFalse();
    }
}
