package trysail.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;

/** Standard output whose reader is slow, stalled or gone. */
class PrinterTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final int MANY = 3_000;

    @Test
    void aReaderThatIsSlowGetsEveryAnswer() {
        var slow = new Slow();
        try (var printer = new Printer(new PrintStream(slow, false, StandardCharsets.UTF_8))) {
            for (var i = 0; i < MANY; i++) {
                printer.answer("answer " + i + "\n");
                slow.permits.release(); // it reads one for each that is given: always behind
            }
            slow.permits.release(MANY);
        }
        assertThat(slow.text().lines()).hasSize(MANY).endsWith("answer " + (MANY - 1));
    }

    @Test
    void aReaderThatReadsNothingHoldsNobodyForLong() {
        var stuck = new Slow();
        var printer = new Printer(new PrintStream(stuck, false, StandardCharsets.UTF_8));
        var began = System.nanoTime();
        for (var i = 0; i < MANY; i++) {
            printer.answer("answer " + i + "\n");
        }
        printer.close();
        stalls.assertSince(began, Duration.ofMillis(2_500));
        assertThat(printer.dropped()).isPositive();
        stuck.permits.release(2 * MANY);
    }

    @Test
    void theLastWordsComeAfterAllOthers() {
        var out = new ByteArrayOutputStream();
        var printer = new Printer(new PrintStream(out, false, StandardCharsets.UTF_8));
        printer.answer("first\n");
        printer.last("last\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("first\nlast\n");
    }

    @Test
    void anOutputThatTakesAsciiAloneIsGivenNoQuestionMarks() {
        var out = new ByteArrayOutputStream();
        try (var printer = new Printer(new PrintStream(out, false, StandardCharsets.US_ASCII))) {
            printer.answer("paper-1 · stopped → 3 fills… 币\n");
        }
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("paper-1 - stopped > 3 fills. \\u5e01\n");
    }

    @Test
    void aReaderThatIsGoneIsNoticedAndNothingWaits() throws Exception {
        var tried = new CountDownLatch(1);
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                tried.countDown();
                throw new IOException("Broken pipe");
            }
        };
        try (var printer = new Printer(new PrintStream(broken, false, StandardCharsets.UTF_8))) {
            printer.answer("nobody reads this\n");
            tried.await();
            printer.flush();
            assertThat(printer.gone()).isTrue();
            var began = System.nanoTime();
            for (var i = 0; i < MANY; i++) {
                printer.answer("nor this\n");
            }
            stalls.assertSince(began, Duration.ofMillis(400));
        }
    }

    /** Takes one write for each permit. */
    private static final class Slow extends OutputStream {
        private final Semaphore permits = new Semaphore(0);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(byte[] b, int off, int len) {
            permits.acquireUninterruptibly();
            synchronized (taken) {
                taken.write(b, off, len);
            }
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        private String text() {
            synchronized (taken) {
                return taken.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
