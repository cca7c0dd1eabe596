package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** A terminal that takes nothing more: whoever writes to it is held, and nothing else is. */
class StalledTerminalTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    private Path directory;

    @Test
    void aTerminalThatTakesNothingHoldsNeitherCancelsNorTheExit() throws Exception { // A2
        assumeTrue(Pane.isInstalled("script"), "script is not installed: no terminal that could be stalled");
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("venue"),
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0))) {
            exchange.testAccount();
            var record = exchange.record();
            var terminal = script();
            try (var keys = terminal.getOutputStream()) {
                type(keys, "start paper --rest-url " + exchange.restUri() + " --ws-url " + exchange.wsUri());
                assertThat(record.await(r -> r.workingOrders().size() >= 4, within(60_000)))
                        .isTrue();
                type(keys, "watch 100ms status");
                record.await(r -> false, within(1_000));
                var product = terminal.descendants()
                        .filter(p -> p.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .orElseThrow();
                signal("STOP", terminal.pid());
                record.await(r -> false, within(1_500)); // what it draws meanwhile fills the terminal

                var began = System.nanoTime();
                signal("TERM", product.pid());

                assertThat(record.awaitWorkingOrders(0, within(60_000)))
                        .as("working orders after SIGTERM: %s", record.workingOrders())
                        .isTrue();
                stalls.assertSince(began, Duration.ofMillis(5_250));
                var end = within(60_000);
                while (!isOver(product)) {
                    assertThat(end.expired()).as("still running").isFalse();
                    record.await(r -> false, within(50));
                }
            } finally {
                signal("CONT", terminal.pid());
                terminal.destroyForcibly().waitFor();
            }
        }
    }

    /** Over, though nobody has taken note: the one who would is stopped. */
    private static boolean isOver(ProcessHandle product) throws IOException {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(product.pid()), "stat"))
                    .contains(") Z ");
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    private Process script() throws IOException {
        var java = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview --enable-native-access=ALL-UNNAMED -Dsun.net.http.retryPost=false",
                "-Djdk.virtualThreadScheduler.parallelism=8 -Dtrysail.terminal=true -Dtrysail.stdin-terminal=true",
                "-XX:TieredStopAtLevel=1 -cp",
                System.getProperty("java.class.path"),
                "trysail.Trysail");
        var builder = new ProcessBuilder("script", "-qfc", "stty cols 100 rows 40; exec " + java, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("screen").toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        builder.environment()
                .put("TRYSAIL_JOURNAL", directory.resolve("journal").toString());
        builder.environment().put("TERM", "xterm-256color");
        return builder.start();
    }

    private static void type(OutputStream keys, String line) throws IOException {
        keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    private static Deadline within(int millis) {
        return SessionClock.SYSTEM.deadline(Duration.ofMillis(millis));
    }

    @Test
    void whoeverHasSomethingToSayIsHeldHalfASecondAtTheMost() throws Exception { // A2
        var stall = new Stall();
        var terminal = new LineDisciplineTerminal("stalled", "xterm", stall, StandardCharsets.UTF_8);
        try {
            var screen = new Screen(terminal);
            screen.start(() -> new Screen.Frame("trysail > ", List.of()));
            screen.announce("held");
            assertThat(stall.reached.await(60, TimeUnit.SECONDS)).isTrue();

            var begin = System.nanoTime();
            for (var i = 0; i < 5_000; i++) {
                screen.announce("news " + i);
            }
            stalls.assertSince(begin, Duration.ofMillis(500)); // news never waits
            begin = System.nanoTime();
            screen.print("an answer");
            assertThat(since(begin)).isGreaterThan(Duration.ofMillis(400));
            stalls.assertSince(begin, Duration.ofMillis(1_500));
            begin = System.nanoTime();
            assertThat(screen.close()).isFalse();
            stalls.assertSince(begin, Duration.ofMillis(1_500));
        } finally {
            stall.open.countDown();
            terminal.close();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Takes nothing until it is opened. */
    private static final class Stall extends OutputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
