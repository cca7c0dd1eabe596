package trysail.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions that start at once look into each other's journals while those are opened and closed. SQLite 3.51.0 and 3.51.1
 * take two locks of their own in either order then; once they met, no journal of the process is ever written again.
 */
final class AtOnceTest {
    private static final int FILES = 6;
    private static final int EACH = 2;
    private static final int ROUNDS = 300;
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    private Path directory;

    @Test
    void filesOpenedAndClosedAtOnceDoNotWaitForEachOtherForEver() throws InterruptedException {
        NativeLibrary.load(directory);
        var done = new AtomicInteger();
        var all = new ArrayList<Thread>();
        for (var i = 0; i < FILES * EACH; i++) {
            var file = directory.resolve(i / EACH + ".db");
            all.add(Thread.ofPlatform().daemon().start(() -> openAndClose(file, done)));
        }
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (var thread : all) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
        assertThat(done).as("rounds that came to their end").hasValue(FILES * EACH * ROUNDS);
    }

    private static void openAndClose(Path file, AtomicInteger done) {
        for (var i = 0; i < ROUNDS; i++) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 2000");
                statement.execute("PRAGMA journal_mode = wal");
                statement.execute("PRAGMA synchronous = off");
                statement.execute("CREATE TABLE IF NOT EXISTS t (a)");
            } catch (SQLException busy) {
                // the other one has it: an answer too
            }
            done.incrementAndGet();
        }
    }
}
