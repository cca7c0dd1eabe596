package trysail.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.journal.JournalStores;
import trysail.journal.Samples;
import trysail.scope.Ledger;
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
        return open(LogStyle.USUAL);
    }

    @Test
    void takesOnlyWhatItsOwnSessionSays() throws Exception {
        var log = open();
        LOG.info("from nobody");
        SessionContext.standalone("paper-2").bound(() -> LOG.info("from another"));
        SessionContext.standalone("paper-1").bound(() -> LOG.info("from one of the same name, of another directory"));
        context.bound(() -> LOG.log(Level.INFO, "from {0}", "us"));
        assertThat(log.close(Samples.soon())).isTrue();
        context.bound(() -> LOG.info("too late"));

        assertThat(text().lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO paper-1 Speaker: from us"));
    }

    private SessionLog open(LogStyle style) throws InterruptedException {
        return SessionLog.open(
                context, JournalStores.at(directory), style, List.of("s3cr3t-value"), List.of(), Samples.soon());
    }

    private static void tell(SessionLog log, LogLevel level, String message) {
        log.tell(level, "test", message, Map.of("what", message), Optional.empty());
    }

    @Test
    void aLevelLeavesOutWhatIsLess() throws Exception {
        var log = open(LogStyle.USUAL.level(LogLevel.WARN));
        for (var level : LogLevel.values()) {
            tell(log, level, "told");
        }
        context.bound(() -> LOG.fine("fine"));
        log.close(Samples.soon());

        assertThat(text().lines().map(l -> l.split(" ")[1])).containsExactly("WARN", "ERROR");
    }

    @Test
    void detailsOfTheHouseAreThereForALogThatWantsThemAndOnlyAsLong() throws Exception {
        var log = open(LogStyle.USUAL.level(LogLevel.DEBUG));
        context.bound(() -> LOG.fine("a detail"));
        log.close(Samples.soon());

        assertThat(text()).contains(" DEBUG paper-1 Speaker: a detail\n");
        assertThat(LOG.isLoggable(Level.FINE)).isFalse();
    }

    @Test
    void linesForProgramsAreMaskedToo() throws Exception {
        var log = open(LogStyle.USUAL.format(LogStyle.Format.JSON));
        tell(log, LogLevel.INFO, "s3cr3t-value signature=ab12cd34&x=1");
        tell(log, LogLevel.INFO, "x".repeat(100_000));
        log.close(Samples.soon());

        assertThat(text()).doesNotContain("s3cr3t-value", "ab12cd34");
        var json = new ObjectMapper();
        for (var line : text().lines().toList()) {
            assertThat(json.readTree(line).path("session").asText()).isEqualTo("paper-1");
            assertThat(line.length()).isLessThan(SessionLog.LONGEST);
        }
        assertThat(text().lines()).hasSize(2);
    }

    @Test
    void aFullFileIsPutAsideAndTheOldestIsDropped() throws Exception {
        var log = open(new LogStyle(LogLevel.INFO, LogStyle.Format.TEXT, 10_000, 3));
        for (var i = 0; i < 1_000; i++) {
            tell(log, LogLevel.INFO, "line " + i + " " + "x".repeat(100));
        }
        assertThat(log.close(Samples.soon())).isTrue();

        assertThat(log.dropped()).isZero();
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("paper-1.log", "paper-1.log.1", "paper-1.log.2");
        }
        for (var name : List.of("paper-1.log", "paper-1.log.1", "paper-1.log.2")) {
            assertThat(Files.size(directory.resolve(name))).isBetween(1L, 10_000L);
        }
        assertThat(text()).contains("line 999 ");
        var newer = Files.readString(directory.resolve("paper-1.log.1")).lines().toList();
        var first = Integer.parseInt(text().split("line ")[1].split(" ")[0]);
        assertThat(newer.getLast()).contains("line " + (first - 1) + " ");
        assertThat(context.ledger().entries(Ledger.Kind.FILE)).isEmpty();
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
        var log = SessionLog.open(
                context, JournalStores.at(directory), LogStyle.USUAL, List.of(), List.of(stuck), Samples.soon());
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
