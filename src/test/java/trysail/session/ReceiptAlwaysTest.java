package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.receipt.Dealings;
import trysail.receipt.Receipt;
import trysail.receipt.ReceiptJson;
import trysail.receipt.ReceiptText;
import trysail.scope.SessionClock;
import trysail.scope.StopReason;
import trysail.strategy.Strategy;

/** Whatever a strategy throws, and whomever it interrupts: there is a receipt. */
class ReceiptAlwaysTest {
    private static final AtomicBoolean FREE = new AtomicBoolean();

    @TempDir
    private Path journals;

    private SessionScene scene;

    /** Whatever one asks it, it does not come back, deaf to interruption. */
    static final class Silent extends RuntimeException {
        private static <T> T never(T value) {
            while (!FREE.get()) {
                LockSupport.parkNanos(1_000_000);
            }
            return value;
        }

        @Override
        public String getMessage() {
            return never("late");
        }

        @Override
        public String toString() {
            return never("late");
        }

        @Override
        public Throwable getCause() {
            return never(this);
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return never(new StackTraceElement[0]);
        }

        @Override
        public boolean equals(Object other) {
            return never(false);
        }

        @Override
        public int hashCode() {
            return never(0);
        }
    }

    static final class Careless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @BeforeEach
    void open() throws Exception {
        FREE.set(false);
        scene = SessionScene.open(journals);
    }

    @AfterEach
    void close() throws Exception {
        FREE.set(true);
        scene.close();
    }

    private Receipt failing(RuntimeException failure) throws Exception {
        Strategy strategy = (event, state) -> {
            throw failure;
        };
        var session = scene.start(strategy);
        var receipt = session.awaitReceipt(SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)));
        assertThat(receipt).isPresent();
        return receipt.get();
    }

    @Test
    void aFailureWhoseMessageThrowsHasItsReceipt() throws Exception {
        var receipt = failing(new Careless());

        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(1);
        assertThat(receipt.reasonText()).contains("Careless", "its message cannot be made");
        assertThat(receipt.left().isEmpty()).isTrue();
    }

    @Test
    void aFailureThatAnswersNothingHasItsReceipt() throws Exception {
        var receipt = failing(new Silent());

        assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(1);
        assertThat(receipt.reasonText()).contains("Silent", "its message does not come back");
    }

    @Test
    void aStrategyThatInterruptsEveryThreadOfItsSessionDoesNotKeepTheReceiptBack() throws Exception {
        var interrupting = new CountDownLatch(1);
        Strategy strategy = (event, state) -> {
            while (!FREE.get()) {
                for (var thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().startsWith("paper-")) {
                        thread.interrupt();
                    }
                }
                interrupting.countDown();
                var unused = Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
            }
            return List.of();
        };
        var session = scene.start(strategy);
        interrupting.await();

        session.stop(new StopReason.StopRequested("test"));
        var receipt = session.awaitReceipt(SessionClock.SYSTEM.deadline(Duration.ofSeconds(60)));

        assertThat(receipt).isPresent();
        assertThat(receipt.get().exitCode()).isEqualTo(3);
        assertThat(receipt.get().left().tasks())
                .as(receipt.get().toText())
                .anySatisfy(t -> assertThat(t.name()).endsWith("/coordinator"));
    }

    @Test
    void whatAFailedAuditDidNotCountIsNotKnownAndNeverZero() throws Exception {
        var counted = failing(new IllegalStateException("broken"));
        var receipt = new Receipt(
                counted.session(),
                counted.reason(),
                3,
                counted.startedAt(),
                counted.stoppedAt(),
                counted.stopTime(),
                counted.ran(),
                counted.rungs(),
                0,
                List.of(),
                counted.opened(),
                Receipt.Left.NOT_KNOWN,
                List.of(),
                Dealings.NOT_KNOWN,
                counted.cause(),
                counted.trader(),
                counted.host());

        var json = ReceiptJson.read(receipt.toJson());

        assertThat(receipt.left().isEmpty()).isFalse();
        for (var count : List.of("threads", "sockets", "files", "orders")) {
            assertThat(json.path("left").path(count).isNull()).as(count).isTrue();
        }
        for (var count : List.of("fills", "pnl", "market_events")) {
            assertThat(json.path(count).isNull()).as(count).isTrue();
        }
        assertThat(ReceiptText.of(json)).contains("not known").doesNotContain("0 threads");
    }
}
