package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.receipt.Receipt;
import trysail.scope.StopReason;
import trysail.strategy.Strategy;

/** What a strategy opened by itself and left behind is in the receipt of the last session. */
class NothingUnnamedTest {
    @TempDir
    private Path journals;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private SessionScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = SessionScene.open(journals);
    }

    @AfterEach
    void close() throws Exception {
        for (var each : opened) {
            each.close();
        }
        scene.close();
    }

    /** A session whose strategy opens this at its first event, and is stopped then. */
    private Receipt leaving(Callable<? extends AutoCloseable> opener) throws Exception {
        var done = new CountDownLatch(1);
        Strategy strategy = (event, state) -> {
            if (done.getCount() > 0) {
                try {
                    opened.add(opener.call());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                done.countDown();
            }
            return List.of();
        };
        var session = scene.start(strategy);
        done.await();
        session.stop(new StopReason.StopRequested("test"));
        return session.await();
    }

    @Test
    void aThreadIsNamedAndInterrupted() throws Exception {
        var thread = new AtomicReference<Thread>();
        var receipt = leaving(() -> {
            thread.set(Thread.ofPlatform().daemon().name("a strategy's own").start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
            }));
            return () -> {};
        });

        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(3);
        assertThat(receipt.left().threads()).singleElement().asString().contains("a strategy's own");
        assertThat(thread.get().join(java.time.Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aTimerIsNamed() throws Exception {
        var receipt = leaving(() -> {
            var timer = new Timer("a strategy's timer", true);
            return timer::cancel;
        });

        assertThat(receipt.left().threads()).singleElement().asString().contains("a strategy's timer");
    }

    @Test
    void whatAStrategyClosedAgainIsNotNamed() throws Exception {
        var receipt = leaving(() -> {
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
            var thread = Thread.ofPlatform().start(() -> {});
            thread.join();
            return () -> {};
        });

        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
    }

    @Test
    void whatWasThereBeforeIsNotNamed() throws Exception {
        var file = Files.writeString(journals.resolve("before.txt"), "of the program's");
        opened.add(Files.newInputStream(file));
        opened.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));

        assertThat(leaving(() -> () -> {}).left().isEmpty()).isTrue();
    }

    @Test
    void onlyTheLastOfSeveralSessionsIsToldOfIt() throws Exception {
        var other = scene.start((event, state) -> List.of());
        var first = leaving(() -> {
            var timer = new Timer("a strategy's timer", true);
            return timer::cancel;
        });
        other.stop(new StopReason.StopRequested("test"));
        var last = other.await();

        assertThat(first.left().isEmpty()).as(first.toText()).isTrue();
        assertThat(last.left().threads()).as(last.toText()).hasSize(1);
    }

    @Test
    void anApplicationAtWorkIsNotBlamedForWhatIsOpen() throws Exception {
        var over = new CountDownLatch(1);
        var busy = Thread.ofPlatform().daemon().name("application").start(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            var receipt = leaving(() -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));

            assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
            assertThat(busy.isInterrupted()).isFalse();
        } finally {
            over.countDown();
            busy.join();
        }
    }
}
