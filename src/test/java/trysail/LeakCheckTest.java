package trysail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class LeakCheckTest {
    private static final Duration SOON = Duration.ofMillis(50);

    private final CountDownLatch release = new CountDownLatch(1);

    private void waits() {
        try {
            release.await();
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPlatformThreadThatStaysIsNamedWithItsStack() throws Exception {
        var before = Belongings.ofTheProcess(false);
        var thread = Thread.ofPlatform().name("stowaway").start(this::waits);

        assertThatThrownBy(() -> before.awaitNothingMore("this test", SOON))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("this test left open:\n  thread stowaway")
                .hasMessageContaining("LeakCheckTest.waits");
        release.countDown();
        thread.join();
        before.awaitNothingMore("this test");
    }

    @Test
    void aVirtualThreadThatStaysIsNamedWithItsStack() throws Exception {
        var before = Belongings.ofTheProcess(true);
        var thread = Thread.ofVirtual().name("ghost").start(this::waits);

        assertThatThrownBy(() -> before.awaitNothingMore("this test", SOON))
                .hasMessageContaining("virtual thread ghost")
                .hasMessageContaining("LeakCheckTest.waits");
        release.countDown();
        thread.join();
        before.awaitNothingMore("this test");
    }

    @Test
    void aSocketAndAFileThatStayAreNamed(@TempDir Path folder) throws Exception {
        var before = Belongings.ofTheProcess(false);
        try (var socket = new ServerSocket(0);
                var file = Files.newOutputStream(folder.resolve("open.db"))) {
            assertThat(socket.isBound()).isTrue();
            file.write(1);
            assertThatThrownBy(() -> before.awaitNothingMore("this test", SOON))
                    .hasMessageContaining("socket:[")
                    .hasMessageContaining("open.db");
        }
        assertThatCode(() -> before.awaitNothingMore("this test")).doesNotThrowAnyException();
    }

    @Test
    void whatEndsInTimeIsNoLeak() throws Exception {
        var before = Belongings.ofTheProcess(true);
        var late = Thread.ofPlatform().start(() -> {
            waits();
        });
        var ends = Thread.ofVirtual().start(release::countDown);
        before.awaitNothingMore("this test");
        late.join();
        ends.join();
    }

    @Test
    void testsAndPropertiesThatLeakFail() {
        var summary = new SummaryGeneratingListener();
        System.setProperty(Belongings.PATIENCE, "20");
        try {
            LauncherFactory.create()
                    .execute(request().selectors(selectClass(Leaky.class)).build(), summary);
        } finally {
            System.clearProperty(Belongings.PATIENCE);
            Leaky.AT_SEA.countDown();
        }
        assertThat(summary.getSummary().getFailures())
                .extracting(f -> f.getException().getMessage())
                .anySatisfy(m -> assertThat(m).contains("leakyTest() left open:\n  thread of the test"))
                .anySatisfy(m -> assertThat(m).contains("leakyProperty left open:\n  thread of the property"));
    }

    /** Run by the test above only: a nested class is no test of its own. */
    static class Leaky {
        static final CountDownLatch AT_SEA = new CountDownLatch(1);

        @Test
        void leakyTest() {
            goesToSea("of the test");
        }

        @Property(tries = 1)
        void leakyProperty() {
            goesToSea("of the property");
        }

        private static void goesToSea(String name) {
            Thread.ofPlatform().daemon().name(name).start(() -> {
                try {
                    AT_SEA.await();
                } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
