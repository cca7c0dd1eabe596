package trysail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StallsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void whatTookLongerThanPromisedAndThanTheMachineStoodStillIsNotKept() throws Exception {
        try (var stalls = Stalls.watch()) {
            var anHourAgo = System.nanoTime() - 3_600 * SECOND;
            assertThatThrownBy(() -> stalls.assertSince(anHourAgo, Duration.ofSeconds(5)))
                    .hasMessageContaining("promised PT5S");
        }
    }

    @Test
    void theTimeForWhichTheMachineStoodStillIsTakenOff() {
        var stalls = new Stalls(); // with no watch: it is told when it wakes up
        var began = System.nanoTime() - 60 * SECOND;
        stalls.note(began);
        stalls.note(System.nanoTime());

        assertThatCode(() -> stalls.assertSince(began, Duration.ofSeconds(5))).doesNotThrowAnyException();
        var now = Instant.now();
        assertThat(stalls.during(now.minusSeconds(40), now.minusSeconds(30))).isEqualTo(Duration.ofSeconds(10));
        assertThat(stalls.during(now.minusSeconds(90), now.minusSeconds(80))).isZero();
    }

    @Test
    void oneThatHasNotWokenUpYetCounts() {
        var stalls = new Stalls();
        stalls.note(System.nanoTime() - 60 * SECOND);

        var now = Instant.now();
        assertThat(stalls.during(now.minusSeconds(20), now.minusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
    }
}
