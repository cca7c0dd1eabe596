package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.Belongings;
import trysail.look.SessionState;
import trysail.scope.SessionClock;
import trysail.strategy.Strategies;

/** A process that has run session after session is what it was before the first. */
class ManySessionsTest {
    private static final int SESSIONS = 200;
    private static final int WARM_UP = 20;
    /** A session kept by mistake is 50 KB or more, two hundred are 10 MB. */
    private static final long MORE_HEAP = 2L << 20;

    @TempDir
    private Path journals;

    @Test
    void twoHundredSessionsLeaveTheProcessAsItWas() throws Exception { // E1, E3
        run(WARM_UP); // classes, and what the JDK keeps for good
        var heap = heapInUse();

        run(SESSIONS);

        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        var more = heapInUse() - heap;
        while (more >= MORE_HEAP && !soon.expired()) { // what ends a little later holds on to a little
            SessionClock.SYSTEM.sleep(Duration.ofMillis(100));
            more = heapInUse() - heap;
        }
        assertThat(more).as("bytes of heap more than before").isLessThan(MORE_HEAP);
    }

    /** One after the other on one exchange, which outlives them. */
    private void run(int sessions) throws Exception {
        try (var scene = SessionScene.ofMany(journals)) {
            runOne(scene);
            var before = Belongings.ofTheProcess(true);
            for (var i = 1; i < sessions; i++) {
                runOne(scene);
            }
            SessionScene.until(() -> scene.exchange.record().openConnections() == 0);
            before.awaitNothingMore(sessions + " sessions");
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
            assertThat(scene.sessions.running()).isEmpty();
        }
    }

    private static void runOne(SessionScene scene) throws InterruptedException {
        var session = scene.start(Strategies.named("quoter"));
        SessionScene.until(() -> !(session.state() instanceof SessionState.Opening));
        assertThat(session.state()).isInstanceOf(SessionState.Running.class);

        var receipt = SessionScene.stopped(session);

        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
    }

    private static long heapInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc(); // what the first one's finding frees
        return memory.getHeapMemoryUsage().getUsed();
    }
}
