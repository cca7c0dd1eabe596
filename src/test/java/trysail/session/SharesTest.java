package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** What sessions share is opened once, closed once, and never stands between two sessions that share nothing. */
class SharesTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Shares<String, String> shares =
            new Shares<>((thing, deadline) -> closed.add(thing), SessionClock.SYSTEM);

    @Test
    void theFirstOpensAndTheLastCloses() throws Exception {
        shares.join("a", () -> "first");
        assertThat(shares.<RuntimeException>join("a", () -> "second")).isEqualTo("first");

        shares.leave("a", soon());
        assertThat(closed).isEmpty();
        shares.leave("a", soon());
        assertThat(closed).containsExactly("first");
        assertThat(shares.<RuntimeException>join("a", () -> "anew")).isEqualTo("anew");
    }

    @Test
    void anOpeningThatFailsLeavesNothingCounted() throws Exception {
        assertThatThrownBy(() -> shares.<IOException>join("a", () -> {
                    throw new IOException("no port");
                }))
                .hasMessage("no port");

        shares.join("a", () -> "second try");
        shares.leave("a", soon());
        assertThat(closed).containsExactly("second try");
    }

    @Test
    void aSlowOpeningKeepsNobodyElseFromClosing() throws Exception {
        shares.join("quick", () -> "quick");
        var opening = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var slow = Thread.ofPlatform().start(() -> join("slow", opening, release));
        assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();

        shares.leave("quick", soon());

        assertThat(closed).containsExactly("quick");
        release.countDown();
        slow.join();
    }

    @Test
    void whoIsStoppedWhileWaitingForAnothersOpeningIsNotCounted() throws Exception {
        var opening = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var first = Thread.ofPlatform().start(() -> join("a", opening, release));
        assertThat(opening.await(60, TimeUnit.SECONDS)).isTrue();
        var second = Thread.ofPlatform().start(() -> join("a", opening, release));
        second.interrupt();
        second.join();
        release.countDown();
        first.join();

        shares.leave("a", soon());

        assertThat(closed).containsExactly("a");
    }

    private void join(String key, CountDownLatch opening, CountDownLatch release) {
        try {
            shares.join(key, () -> {
                opening.countDown();
                release.await();
                return key;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }
}
