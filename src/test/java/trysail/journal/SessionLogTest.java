package trysail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

@Timeout(180)
class SessionLogTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final Logger LOG = Logger.getLogger("trysail.test.Speaker");

    @TempDir
    Path directory;

    final SessionContext context = SessionContext.standalone("paper-1");

    private String text() throws Exception {
        return Files.readString(directory.resolve("paper-1.log"));
    }

    private SessionLog open() throws InterruptedException {
        return SessionLog.open(context, directory, List.of("s3cr3t-value"), List.of(), Samples.soon());
    }

    @Test
    void takesOnlyWhatItsOwnSessionSays() throws Exception {
        var log = open();
        LOG.info("from nobody");
        SessionContext.standalone("paper-2").bound(() -> LOG.info("from another"));
        context.bound(() -> LOG.log(Level.INFO, "from {0}", "us"));
        assertThat(log.close(Samples.soon())).isTrue();
        context.bound(() -> LOG.info("too late"));

        assertThat(text().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO paper-1 Speaker: from us"));
    }

    @Test
    void masksSecretsAlsoInStacks() throws Exception {
        var log = open();
        context.bound(() -> {
            LOG.info("GET /order?symbol=X&signature=ab12cd34&timestamp=5 apiKey=QWERTY123 plain s3cr3t-value end");
            LOG.log(Level.WARNING, "broken", new IllegalStateException("header X-MBX-APIKEY: ABCDEF s3cr3t-value"));
        });
        log.close(Samples.soon());
        assertThat(text())
                .doesNotContain("ab12cd34", "QWERTY123", "s3cr3t-value", "ABCDEF")
                .contains("timestamp=5", "end", "IllegalStateException");
    }

    @Test
    void stuckCopyHoldsNeitherTheCallerNorTheFile() throws Exception {
        var never = new CountDownLatch(1);
        Appendable stuck = new Appendable() {
            @Override
            public Appendable append(CharSequence text) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return this;
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) {
                return append(text);
            }

            @Override
            public Appendable append(char c) {
                return append("");
            }
        };
        var log = SessionLog.open(context, directory, List.of(), List.of(stuck), Samples.soon());
        context.bound(() -> {
            for (var i = 0; i < 10_000; i++) {
                LOG.info("line " + i);
            }
        });
        var before = System.nanoTime();
        assertThat(log.close(SessionClock.SYSTEM.deadline(Duration.ofMillis(300))))
                .isFalse();
        stalls.assertSince(before, Duration.ofMillis(600));
        assertThat(text()).contains("line 1\n");
        never.countDown();
    }
}
