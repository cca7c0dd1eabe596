package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static trysail.session.SessionScene.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trysail.look.SessionState;
import trysail.strategy.Strategies;

/** Sessions and the directory that they keep their files in. */
@Timeout(300)
class DirectoryTest {
    private static final int AT_ONCE = 60;

    @TempDir
    private Path directory;

    @Test
    void aDirectoryDeletedUnderARunningSessionEndsItAndTheJournalIsNamed() throws Exception {
        var journals = directory.resolve("journals");
        try (var scene = SessionScene.open(journals)) {
            var session = scene.running();
            until(() -> !scene.exchange.record().workingOrders().isEmpty());
            try (var files = Files.walk(journals)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            var receipt = session.await();
            assertThat(receipt.exitCode()).as(receipt.toText()).isEqualTo(3);
            assertThat(receipt.toText()).contains("paper-1.db").contains("deleted while its session ran");
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
        }
    }

    @Test
    void sessionsThatStartAtOnceDoNotKeepEachOtherFromRunning() throws Exception {
        try (var scene = SessionScene.ofMany(directory)) {
            var all = new ArrayList<Session>();
            for (var i = 0; i < AT_ONCE; i++) {
                all.add(scene.start(new SessionScene.Rests(0)));
            }
            for (var session : all) {
                until(() -> !(session.state() instanceof SessionState.Opening));
            }
            assertThat(all).allSatisfy(s -> assertThat(s.receipt()).isEmpty());
            for (var receipt : scene.sessions.stopAll(SessionScene.ASKED)) {
                assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
            }
        }
    }

    @Test
    void aCopiedDirectoryWhoseOriginalTradesTouchesNoneOfItsOrders() throws Exception {
        var a = directory.resolve("a");
        var b = directory.resolve("b");
        try (var scene = SessionScene.open(a)) {
            SessionScene.stopped(scene.running());
            Files.createDirectory(b);
            try (var files = Files.list(a)) {
                for (var file : files.toList()) {
                    Files.copy(file, b.resolve(file.getFileName()));
                }
            }
            var keys = scene.keys();
            var original =
                    scene.sessions.start(scene.spec(new SessionScene.Rests(2)).credentials(keys));
            until(() -> scene.exchange.record().workingOrders().size() == 2);

            var copy = onAnotherMachine(() -> scene.sessions.start(
                    scene.spec(Strategies.named("quoter")).credentials(keys).journal(b)));
            until(() -> copy.snapshot().vitals().sent() > 0);
            assertThat(copy.warnings()).anySatisfy(words -> assertThat(words).contains("is a copy of another"));
            assertThat(SessionScene.stopped(copy).exitCode()).isZero();
            assertThat(scene.exchange.record().workingOrders()).hasSize(2);

            assertThat(SessionScene.stopped(original).exitCode()).isZero();
            assertThat(scene.exchange.record().workingOrders()).isEmpty();
        }
    }

    /** Where nobody knows who trades on an account here. */
    private Session onAnotherMachine(Supplier<Session> start) {
        var here = System.getProperty("trysail.state", "");
        System.setProperty("trysail.state", directory.resolve("elsewhere").toString());
        try {
            return start.get();
        } finally {
            System.setProperty("trysail.state", here);
        }
    }
}
