package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.StopReason;
import trysail.strategy.Strategies;

/** What a stop says and does not say, and who may ask for it. */
@Timeout(180)
class QuietStopTest {
    @TempDir
    private Path journals;

    private static final class Heard extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(logged.getLevel() + " " + logged.getLoggerName() + ": " + logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aCleanSessionsLogTellsItsStoryAndNobodyWarns() throws Exception { // A15
        var heard = new Heard();
        Logger.getLogger("").addHandler(heard);
        try (var scene = SessionScene.open(journals)) {
            var session = scene.start(Strategies.named("quoter"));
            until(() ->
                    session.snapshot().fills() > 0 || scene.exchange.record().ordersEver() > 20);

            assertThat(stopped(session).exitCode()).isZero();

            assertThat(Files.readAllLines(journals.resolve(session.name() + ".log")))
                    .as("the golden log of a clean session")
                    .allSatisfy(line -> assertThat(line)
                            .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO " + session.name() + " [a-z-]+: \\S.*"))
                    .extracting(line -> line.split(" ", 5)[3])
                    .startsWith("opened:", "listing:", "venue:")
                    .endsWith("rung:", "ended:")
                    .containsSubsequence("connected:", "running:", "stopping:", "rung:")
                    .containsAnyOf("fill:", "denied:", "rejected:", "running:");
            assertThat(Files.readString(journals.resolve(session.name() + ".log")))
                    .contains(
                            "skipped 2 of the venue's listing: TICK-USDT has a tickSize of 0; LOT-USDT has a stepSize of 0",
                            " stopping: stop requested by ",
                            " rung: orders: ",
                            " rung: journal: ");
        } finally {
            Logger.getLogger("").removeHandler(heard);
        }
        assertThat(heard.lines).isEmpty();
    }

    /** Its thread is one of those that the stop waits for. */
    @Test
    void aStrategyThatStopsItsOwnSessionAndWaitsForItIsNotWaitedFor() throws Exception { // D8
        try (var scene = SessionScene.open(journals)) {
            var itself = new AtomicReference<Session>();
            var session = scene.start((event, state) -> {
                var own = itself.get();
                if (own != null) {
                    own.stop(new StopReason.StopRequested("its own strategy"));
                    own.close(); // waits for the end of what runs it
                }
                return List.of();
            });
            until(() -> session.state() instanceof SessionState.Running);
            itself.set(session);

            var receipt = session.await();

            assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            assertThat(receipt.reasonText()).isEqualTo("stop requested by its own strategy");
            assertThat(receipt.left()).isEqualTo(Receipt.Left.NOTHING);
            assertThat(scene.exchange.record().openConnections()).isZero();
        }
    }
}
