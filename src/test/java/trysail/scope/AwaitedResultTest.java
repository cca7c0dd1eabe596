package trysail.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import trysail.machine.Preemption;
import trysail.schedule.Exhaustive;

/** A result is waited for by the session's clock: simulated time passes meanwhile, and no answer is missed. */
class AwaitedResultTest {
    @Test
    void aResultIsHeardOfHoweverItComesAndNoLongerWaitedForThanTheDeadline() {
        var found = Exhaustive.all(50_000)
                .search(simulation -> simulation.run(() -> {
                    var clock = simulation.clock();
                    var result = new CompletableFuture<String>();
                    clock.threads().start("gives", () -> {
                        Preemption.point();
                        result.complete("it");
                    });
                    assertThat(clock.await(result, clock.deadline(Duration.ofHours(1))))
                            .isTrue();
                    assertThat(clock.nanos()).isLessThan(Duration.ofMinutes(1).toNanos());

                    var never = new CompletableFuture<String>();
                    assertThat(clock.await(never, clock.deadline(Duration.ofHours(1))))
                            .isFalse();
                    assertThat(clock.nanos())
                            .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
                }));
        found.failing().stream().limit(1).forEach(o -> o.orThrow());
        assertThat(found.complete()).isTrue();
    }
}
