package trysail.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final Duration MEAN = Duration.ofMillis(50);
    private static final Duration JITTER = Duration.ofMillis(20);

    @Test
    void theSameSeedGivesTheSameDelays() {
        var one = new Latency(MEAN, JITTER, 7);
        var two = new Latency(MEAN, JITTER, 7);
        for (var i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(two.next()).isBetween(MEAN.minus(JITTER), MEAN.plus(JITTER));
        }
    }

    @Test
    void jitterBeyondTheMeanIsRefused() {
        assertThatThrownBy(() -> new Latency(JITTER, MEAN, 1)).hasMessageContaining("PT0.05S");
    }
}
