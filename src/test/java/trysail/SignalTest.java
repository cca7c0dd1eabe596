package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.fault.Fault;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.source.FeedSpec;

/** Signals to a process that trades on a venue of another one, which tells what became of its orders. */
class SignalTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    /** Orders that stay where they are: whoever cancels one is the stop. */
    private static final String RESTING = "quoter,spread=40,requote=500,age=3600";

    @TempDir
    private Path directory;

    private SimulatedExchange exchange;
    private VenueRecord record;

    @BeforeEach
    void openVenue() throws Exception {
        exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
        exchange.testAccount();
        record = exchange.record();
    }

    @AfterEach
    void closeVenue() throws Exception {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalStopsARunningSessionAndDecidesTheExitCode(String signal, int code) throws Exception { // A10
        try (var child = Child.start(directory, words())) {
            awaitOrders();

            assertThat(child.signal(signal).exitCode()).as(child.err()).isEqualTo(code);
            assertThat(child.out()).contains("stopped: SIG" + signal, "exit " + code, "left      0 threads");
            assertThat(child.err()).isEmpty();
            assertThat(record.workingOrders()).isEmpty();
            assertThat(record.awaitOpenConnections(0, within(60_000))).isTrue();
        }
    }

    @Test
    void aSignalWhileOpeningStopsTheSessionToo() throws Exception { // A10
        for (var attempt = 0; attempt < 3; attempt++) {
            try (var child = Child.start(directory, "start", "paper", "60s", "--json")) {
                var log = directory.resolve("journal");
                while (!Files.isDirectory(log)) { // the session is being opened from here on
                    Thread.onSpinWait();
                }

                assertThat(child.signal("INT").exitCode())
                        .as(child.out() + child.err())
                        .isEqualTo(130);
            }
        }
    }

    @Test
    void aSecondInterruptCutsTheRungThatRunsAndNothingElse() throws Exception { // A1, A2
        try (var child = Child.start(directory, words("--stop-within", "60s", "--strategy", RESTING))) {
            awaitOrders();
            exchange.inject(Fault.parse("latency:90s"));
            child.signal("INT");
            awaitCancels();

            child.signal("INT");

            assertThat(child.exitCode()).as(child.out() + child.err()).isEqualTo(3);
            assertThat(child.err()).contains("orders cut short, going on");
            assertThat(child.out()).contains("stopped: SIGINT", "exit 3");
        }
    }

    @Test
    void aStandardOutputThatNobodyReadsHoldsNeitherCancelsNorTheExit() throws Exception { // A2
        try (var child = Child.startStalled(directory, words())) {
            awaitOrders();

            var began = System.nanoTime();
            child.signal("TERM");

            assertThat(record.awaitWorkingOrders(0, within(60_000)))
                    .as("working orders after SIGTERM: %s", record.workingOrders())
                    .isTrue();
            stalls.assertSince(began, Duration.ofMillis(5_250));
            assertThat(child.exitCode()).as(child.err()).isEqualTo(143);
        }
    }

    private String[] words(String... more) {
        var words = new ArrayList<>(List.of(
                "start",
                "paper",
                "10m",
                "--rest-url",
                exchange.restUri().toString(),
                "--ws-url",
                exchange.wsUri().toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private void awaitOrders() throws InterruptedException {
        assertThat(record.await(r -> r.workingOrders().size() >= 4, within(60_000)))
                .as("orders at the venue")
                .isTrue();
    }

    /** More than 300 ms after the first signal counted: a second one then is not a bouncing key. */
    private void awaitCancels() throws InterruptedException {
        assertThat(record.await(SignalTest::deletes, within(60_000))).isTrue();
        record.await(r -> false, within(400));
    }

    private static boolean deletes(VenueRecord record) {
        return record.requests().stream().anyMatch(r -> r.method().equals("DELETE"));
    }

    private static Deadline within(int millis) {
        return SessionClock.SYSTEM.deadline(Duration.ofMillis(millis));
    }
}
