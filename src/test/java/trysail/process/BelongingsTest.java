package trysail.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import trysail.scope.SessionClock;

/** What a process had at one instant is remembered, and nothing of it kept. */
class BelongingsTest {
    @Test
    void aThreadThatWasThereIsNotKept() throws Exception { // E3
        var end = new CountDownLatch(1);
        var thread = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        var then = Belongings.now();
        assertThat(then.threadsSince()).doesNotContain(thread);
        var seen = new WeakReference<>(thread);
        end.countDown();
        thread.join();
        thread = null;

        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (seen.get() != null && !soon.expired()) {
            System.gc();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(10));
        }

        assertThat(seen.get()).isNull();
        assertThat(then.threads()).isNotEmpty();
    }
}
